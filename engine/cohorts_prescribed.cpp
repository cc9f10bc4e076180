// SPDX-License-Identifier: Apache-2.0
// Cohorts that follow an observed total: rises are entries, falls are exits.
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/cohorts.hpp"
#include "engine/population/draw_cells.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

std::int64_t whole(double persons) { return static_cast<std::int64_t>(persons); }

}  // namespace

void Cohorts::set_to_observed(int day) {
  if (!people_are_given(scenario_.population, day)) return;
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    if (zone == kNowhere || !partition_.owns(zone)) continue;  // in the total only; another rank's
    const std::int64_t change = whole(observed_.at(day, column)) - displaced_at(zone);
    if (change > 0) {
      recorder_.enter(zone, recorder_.abroad(kNowhere, zone), static_cast<double>(change));
      add(away_.open(zone, kNowhere), Status::displaced, 0, change);
      came_ += change;
    } else if (change < 0) {
      Stream who(key_, Purpose::exit_who, zone, static_cast<std::uint32_t>(day));
      remove_displaced(zone, -change, who);
    }
  }
}

void Cohorts::remove_displaced(ZoneIndex zone, std::int64_t count, Stream& who) {
  pick(zone, Status::displaced, 0, static_cast<std::uint32_t>(strata_), count, who, cells_);
  for (const auto& [corridor, cell, persons] : cells_) {
    add(corridor, Status::displaced, cell, -persons);
    recorder_.exit(zone, recorder_.abroad(away_.home(corridor), zone),
                   static_cast<double>(persons));
    left_ += persons;
  }
}

void Cohorts::enter_by_origin(const DayView& today, Behaviour& behaviour) {
  const std::int64_t count = whole(prescribed_[static_cast<std::size_t>(today.day)].entries) +
                             std::exchange(owed_entries_, 0);
  if (count == 0) return;
  std::vector<double> weights(zones_);
  behaviour.entry_weights(today, weights);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    if (!destinations_.leads_somewhere(0, zone)) weights[zone] = 0;
  }
  if (!(std::accumulate(weights.begin(), weights.end(), 0.0) > 0)) {
    if (destinations_.leads_somewhere(0, zones_)) {
      enter_unknown(count, today);
    } else {
      owed_entries_ = count;
    }
    return;
  }
  Stream origin(key_, Purpose::origin, 0, static_cast<std::uint32_t>(today.day));
  std::vector<std::int64_t> by_origin(zones_);
  multinomial(origin, count, weights, by_origin);
  std::int64_t still_owed = 0;  // each rank knows of its own zones
  for (const ZoneIndex zone : partition_.own()) {
    still_owed += enter_from(zone, by_origin[zone], today);
  }
  partition_.sum({&still_owed, 1});
  owed_entries_ += still_owed;
  set_out(today);
}

/// People of unknown origin appear where they go. Every rank draws for all and keeps its own.
void Cohorts::enter_unknown(std::int64_t count, const DayView& today) {
  Stream where(key_, Purpose::destination, static_cast<std::uint32_t>(zones_),
               static_cast<std::uint32_t>(today.day));
  std::vector<std::int64_t> scratch;
  destinations_.draw(where, 0, zones_, count, scratch, [&](std::size_t at, std::int64_t going) {
    const ZoneIndex to = destinations_.table(0).to[at];
    if (!partition_.owns(to)) return;
    recorder_.enter(to, recorder_.abroad(kNowhere, to), static_cast<double>(going));
    add(away_.open(to, kNowhere), Status::displaced, 0, going);
    came_ += going;
  });
}

/// Returns how many could not leave, because there are no more residents.
std::int64_t Cohorts::enter_from(ZoneIndex origin, std::int64_t count, const DayView& today) {
  if (count == 0) return 0;
  const auto day = static_cast<std::uint32_t>(today.day);
  std::span<std::int64_t> here = std::span(residents_).subspan(origin * strata_, strata_);
  std::vector<std::int64_t> by_stratum(strata_);
  std::int64_t too_many = 0;
  Stream who(key_, Purpose::departure_who, origin, day);
  if (scenario_.population.take_from_residents) {
    const std::int64_t there = std::accumulate(here.begin(), here.end(), std::int64_t{0});
    too_many = std::max<std::int64_t>(0, count - there);
    multivariate_hypergeometric(who, std::min(count, there), here, by_stratum);
  } else {
    std::vector<double> shares(strata_, 0.0);
    shares[0] = 1;
    const std::vector<double>& share = scenario_.strata.share;
    if (!share.empty()) std::copy_n(&share[origin * strata_], strata_, shares.begin());
    multinomial(who, count, shares, by_stratum);
    for (std::size_t s = 0; s < strata_; ++s) here[s] += by_stratum[s];  // leave again when booked
    came_ += count;
  }
  Stream where(key_, Purpose::destination, origin, day);
  for (std::uint32_t s = 0; s < strata_; ++s) {
    if (by_stratum[s] == 0) continue;
    spread_destinations(where,
                        {.pool = Pool::resident,
                         .fate = Fate::travels,
                         .cause = 0,
                         .stratum = s,
                         .home = origin,
                         .to = origin,
                         .days = 0,
                         .old_cell = 0,
                         .persons = by_stratum[s]},
                        origin);
  }
  return too_many;
}

void Cohorts::exit(const DayView& today) {
  if (scenario_.population.departures != PopulationPlan::Departures::observed) return;
  if (today.day <= scenario_.population.observed_until_day) return;
  owed_exits_ += whole(prescribed_[static_cast<std::size_t>(today.day)].exits);
  const std::int64_t never_came = std::min(owed_exits_, owed_entries_);
  owed_exits_ -= never_came;
  owed_entries_ -= never_came;
  if (owed_exits_ == 0) return;
  std::vector<double> present(zones_);
  for (const ZoneIndex zone : partition_.own()) {
    present[zone] = static_cast<double>(displaced_at(zone));
  }
  partition_.share(present);
  std::vector<std::int64_t> here(zones_), leaving(zones_);
  std::ranges::transform(present, here.begin(), whole);
  const std::int64_t resting = std::accumulate(here.begin(), here.end(), std::int64_t{0});
  const std::int64_t count = std::min(owed_exits_, resting);
  owed_exits_ -= count;
  const auto day = static_cast<std::uint32_t>(today.day);
  Stream how_many(key_, Purpose::exit_count, 0, day);
  multivariate_hypergeometric(how_many, count, here, leaving);
  for (const ZoneIndex zone : partition_.own()) {
    Stream who(key_, Purpose::exit_who, zone, day);
    if (leaving[zone] > 0) remove_displaced(zone, leaving[zone], who);
  }
}

}  // namespace ravenstein
