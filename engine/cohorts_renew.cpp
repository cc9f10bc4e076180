// SPDX-License-Identifier: Apache-2.0
// Births and deaths at resolution `cohorts`. A child is born where its mother is and has her home;
// people on the way neither die (but see ChoiceTable::survival) nor give birth. Status from home
// nobody has more than one child in a step.
#include <numeric>

#include "engine/cohorts.hpp"
#include "engine/population/draw_cells.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
void Cohorts::renew(const DayView& today) {
  if (!scenario_.strata.has_births_or_deaths()) return;
  for (const ZoneIndex zone : partition_.own()) {
    for (const Pool pool : {Pool::resident, Pool::returnee}) renew_home(zone, pool, today);
    for (const Pool pool : {Pool::displaced, Pool::stranded, Pool::integrated}) {
      renew_corridors(zone, pool, today);
    }
    show_residents(zone);
  }
}

std::vector<std::int64_t> Cohorts::newborns(Stream& stream, std::int64_t births) const {
  std::vector<std::int64_t> by_stratum(strata_, 0);
  if (births > 0) multinomial(stream, births, newborn_shares_, by_stratum);
  return by_stratum;
}

void Cohorts::renew_home(ZoneIndex zone, Pool pool, const DayView& today) {
  const std::span<std::int64_t> people =
      std::span(pool == Pool::resident ? residents_ : returnees_).subspan(zone * strata_, strata_);
  const double years = today.days / kDaysPerYear;
  std::int64_t births = 0, deaths = 0;
  for (std::uint32_t s = 0; s < strata_; ++s) {
    if (people[s] == 0) continue;
    const Stratum& stratum = scenario_.strata.strata[s];
    const auto there = static_cast<double>(people[s]);
    Stream born = stream(Purpose::birth, zone, s, pool, today);
    births += poisson(born, there * stratum.births_per_year * years);
    Stream dead = stream(Purpose::death, zone, s, pool, today);
    const std::int64_t died =
        binomial(dead, people[s], leave_probability(stratum.deaths_per_year * years));
    people[s] -= died;
    deaths += died;
  }
  Stream who = stream(Purpose::attribute, zone, 0, pool, today);
  const std::vector<std::int64_t> children = newborns(who, births);
  for (std::size_t s = 0; s < strata_; ++s) people[s] += children[s];
  if (pool == Pool::resident) {
    recorder_.born(zone, static_cast<double>(births));
    recorder_.die(zone, static_cast<double>(deaths));
  } else {
    recorder_.born(zone, Status::returnee, false, static_cast<double>(births));
    recorder_.die(zone, Status::returnee, false, static_cast<double>(deaths));
  }
}

void Cohorts::renew_corridors(ZoneIndex zone, Pool pool, const DayView& today) {
  const Status status = pool == Pool::displaced  ? Status::displaced
                        : pool == Pool::stranded ? Status::stranded
                                                 : Status::integrated;
  const double years = today.days / kDaysPerYear;
  std::vector<Cell> mothers;
  for (std::uint32_t s = 0; s < strata_; ++s) {
    const std::int64_t there = pool_of(zone, status, s);
    if (there == 0) continue;
    const Stratum& stratum = scenario_.strata.strata[s];
    Stream born = stream(Purpose::birth, zone, s, pool, today);
    const std::int64_t births =
        poisson(born, static_cast<double>(there) * stratum.births_per_year * years);
    Stream dead = stream(Purpose::death, zone, s, pool, today);
    const std::int64_t deaths =
        binomial(dead, there, leave_probability(stratum.deaths_per_year * years));
    pick(zone, status, s, 1, std::min(births, there), born, cells_);
    mothers.insert(mothers.end(), cells_.begin(), cells_.end());
    pick(zone, status, s, 1, deaths, dead, cells_);
    for (const auto& [corridor, cell, persons] : cells_) {
      add(corridor, status, cell, -persons);
      recorder_.die(zone, status, recorder_.abroad(away_.home(corridor), zone),
                    static_cast<double>(persons));
    }
  }
  Stream who = stream(Purpose::attribute, zone, 0, pool, today);
  for (const auto& [corridor, cell, persons] : mothers) {
    const std::vector<std::int64_t> children = newborns(who, persons);
    const auto first = static_cast<std::uint32_t>(cell - cell % strata_);
    for (std::uint32_t s = 0; s < strata_; ++s) {
      if (children[s] > 0) add(corridor, status, first + s, children[s]);
    }
    recorder_.born(zone, status, recorder_.abroad(away_.home(corridor), zone),
                   static_cast<double>(persons));
  }
}

}  // namespace ravenstein
