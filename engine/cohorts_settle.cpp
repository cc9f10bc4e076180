// SPDX-License-Identifier: Apache-2.0
// Returns and integration at resolution `cohorts`, place by place. Who goes home is drawn by
// thinning, as agents are (agents_settle.cpp): the highest chance of any home draws from all people
// of a place, and of those drawn as many remain as their own home's chance says; exact.
#include <algorithm>

#include "engine/cohorts.hpp"
#include "engine/population/draw_cells.hpp"
#include "engine/random/draws.hpp"
#include "engine/travel.hpp"

namespace ravenstein {

void Cohorts::settle(const DayView& today, const Hazards& hazards) {
  const auto day = static_cast<std::uint32_t>(today.day);
  std::vector<double> chance(zones_);  // by home
  for (ZoneIndex home = 0; home < zones_; ++home) {
    const double hazard = hazards.returning[home] + hazards.staying[home];
    chance[home] = hazard > 0 ? leave_probability(hazard * today.days) : 0;
  }
  if (std::ranges::any_of(chance, [](double p) { return p > 0; })) {
    for (const ZoneIndex place : partition_.own()) decide_at(place, chance, hazards, day);
    come_home();
  }
  for (const ZoneIndex place : partition_.own()) {
    if (!(hazards.settling[place] > 0)) continue;
    settle_at(place, leave_probability(hazards.settling[place] * today.days), day);
  }
}

/// People of a place go home or decide to stay, with the chance that their home gives.
void Cohorts::decide_at(ZoneIndex place, std::span<const double> chance, const Hazards& hazards,
                        std::uint32_t day) {
  double most = 0;
  for (const CorridorIndex corridor : away_.at(place)) {
    const ZoneIndex home = away_.home(corridor);
    const bool anybody = corridor < displaced_.size() && displaced_[corridor] > 0;
    if (home != kNowhere && anybody) most = std::max(most, chance[home]);
  }
  if (!(most > 0)) return;
  Stream how_many(key_, Purpose::return_count, place, day);
  const std::int64_t count = binomial(how_many, displaced_at(place), most);
  Stream who(key_, Purpose::return_who, place, day);
  pick(place, Status::displaced, 0, static_cast<std::uint32_t>(strata_), count, who, cells_);
  for (const Cell& cell : cells_) {
    const ZoneIndex home = away_.home(cell.corridor);
    if (home == kNowhere || !(chance[home] > 0)) continue;
    const std::int64_t deciding = binomial(who, cell.persons, chance[home] / most);
    const double both = hazards.returning[home] + hazards.staying[home];
    const std::int64_t going = binomial(who, deciding, hazards.returning[home] / both);
    go_home(cell, going);
    stay(cell, deciding - going);
  }
}

void Cohorts::settle_at(ZoneIndex place, double chance, std::uint32_t day) {
  const std::int64_t people = displaced_at(place);
  if (people == 0) return;
  Stream how_many(key_, Purpose::settle_count, place, day);
  const std::int64_t count = binomial(how_many, people, chance);
  Stream who(key_, Purpose::settle_who, place, day);
  pick(place, Status::displaced, 0, static_cast<std::uint32_t>(strata_), count, who, cells_);
  for (const Cell& cell : cells_) stay(cell, cell.persons);
}

void Cohorts::go_home(const Cell& cell, std::int64_t persons) {
  if (persons == 0) return;
  const ZoneIndex from = away_.place(cell.corridor), home = away_.home(cell.corridor);
  add(cell.corridor, Status::displaced, cell.cell, -persons);
  recorder_.go_home(from, recorder_.abroad(home, from), static_cast<double>(persons));
  const auto stratum = static_cast<std::uint32_t>(cell.cell % strata_);
  returning_[partition_.owner(home)].push_back({home, stratum, persons});
}

/// Where home is another rank's, that rank receives them.
void Cohorts::come_home() {
  const std::vector<Returning> coming =
      partition_.alone() ? returning_[0] : partition_.exchange<Returning>(returning_);
  for (const auto& [home, stratum, persons] : coming) {
    returnees_[home * strata_ + stratum] += persons;
    recorder_.come_home(home, static_cast<double>(persons));
  }
  for (std::vector<Returning>& of_rank : returning_) of_rank.clear();
}

void Cohorts::stay(const Cell& cell, std::int64_t persons) {
  if (persons == 0) return;
  const ZoneIndex place = away_.place(cell.corridor);
  add(cell.corridor, Status::displaced, cell.cell, -persons);
  add(cell.corridor, Status::integrated, cell.cell, persons);
  recorder_.change(place, Status::displaced, Status::integrated,
                   recorder_.abroad(away_.home(cell.corridor), place),
                   static_cast<double>(persons));
}

}  // namespace ravenstein
