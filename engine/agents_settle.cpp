// SPDX-License-Identifier: Apache-2.0
// Agents who go home or stay for good; births and deaths. Who it is is drawn by thinning, as in
// agents_onward.cpp.
#include <algorithm>
#include <numeric>

#include "engine/agents.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {
/// The last people of the zone's pool: those drawn with probability `most` each and then accepted
/// with probability accept(mover) / most.
template <class Accept>
std::span<MoverId> Agents::draw_who(ZoneIndex zone, double most, Purpose how_many, Purpose who,
                                    const DayView& today, Accept accept) {
  const auto day = static_cast<std::uint32_t>(today.day);
  Stream number(key_, how_many, zone, day, 1U << 21);
  const auto count = static_cast<std::size_t>(
      binomial(number, static_cast<std::int64_t>(pools_.size(zone)), most));
  Stream which(key_, who, zone, day, 1U << 22);
  const std::span<MoverId> drawn = choose_without_replacement(which, pools_.of(zone), count);
  const auto accepted = std::stable_partition(drawn.begin(), drawn.end(), [&](MoverId mover) {
    return which.uniform() * most >= accept(mover);
  });
  return {accepted, drawn.end()};
}

void Agents::settle(const DayView& today, const Hazards& hazards) {
  double highest = 0;
  for (ZoneIndex home = 0; home < zones_; ++home) {
    highest = std::max(highest, hazards.returning[home] + hazards.staying[home]);
  }
  const double most = leave_probability(highest * today.days);
  const bool anybody_stays = std::any_of(hazards.settling.begin(), hazards.settling.end(),
                                         [](double hazard) { return hazard > 0; });
  if (!(most > 0) && !anybody_stays) return;
  sort_into_pools();
  moving_.clear();
  for (const ZoneIndex place : partition_.own()) {
    if (most > 0 && pools_.size(place) > 0) return_from(place, most, today, hazards);
  }
  if (most > 0) come_home();
  for (const ZoneIndex place : partition_.own()) {
    if (hazards.settling[place] > 0 && pools_.size(place) > 0) {
      settle_at(place, hazards.settling[place], today);
    }
  }
}

/// Who goes home joins the pool of their home when all have been drawn, in the order of the places
/// they come from.
void Agents::come_home() {
  round_ = 0;
  if (!partition_.alone()) {
    for (const MoverId mover : moving_) {
      const ZoneIndex home = movers_.home[mover];
      passing_[partition_.owner(home)].push_back(passing(mover, home));
      if (!partition_.owns(home)) release(mover);
    }
    moving_.clear();
    for (const Passing& one : receive(Status::returnee)) moving_.push_back(one.mover);
  }
  for (const MoverId mover : moving_) {
    const ZoneIndex home = movers_.home[mover];
    movers_.zone[mover] = home;
    movers_.status[mover] = Status::returnee;
    pools_.add(home, mover);
    recorder_.come_home(home, 1);
  }
}

/// Who goes home is put into moving_.
void Agents::return_from(ZoneIndex place, double most, const DayView& today,
                         const Hazards& hazards) {
  const auto chance = [&](MoverId mover) {
    const ZoneIndex home = movers_.home[mover];
    if (movers_.status[mover] != Status::displaced || home == kNowhere) return 0.0;
    return leave_probability((hazards.returning[home] + hazards.staying[home]) * today.days);
  };
  const auto deciding =
      draw_who(place, most, Purpose::return_count, Purpose::return_who, today, chance);
  Stream which(key_, Purpose::return_who, place, static_cast<std::uint32_t>(today.day));
  const auto leaving = std::stable_partition(deciding.begin(), deciding.end(), [&](MoverId mover) {
    const ZoneIndex home = movers_.home[mover];
    const double both = hazards.returning[home] + hazards.staying[home];
    return which.uniform() * both >= hazards.returning[home];
  });
  for (auto mover = deciding.begin(); mover != leaving; ++mover) stay(*mover, place);
  for (auto mover = leaving; mover != deciding.end(); ++mover) {
    const ZoneIndex home = movers_.home[*mover];
    recorder_.go_home(place, recorder_.abroad(home, place), 1);
    moving_.push_back(*mover);
  }
  pools_.drop_last(place, static_cast<std::size_t>(deciding.end() - leaving));
}

void Agents::stay(MoverId mover, ZoneIndex place) {
  movers_.status[mover] = Status::integrated;
  recorder_.change(place, Status::displaced, Status::integrated,
                   recorder_.abroad(movers_.home[mover], place), 1);
}

