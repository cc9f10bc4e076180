// SPDX-License-Identifier: Apache-2.0
// Agents who are away from home and move on by a hazard: few of them are drawn from their zone's
// pool; many are asked one by one in a flat pass. Both draw from the same distribution.
#include <algorithm>

#include "engine/agents.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

/// Share of movers from which everyone is asked instead of drawing who moves. Part of the results:
/// the two ways draw other numbers of the same distribution.
constexpr double kFlatShare = 0.02;

}  // namespace

void Agents::move_on(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice) {
  if (behaviour.journey_rules() != nullptr) return;
  behaviour.onward_hazard_per_day(today, weights_);
  if (std::all_of(weights_.begin(), weights_.end(), [](double h) { return !(h > 0); })) return;
  if (flat_is_cheaper()) {
    move_on_flat(today, choice);
    return;
  }
  sort_into_pools();
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    if (weights_[z] > 0) send_on(static_cast<ZoneIndex>(z), weights_[z], today, choice);
  }
}

bool Agents::flat_is_cheaper() const {
  if (scenario_.travel.mode != TravelPlan::Mode::instantaneous) return false;
  double people = 0;
  double moving = 0;
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    people += recorder_.present()[z];
    moving += recorder_.present()[z] * leave_probability(weights_[z]);
  }
  return moving > kFlatShare * people;
}

void Agents::send_on(ZoneIndex from, double hazard, const DayView& today,
                     const ChoiceTable& choice) {
  const auto day = static_cast<std::uint32_t>(today.day);
  const std::size_t resting = pools_.size(from);
  if (resting == 0 || choice.begin[from] == choice.begin[from + 1]) return;
  Stream how_many(key_, Purpose::onward_count, from, day);
  const std::int64_t count =
      binomial(how_many, static_cast<std::int64_t>(resting), leave_probability(hazard));
  if (count == 0) return;
  Stream who(key_, Purpose::onward_who, from, day);
  const std::span<MoverId> leaving =
      choose_without_replacement(who, pools_.of(from), static_cast<std::size_t>(count));
  const auto counts =
      draw_destinations(choice, from, count, Purpose::onward_destination, today.day);
  std::size_t next = 0;
  for (std::size_t c = 0; c < counts.size(); ++c) {
    const ZoneIndex to = choice.to[choice.begin[from] + c];
    const int days = travel_days(scenario_.travel, choice.distance_km[choice.begin[from] + c]);
    for (std::int64_t i = 0; i < counts[c]; ++i) {
      const MoverId mover = leaving[next++];
      recorder_.depart(from, recorder_.abroad(movers_.home[mover], from), 1);
      travelling_.add(today.day + days, {mover, to});
    }
  }
  pools_.drop_last(from, leaving.size());
}

void Agents::move_on_flat(const DayView& today, const ChoiceTable& choice) {
  for (double& hazard : weights_) hazard = leave_probability(hazard);
  set_thresholds(weights_, thresholds_);
  alias_.set_targets(choice.begin, choice.to);
  alias_.rebuild_all(choice.weight);
  const FlatDay day{.key = key_,
                    .day = static_cast<std::uint32_t>(today.day),
                    .thresholds = thresholds_,
                    .table = alias_.view()};
  flat_pass(day, movers_.zone, hops_);
  for (const HopBuffer& block : hops_) {
    for (const auto& [mover, from, to] : block.hops()) {
      recorder_.depart(from, recorder_.abroad(movers_.home[mover], from), 1);
      recorder_.arrive(from, to, recorder_.abroad(movers_.home[mover], to), 1);
    }
  }
  pools_are_current_ = false;
}

}  // namespace ravenstein
