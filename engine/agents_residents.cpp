// SPDX-License-Identifier: Apache-2.0
// Agents: residents, who are counts, become people when they leave home; by hazard, or as the
// observed total rises.
#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/agents.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
namespace {

std::int64_t whole(double persons) { return static_cast<std::int64_t>(persons); }

}  // namespace

void Agents::leave_home(const DayView& today, Behaviour& behaviour, const Hazards& hazards) {
  const PopulationPlan& plan = scenario_.population;
  if (plan.departures == PopulationPlan::Departures::observed) {
    if (today.day > plan.observed_until_day) enter_by_origin(today, behaviour);
    return;
  }
  if (leave_home_by_number(today, behaviour)) return;
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(1, zone);
    for (std::size_t s = 0; s < strata_; ++s) leave_home_by_hazard(zone, s, today, hazards);
    show_residents(zone);
  }
}

void Agents::leave_home_by_hazard(ZoneIndex zone, std::size_t stratum, const DayView& today,
                                  const Hazards& hazards) {
  std::int64_t& here = residents_[zone * strata_ + stratum];
  double sum = 0;
  for (std::size_t k = 0; k < causes_; ++k) {
    const bool open = !chooses_destination_ || destinations_.leads_somewhere(k, zone);
    rates_[k] = open ? relative_[k][stratum] * hazards.departure[k * zones_ + zone] : 0;
    sum += rates_[k];
  }
  if (!(sum > 0) || here == 0) return;
  const auto day = static_cast<std::uint32_t>(today.day);
  Stream how_many(key_, Purpose::departure_count, subject(zone, stratum), day);
  const std::int64_t leaving = binomial(how_many, here, leave_probability(sum * today.days));
  if (leaving == 0) return;
  here -= leaving;
  std::vector<std::int64_t> by_cause(causes_);
  Stream where(key_, Purpose::destination, subject(zone, stratum), day);
  multinomial(where, leaving, rates_, by_cause);
  for (std::size_t k = 0; k < causes_; ++k) {
    const Person person{zone, static_cast<std::uint8_t>(stratum), static_cast<std::uint8_t>(k)};
    if (by_cause[k] > 0) set_out(zone, person, by_cause[k], where, today);
  }
}

bool Agents::leave_home_by_number(const DayView& today, Behaviour& behaviour) {
  std::vector<std::int64_t> leaving(zones_);
  if (!behaviour.departures(today, key_, leaving)) return false;
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(1, zone);
    enter_from(zone, leaving[zone], scenario_.population.take_from_residents, today);
  }
  return true;
}

void Agents::enter_by_origin(const DayView& today, Behaviour& behaviour) {
  const std::int64_t count = whole(prescribed_[static_cast<std::size_t>(today.day)].entries) +
                             std::exchange(owed_entries_, 0);
  if (count == 0) return;
  behaviour.entry_weights(today, weights_);
  if (chooses_destination_) {
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      if (!destinations_.leads_somewhere(0, zone)) weights_[zone] = 0;
    }
  }
  if (!(std::accumulate(weights_.begin(), weights_.end(), 0.0) > 0)) {
    if (chooses_destination_ && destinations_.leads_somewhere(0, zones_)) {
      enter_unknown(count, today);
    } else {
      owed_entries_ = count;
    }
    return;
  }
  Stream origin(key_, Purpose::origin, 0, static_cast<std::uint32_t>(today.day));
  std::vector<std::int64_t> by_origin(zones_);
  multinomial(origin, count, weights_, by_origin);
  std::int64_t still_owed = 0;  // each rank knows of its own zones
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(1, zone);
    still_owed += by_origin[zone] - enter_from(zone, by_origin[zone],
                                               scenario_.population.take_from_residents, today);
  }
  partition_.sum({&still_owed, 1});
  owed_entries_ += still_owed;
}