void Agents::settle_at(ZoneIndex place, double hazard, const DayView& today) {
  const double most = leave_probability(hazard * today.days);
  const auto chance = [&](MoverId mover) {
    return movers_.status[mover] == Status::displaced ? most : 0.0;
  };
  for (const MoverId mover :
       draw_who(place, most, Purpose::settle_count, Purpose::settle_who, today, chance)) {
    stay(mover, place);
  }
}

void Agents::renew(const DayView& today) {
  if (!scenario_.strata.has_births_or_deaths()) return;
  sort_into_pools();
  for (const ZoneIndex zone : partition_.own()) {
    numbers_.turn(0, zone);
    renew_residents(zone, today);
    if (pools_.size(zone) > 0) renew_movers(zone, today);
    show_residents(zone);
  }
  if (!partition_.alone()) agree_on_numbers(today.day);
}

void Agents::renew_residents(ZoneIndex zone, const DayView& today) {
  const double years = today.days / kDaysPerYear;
  const auto day = static_cast<std::uint32_t>(today.day);
  const auto people = std::span(residents_).subspan(zone * strata_, strata_);
  std::int64_t births = 0, deaths = 0;
  std::vector<double> newborn;
  for (std::size_t s = 0; s < strata_; ++s) {
    const Stratum& stratum = scenario_.strata.strata[s];
    newborn.push_back(stratum.newborn_share);
    Stream born(key_, Purpose::birth, subject(zone, s), day);
    births += poisson(born, static_cast<double>(people[s]) * stratum.births_per_year * years);
    Stream dead(key_, Purpose::death, subject(zone, s), day);
    const std::int64_t died =
        binomial(dead, people[s], leave_probability(stratum.deaths_per_year * years));
    people[s] -= died;
    deaths += died;
  }
  std::vector<std::int64_t> children(strata_, 0);
  Stream who(key_, Purpose::attribute, subject(zone, 0), day, 1U << 20);
  if (births > 0) multinomial(who, births, newborn, children);
  for (std::size_t s = 0; s < strata_; ++s) people[s] += children[s];
  recorder_.born(zone, static_cast<double>(births));
  recorder_.die(zone, static_cast<double>(deaths));
}

void Agents::renew_movers(ZoneIndex zone, const DayView& today) {
  const double years = today.days / kDaysPerYear;
  const std::vector<Stratum>& strata = scenario_.strata.strata;
  double deaths = 0, births = 0;
  for (const Stratum& stratum : strata) {
    deaths = std::max(deaths, stratum.deaths_per_year);
    births = std::max(births, stratum.births_per_year);
  }
  const auto day = static_cast<std::uint32_t>(today.day);
  // Mothers: a Poisson number at the highest rate, thinned.
  Stream born(key_, Purpose::birth, zone, day, 1U << 20);
  const auto pool = std::span<const MoverId>(pools_.of(zone));
  const std::int64_t drawn = poisson(born, static_cast<double>(pool.size()) * births * years);
  std::vector<Person> children;
  std::vector<Status> status;
  for (std::int64_t n = 0; n < drawn; ++n) {
    const MoverId mother = pool[uniform_below(born, pool.size())];
    if (born.uniform() * births >= strata[movers_.stratum[mother]].births_per_year) continue;
    double at = born.uniform();
    std::size_t s = 0;
    while (s + 1 < strata_ && at >= strata[s].newborn_share) at -= strata[s++].newborn_share;
    children.push_back({movers_.home[mother], static_cast<std::uint8_t>(s), movers_.cause[mother]});
    status.push_back(movers_.status[mother]);
  }
  const double most = leave_probability(deaths * years);
  const auto chance = [&](MoverId mover) {
    return leave_probability(strata[movers_.stratum[mover]].deaths_per_year * years);
  };
  const auto dead = draw_who(zone, most, Purpose::death, Purpose::death, today, chance);
  for (const MoverId mover : dead) {
    recorder_.die(zone, movers_.status[mover], recorder_.abroad(movers_.home[mover], zone), 1);
    forget(mover);
  }
  pools_.drop_last(zone, dead.size());
  for (std::size_t n = 0; n < children.size(); ++n) {
    const MoverId child = add_person(children[n], zone, today.day);
    movers_.status[child] = status[n];
    recorder_.born(zone, status[n], recorder_.abroad(children[n].home, zone), 1);
    pools_.add(zone, child);
  }
}

}  // namespace ravenstein
