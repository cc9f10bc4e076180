// SPDX-License-Identifier: Apache-2.0
// Departures by hazard at resolution `cohorts`. Zones are worked on at the same time; what people
// do is booked afterwards in the order of the zones.
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/cohorts.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {

void Cohorts::set_out(const DayView& today) {
  for (const ZoneIndex zone : partition_.own()) {
    for (const Leaving& who : workshops_[zone].leaving) book(zone, who, today);
    if (!workshops_[zone].leaving.empty()) show_residents(zone);
    workshops_[zone].leaving.clear();
  }
  if (!partition_.alone()) hand_over();
}

/// People on the way belong to the rank that they go to. They queue up in the order of the zones
/// they left, as if one process had booked them.
void Cohorts::hand_over() {
  std::vector<SettingOut> coming = partition_.exchange<SettingOut>(setting_out_);
  std::ranges::stable_sort(coming, {}, [](const SettingOut& one) { return one.who.from; });
  for (const SettingOut& one : coming) travelling_.add(static_cast<int>(one.due), one.who);
  for (std::vector<SettingOut>& of_rank : setting_out_) of_rank.clear();
}

void Cohorts::depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards) {
  if (hazards.anybody_leaves()) {
    const std::span<const ZoneIndex> own = partition_.own();
    oneapi::tbb::parallel_for(std::size_t{0}, own.size(),
                              [&](std::size_t n) { leave_zone(own[n], today, hazards); });
    set_out(today);
  }
  const PopulationPlan& plan = scenario_.population;
  if (plan.departures == PopulationPlan::Departures::observed &&
      today.day > plan.observed_until_day) {
    enter_by_origin(today, behaviour);
  }
}

void Cohorts::leave_zone(ZoneIndex zone, const DayView& today, const Hazards& hazards) {
  Workshop& workshop = workshops_[zone];
  for (std::uint32_t stratum = 0; stratum < strata_; ++stratum) {
    if (rates_of(zone, stratum, hazards.departure, workshop.rates) > 0) {
      leave_home(zone, stratum, Pool::resident, today);
      leave_home(zone, stratum, Pool::returnee, today);
      leave_corridors(zone, stratum, Pool::integrated, today);
    }
    if (rates_of(zone, stratum, hazards.onward, workshop.rates) > 0) {
      leave_corridors(zone, stratum, Pool::displaced, today);
    }
  }
  if (hazards.release[zone] > 0) retry(zone, hazards.release[zone], today);
}

double Cohorts::rates_of(ZoneIndex zone, std::uint32_t stratum, std::span<const double> hazard,
                         std::vector<double>& rates) const {
  rates.resize(causes_);
  double sum = 0;
  for (std::size_t cause = 0; cause < causes_; ++cause) {
    const bool open = destinations_.leads_somewhere(cause, zone);
    rates[cause] = open ? relative_[cause][stratum] * hazard[cause * zones_ + zone] : 0;
    sum += rates[cause];
  }
  return sum;
}

namespace {

double total(std::span<const double> rates) {
  return std::accumulate(rates.begin(), rates.end(), 0.0);
}

}  // namespace

void Cohorts::leave_home(ZoneIndex zone, std::uint32_t stratum, Pool pool, const DayView& today) {
  const auto& people = pool == Pool::resident ? residents_ : returnees_;
  const std::int64_t there = people[zone * strata_ + stratum];
  if (there == 0) return;
  Stream how_many = stream(Purpose::departure_count, zone, stratum, pool, today);
  const double hazard = total(workshops_[zone].rates);
  const std::int64_t count = binomial(how_many, there, leave_probability(hazard * today.days));
  if (count == 0) return;
  Stream where = stream(Purpose::destination, zone, stratum, pool, today);
  spread_causes(where,
                {.pool = pool,
                 .fate = Fate::travels,
                 .cause = 0,
                 .stratum = stratum,
                 .home = zone,
                 .to = zone,
                 .days = 0,
                 .old_cell = 0,
                 .persons = count},
                zone);
}

void Cohorts::leave_corridors(ZoneIndex zone, std::uint32_t stratum, Pool pool,
                              const DayView& today) {
  const Status status = pool == Pool::displaced ? Status::displaced : Status::integrated;
  const std::int64_t there = pool_of(zone, status, stratum);
  if (there == 0) return;
  Workshop& workshop = workshops_[zone];
  Stream how_many = stream(Purpose::departure_count, zone, stratum, pool, today);
  const double hazard = total(workshop.rates);
  const std::int64_t count = binomial(how_many, there, leave_probability(hazard * today.days));
  if (count == 0) return;
  Stream who = stream(Purpose::departure_who, zone, stratum, pool, today);
  pick(zone, status, stratum, 1, count, who, workshop.cells);
  Stream where = stream(Purpose::destination, zone, stratum, pool, today);
  for (const auto& [corridor, cell, persons] : workshop.cells) {
    spread_causes(where,
                  {.pool = pool,
                   .fate = Fate::travels,
                   .cause = 0,
                   .stratum = stratum,
                   .home = away_.home(corridor),
                   .to = zone,
                   .days = 0,
                   .old_cell = cell,
                   .persons = persons},
                  zone);
  }
}