/// People of unknown origin appear where they go. Every rank draws for all and keeps its own.
void Agents::enter_unknown(std::int64_t count, const DayView& today) {
  numbers_.turn(1, 0);
  if (partition_.rank() == 0) expect(count);
  Stream where(key_, Purpose::destination, subject(static_cast<ZoneIndex>(zones_), 0),
               static_cast<std::uint32_t>(today.day));
  std::uint32_t drawn = 0;
  destinations_.draw(
      where, 0, zones_, count, choice_counts_, [&](std::size_t at, std::int64_t going) {
        const ZoneIndex to = destinations_.table(0).to[at];
        ++drawn;
        if (!partition_.owns(to)) return;
        numbers_.turn(1, drawn);
        came_ += going;
        recorder_.enter(to, recorder_.abroad(kNowhere, to), static_cast<double>(going));
        for (std::int64_t n = 0; n < going; ++n) {
          pools_.add(to, add_person({kNowhere}, to, today.day));
        }
      });
}

/// Returns how many did leave: no more than there are, if they are counted down.
std::int64_t Agents::enter_from(ZoneIndex origin, std::int64_t count, bool count_down,
                                const DayView& today) {
  const auto here = std::span(residents_).subspan(origin * strata_, strata_);
  if (count_down)
    count = std::min(count, std::accumulate(here.begin(), here.end(), std::int64_t{0}));
  if (count <= 0) return 0;
  std::vector<std::int64_t> by_stratum(strata_, count);
  const auto day = static_cast<std::uint32_t>(today.day);
  Stream who(key_, Purpose::departure_who, origin, day);
  if (strata_ > 1 && count_down) {
    multivariate_hypergeometric(who, count, here, by_stratum);
  } else if (strata_ > 1) {
    multinomial(who, count, std::span(scenario_.strata.share).subspan(origin * strata_, strata_),
                by_stratum);
  }
  for (std::size_t s = 0; s < strata_; ++s) {
    if (count_down) here[s] -= by_stratum[s];
    if (by_stratum[s] == 0) continue;
    Stream where(key_, Purpose::destination, subject(origin, s), day);
    set_out(origin, {origin, static_cast<std::uint8_t>(s)}, by_stratum[s], where, today);
  }
  if (!count_down) came_ += count;
  show_residents(origin);
  return count;
}

void Agents::set_out(ZoneIndex zone, const Person& person, std::int64_t count, Stream& where,
                     const DayView& today) {
  const bool abroad = recorder_.abroad(person.home, zone);
  recorder_.enter(zone, abroad, static_cast<double>(count));
  expect(count);
  if (!chooses_destination_) {  // they stay in their zone until the rules move them
    for (std::int64_t n = 0; n < count; ++n) pools_.add(zone, add_person(person, zone, today.day));
    return;
  }
  const ChoiceTable& table = destinations_.table(person.cause);
  destinations_.draw(
      where, person.cause, zone, count, choice_counts_, [&](std::size_t at, std::int64_t choosing) {
        const std::int64_t going =
            table.passing.empty() ? choosing : binomial(where, choosing, table.passing[at]);
        const std::int64_t alive =
            table.survival.empty() ? going : binomial(where, going, table.survival[at]);
        for (std::int64_t n = going; n < choosing; ++n) {
          const MoverId mover = add_person(person, zone, today.day);
          movers_.status[mover] = Status::stranded;
          pools_.add(zone, mover);
        }
        if (choosing > going) {
          recorder_.change(zone, Status::displaced, Status::stranded, abroad,
                           static_cast<double>(choosing - going));
        }
        if (going == 0) return;
        recorder_.depart(zone, person.cause, abroad, static_cast<double>(going));
        if (going > alive) recorder_.die_travelling(zone, static_cast<double>(going - alive));
        const int due = today.step_after(travel_days(scenario_.travel, table.distance_km[at]));
        for (std::int64_t n = 0; n < alive; ++n) {
          set_off(person, zone, table.to[at], due, today.day);
        }
      });
}

}  // namespace ravenstein
