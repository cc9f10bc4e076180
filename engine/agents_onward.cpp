// SPDX-License-Identifier: Apache-2.0
// Agents who are away from home and leave where they are, by hazard. As many are drawn from a
// zone's pool as the highest hazard there asks for, and each of them leaves with the share that
// their own hazard is of it (thinning; exact). Where many move, everyone is asked in a flat pass.
#include <algorithm>
#include <numeric>

#include "engine/agents.hpp"
#include "engine/population/numbered_pass.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

/// Share of movers from which everyone is asked instead of drawing who moves. Part of the results:
/// the two ways draw other numbers of the same distribution.
constexpr double kFlatShare = 0.02;

}  // namespace

void Agents::move_on(const DayView& today, const Hazards& hazards) {
  const bool nobody = partition_.alone() && movers_.size() == free_.size();
  if (nobody || !hazards.anybody_leaves()) return;
  if (flat_is_cheaper(today, hazards)) {
    move_on_flat(today, hazards);
    return;
  }
  sort_into_pools();
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(0, zone);
    if (pools_.size(zone) > 0) move_on_from(zone, today, hazards);
  }
}

/// Into rates_, by cause; returns their sum.
double Agents::rates_of(MoverId mover, ZoneIndex zone, const Hazards& hazards) {
  double sum = 0;
  const Status status = movers_.status[mover];
  const auto& table = status == Status::displaced ? hazards.onward : hazards.departure;
  for (std::size_t k = 0; k < causes_; ++k) {
    double rate = 0;
    if (status == Status::stranded) {
      if (k == movers_.cause[mover]) rate = hazards.release[zone];
    } else {
      rate = relative_[k][movers_.stratum[mover]] * table[k * zones_ + zone];
    }
    rates_[k] = destinations_.leads_somewhere(k, zone) ? rate : 0;
    sum += rates_[k];
  }
  return sum;
}

void Agents::move_on_from(ZoneIndex zone, const DayView& today, const Hazards& hazards) {
  double most = hazards.release[zone];
  double onward = 0, departure = 0;
  for (std::size_t k = 0; k < causes_; ++k) {
    const double relative = *std::max_element(relative_[k].begin(), relative_[k].end());
    onward += relative * hazards.onward[k * zones_ + zone];
    departure += relative * hazards.departure[k * zones_ + zone];
  }
  most = leave_probability(std::max({most, onward, departure}) * today.days);
  if (!(most > 0)) return;
  const auto day = static_cast<std::uint32_t>(today.day);
  Stream how_many(key_, Purpose::onward_count, zone, day);
  const auto count = static_cast<std::size_t>(
      binomial(how_many, static_cast<std::int64_t>(pools_.size(zone)), most));
  if (count == 0) return;
  Stream who(key_, Purpose::onward_who, zone, day);
  const std::span<MoverId> drawn = choose_without_replacement(who, pools_.of(zone), count);
  const auto leaving = std::stable_partition(drawn.begin(), drawn.end(), [&](MoverId mover) {
    const double chance = leave_probability(rates_of(mover, zone, hazards) * today.days);
    return who.uniform() * most >= chance;
  });
  moving_.assign(leaving, drawn.end());
  pools_.drop_last(zone, moving_.size());
  Stream where(key_, Purpose::onward_destination, zone, day);
  for (const MoverId mover : moving_) {
    rates_of(mover, zone, hazards);
    send_on(mover, zone, where, today);
  }
}

void Agents::send_on(MoverId mover, ZoneIndex zone, Stream& where, const DayView& today) {
  const bool abroad = recorder_.abroad(movers_.home[mover], zone);
  if (causes_ > 1) {
    double at = where.uniform() * std::accumulate(rates_.begin(), rates_.end(), 0.0);
    std::size_t k = 0;
    while (k + 1 < causes_ && at >= rates_[k]) at -= rates_[k++];
    while (!(rates_[k] > 0)) --k;  // rounding at the very end
    movers_.cause[mover] = static_cast<std::uint8_t>(k);
  }
  if (movers_.status[mover] != Status::displaced) {
    recorder_.change(zone, movers_.status[mover], Status::displaced, abroad, 1);
    movers_.status[mover] = Status::displaced;
  }
  const std::uint32_t cause = movers_.cause[mover];
  const ChoiceTable& table = destinations_.table(cause);
  destinations_.draw(where, cause, zone, 1, choice_counts_, [&](std::size_t at, std::int64_t) {
    if (!table.passing.empty() && where.uniform() >= table.passing[at]) {
      movers_.status[mover] = Status::stranded;
      recorder_.change(zone, Status::displaced, Status::stranded, abroad, 1);
      pools_.add(zone, mover);
      return;
    }
    recorder_.depart(zone, cause, abroad, 1);
    if (!table.survival.empty() && where.uniform() >= table.survival[at]) {
      recorder_.die_travelling(zone, 1);
      forget(mover);
      return;
    }
    const int days = travel_days(scenario_.travel, table.distance_km[at]);
    set_off(mover, table.to[at], today.step_after(days));
  });
}

/// Only people who are all alike can be asked in a flat pass. All ranks answer the same.
bool Agents::flat_is_cheaper(const DayView& today, const Hazards& hazards) const {
  if (scenario_.travel.mode != TravelPlan::Mode::instantaneous) return false;
  if (causes_ > 1 || strata_ > 1) return false;
  const ChoiceTable& choice = destinations_.table(0);
  if (!choice.passing.empty() || !choice.survival.empty()) return false;
  double people = 0;
  double moving = 0;
  for (std::size_t z = 0; z < zones_; ++z) {
    people += today.present[z];
    moving += today.present[z] * leave_probability(hazards.onward[z]);
  }
  if (!(moving > kFlatShare * people)) return false;
  std::int64_t others = 0;
  for (const Status status : {Status::stranded, Status::integrated, Status::returnee}) {
    for (const double there : recorder_.stock(status)) others += there > 0 ? 1 : 0;
  }
  partition_.sum({&others, 1});
  return others == 0;
}

void Agents::move_on_flat(const DayView& today, const Hazards& hazards) {
  for (std::size_t z = 0; z < zones_; ++z) {
    weights_[z] = leave_probability(hazards.onward[z] * today.days);
  }
  set_thresholds(weights_, thresholds_);
  const ChoiceTable& choice = destinations_.table(0);
  alias_.set_targets(choice.begin, choice.to);
  alias_.rebuild_all(choice.weight);
  const FlatDay day{.key = key_,
                    .day = static_cast<std::uint32_t>(today.day),
                    .thresholds = thresholds_,
                    .table = alias_.view()};
  pools_are_current_ = false;
  if (!partition_.alone()) {
    numbered_pass(day, number_, movers_.zone, numbered_hops_);
    for (const std::vector<Hop>& block : numbered_hops_) {
      for (const Hop& one : block) hop(one, today);
    }
    return;
  }
  flat_pass(day, movers_.zone, hops_);
  for (const HopBuffer& block : hops_) {
    for (const auto& [mover, from, to] : block.hops()) {
      recorder_.depart(from, 0, recorder_.abroad(movers_.home[mover], from), 1);
      recorder_.arrive(from, to, 0, recorder_.abroad(movers_.home[mover], to), 1);
    }
  }
}

}  // namespace ravenstein