void Cohorts::retry(ZoneIndex zone, double hazard, const DayView& today) {
  Workshop& workshop = workshops_[zone];
  const std::int64_t there =
      std::accumulate(&pool_of(zone, Status::stranded, 0),
                      &pool_of(zone, Status::stranded, 0) + strata_, std::int64_t{0});
  if (there == 0) return;
  Stream how_many = stream(Purpose::release_count, zone, 0, Pool::stranded, today);
  const std::int64_t count = binomial(how_many, there, leave_probability(hazard * today.days));
  if (count == 0) return;
  Stream who = stream(Purpose::departure_who, zone, 0, Pool::stranded, today);
  pick(zone, Status::stranded, 0, static_cast<std::uint32_t>(strata_), count, who, workshop.cells);
  Stream where = stream(Purpose::destination, zone, 0, Pool::stranded, today);
  for (const auto& [corridor, cell, persons] : workshop.cells) {
    const auto cause = static_cast<std::uint32_t>(cell / strata_);
    if (!destinations_.leads_somewhere(cause, zone)) continue;
    spread_destinations(where,
                        {.pool = Pool::stranded,
                         .fate = Fate::travels,
                         .cause = cause,
                         .stratum = static_cast<std::uint32_t>(cell % strata_),
                         .home = away_.home(corridor),
                         .to = zone,
                         .days = 0,
                         .old_cell = cell,
                         .persons = persons},
                        zone);
  }
}

void Cohorts::spread_causes(Stream& stream, Leaving who, ZoneIndex zone) {
  Workshop& workshop = workshops_[zone];
  workshop.counts.resize(causes_);
  multinomial(stream, who.persons, workshop.rates, workshop.counts);
  for (std::uint32_t cause = 0; cause < causes_; ++cause) {
    who.cause = cause;
    who.persons = workshop.counts[cause];
    if (who.persons > 0) spread_destinations(stream, who, zone);
  }
}

void Cohorts::spread_destinations(Stream& stream, Leaving who, ZoneIndex zone) {
  Workshop& workshop = workshops_[zone];
  const ChoiceTable& table = destinations_.table(who.cause);
  destinations_.draw(stream, who.cause, zone, who.persons, workshop.destinations,
                     [&](std::size_t position, std::int64_t persons) {
                       const auto put = [&](Fate fate, std::int64_t count) {
                         if (count == 0) return;
                         Leaving going = who;
                         going.fate = fate;
                         going.to = fate == Fate::is_stranded ? zone : table.to[position];
                         going.days = travel_days(scenario_.travel, table.distance_km[position]);
                         going.persons = count;
                         workshop.leaving.push_back(going);
                       };
                       std::int64_t passing = persons;
                       if (!table.passing.empty())
                         passing = binomial(stream, persons, table.passing[position]);
                       put(Fate::is_stranded, persons - passing);
                       std::int64_t alive = passing;
                       if (!table.survival.empty())
                         alive = binomial(stream, passing, table.survival[position]);
                       put(Fate::dies_on_the_way, passing - alive);
                       put(Fate::travels, alive);
                     });
}

void Cohorts::book(ZoneIndex zone, const Leaving& who, const DayView& today) {
  const bool abroad = recorder_.abroad(who.home, zone);
  const auto persons = static_cast<double>(who.persons);
  const auto cell = static_cast<std::uint32_t>(who.cause * strata_ + who.stratum);
  switch (who.pool) {  // whoever leaves is displaced for a moment
    case Pool::resident:
      residents_[zone * strata_ + who.stratum] -= who.persons;
      recorder_.enter(zone, abroad, persons);
      break;
    case Pool::returnee:
      returnees_[zone * strata_ + who.stratum] -= who.persons;
      recorder_.change(zone, Status::returnee, Status::displaced, abroad, persons);
      break;
    case Pool::displaced:
      add(away_.open(zone, who.home), Status::displaced, who.old_cell, -who.persons);
      break;
    case Pool::stranded:
      add(away_.open(zone, who.home), Status::stranded, who.old_cell, -who.persons);
      recorder_.change(zone, Status::stranded, Status::displaced, abroad, persons);
      break;
    case Pool::integrated:
      add(away_.open(zone, who.home), Status::integrated, who.old_cell, -who.persons);
      recorder_.change(zone, Status::integrated, Status::displaced, abroad, persons);
      break;
  }
  if (who.fate == Fate::is_stranded) {
    add(away_.open(zone, who.home), Status::stranded, cell, who.persons);
    recorder_.change(zone, Status::displaced, Status::stranded, abroad, persons);
    return;
  }
  recorder_.depart(zone, who.cause, abroad, persons);
  if (who.fate == Fate::dies_on_the_way) {
    recorder_.die_travelling(zone, persons);
    return;
  }
  on_the_way_ += who.persons;
  const int due = today.step_after(who.days);
  const Travelling traveller{zone, who.to, who.home, cell, who.persons};
  if (partition_.alone()) {
    travelling_.add(due, traveller);
  } else {
    setting_out_[partition_.owner(who.to)].push_back({traveller, due});
  }
}

}  // namespace ravenstein
