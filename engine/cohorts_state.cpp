// SPDX-License-Identifier: Apache-2.0
// Cohorts that are told where people really are, and their state as bytes.
#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "engine/cohorts.hpp"
#include "engine/population/draw_cells.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein {

bool Cohorts::residents_leave() const {
  return scenario_.population.take_from_residents ||
         scenario_.population.departures == PopulationPlan::Departures::hazard;
}

/// Takes people out of a place, into nowhere for the moment.
std::vector<Cohorts::Cell> Cohorts::lift(ZoneIndex place, std::int64_t count, Stream& who) {
  std::vector<Cell> cells;
  pick(place, Status::displaced, 0, static_cast<std::uint32_t>(strata_), count, who, cells);
  for (const auto& [corridor, cell, persons] : cells) {
    add(corridor, Status::displaced, cell, -persons);
    recorder_.set_right(place, recorder_.abroad(away_.home(corridor), place),
                        -static_cast<double>(persons));
  }
  return cells;
}

void Cohorts::put(ZoneIndex place, ZoneIndex home, std::uint32_t cell, std::int64_t persons) {
  add(away_.open(place, home), Status::displaced, cell, persons);
  recorder_.set_right(place, recorder_.abroad(home, place), static_cast<double>(persons));
}

/// People who were never displaced after all.
void Cohorts::send_back(std::span<const Cell> cells) {
  for (const auto& [corridor, cell, persons] : cells) {
    const ZoneIndex home = away_.home(corridor);
    if (home == kNowhere || !residents_leave()) {
      left_ += persons;
      continue;
    }
    residents_[home * strata_ + cell % strata_] += persons;
    show_residents(home);
  }
}

/// People nobody had thought of: with the homes and causes of those who are there.
void Cohorts::bring(ZoneIndex place, std::int64_t count, Stream& who) {
  std::vector<double> weight;
  std::vector<Cell> like;
  for (const CorridorIndex corridor : away_.at(place)) {
    const auto counts = away_.cells(corridor, Status::displaced);
    for (std::uint32_t cell = 0; cell < counts.size(); ++cell) {
      if (counts[cell] == 0) continue;
      like.push_back({corridor, cell, 0});
      weight.push_back(static_cast<double>(counts[cell]));
    }
  }
  if (like.empty()) {  // nobody is: of no known home
    came_ += count;
    return put(place, kNowhere, 0, count);
  }
  std::vector<std::int64_t> drawn(like.size());
  multinomial(who, count, weight, drawn);
  for (std::size_t i = 0; i < like.size(); ++i) {
    const ZoneIndex home = away_.home(like[i].corridor);
    std::int64_t from_home = 0;
    if (home != kNowhere && residents_leave()) {
      std::int64_t& there = residents_[home * strata_ + like[i].cell % strata_];
      from_home = std::min(there, drawn[i]);
      there -= from_home;
      show_residents(home);
    }
    came_ += drawn[i] - from_home;
    put(place, home, like[i].cell, drawn[i]);
  }
}

void Cohorts::correct(std::span<const std::int64_t> wanted, int step, std::uint32_t call) {
  Stream who(key_, Purpose::exit_who, static_cast<std::uint32_t>(zones_ + 1) + call,
             static_cast<std::uint32_t>(step));
  std::vector<std::int64_t> room(zones_, 0);
  std::vector<Cell> cells;
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    if (wanted[zone] < 0) continue;
    const std::int64_t surplus = displaced_at(zone) - wanted[zone];
    room[zone] = std::max<std::int64_t>(0, -surplus);
    if (surplus <= 0) continue;
    const std::vector<Cell> out = lift(zone, surplus, who);
    cells.insert(cells.end(), out.begin(), out.end());
  }
  const std::int64_t rooms = std::accumulate(room.begin(), room.end(), std::int64_t{0});
  std::int64_t people = 0;
  for (const Cell& cell : cells) people += cell.persons;
  if (people > rooms) {  // drawn of all who were lifted
    std::vector<Cell> back = cells;
    draw_cells(who, people - rooms, back);
    send_back(back);
    for (const Cell& gone : back) {
      const auto same = std::find_if(cells.begin(), cells.end(), [&](const Cell& c) {
        return c.corridor == gone.corridor && c.cell == gone.cell;
      });
      same->persons -= gone.persons;
    }
  }
  std::vector<std::int64_t> going(zones_);
  for (const Cell& cell : cells) {
    multivariate_hypergeometric(who, cell.persons, room, going);
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      if (going[zone] == 0) continue;
      room[zone] -= going[zone];
      put(zone, away_.home(cell.corridor), cell.cell, going[zone]);
    }
  }
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    if (room[zone] > 0) bring(zone, room[zone], who);
  }
}

void Cohorts::save(StateWriter& out) const {
  out.put(residents_);
  out.put(returnees_);
  out.put(std::uint64_t{away_.size()});
  for (CorridorIndex c = 0; c < away_.size(); ++c) {
    out.put(away_.place(c));
    out.put(away_.home(c));
    for (std::size_t status = 0; status < kAwayStatuses; ++status) {
      const auto counts = away_.cells(c, static_cast<Status>(status));
      out.put(std::vector<std::int64_t>(counts.begin(), counts.end()));
    }
  }
  for (const std::vector<Travelling>& due : travelling_.slots()) {
    out.put(std::uint64_t{due.size()});
    for (const auto& [from, to, home, cell, persons] : due) {
      for (const std::uint32_t number : {from, to, home, cell}) out.put(number);
      out.put(persons);
    }
  }
  for (const std::int64_t number :
       {on_the_way_, people_at_start_, came_, left_, owed_exits_, owed_entries_}) {
    out.put(number);
  }
}

void Cohorts::load(std::span<StateReader> parts) {
  for (auto* people : {&residents_, &returnees_}) people->assign(people->size(), 0);
  on_the_way_ = people_at_start_ = came_ = left_ = 0;
  for (StateReader& in : parts) load_part(in);
  for (const ZoneIndex zone : partition_.own()) show_residents(zone);
}

/// Of one rank: who belongs to this one's zones; numbers of all people to the first.
void Cohorts::load_part(StateReader& in) {
  for (auto* people : {&residents_, &returnees_}) {
    std::vector<std::int64_t> there(people->size());
    in.get_same_size(there);
    for (std::size_t n = 0; n < there.size(); ++n) {
      if (partition_.owns(static_cast<ZoneIndex>(n / strata_))) (*people)[n] += there[n];
    }
  }
  std::uint64_t corridors = 0;
  in.get(corridors);
  std::vector<std::int64_t> counts(causes_ * strata_);
  for (std::uint64_t c = 0; c < corridors; ++c) {
    ZoneIndex place = 0, home = 0;
    in.get(place);
    in.get(home);
    if (place >= zones_ || (home >= zones_ && home != kNowhere)) {
      throw std::runtime_error("checkpoint: people at a place that is not there");
    }
    const bool own = partition_.owns(place);
    const CorridorIndex corridor = own ? away_.open(place, home) : kNoCorridor;
    for (std::size_t status = 0; status < kAwayStatuses; ++status) {
      in.get_same_size(counts);
      for (std::uint32_t cell = 0; own && cell < counts.size(); ++cell) {
        add(corridor, static_cast<Status>(status), cell, counts[cell]);
      }
    }
  }
  for (std::size_t slot = 0; slot < travelling_.slots().size(); ++slot) {
    std::uint64_t waiting = 0;
    in.get(waiting);
    for (std::uint64_t i = 0; i < waiting; ++i) {
      Travelling who{};
      for (std::uint32_t* number : {&who.from, &who.to, &who.home, &who.cell}) in.get(*number);
      in.get(who.persons);
      if (who.to >= zones_) throw std::runtime_error("checkpoint: people who go nowhere");
      if (partition_.owns(who.to)) travelling_.add(static_cast<int>(slot), who);
    }
  }
  for (std::int64_t* sum : {&on_the_way_, &people_at_start_, &came_, &left_}) {
    std::int64_t part = 0;
    in.get(part);
    if (partition_.rank() == 0) *sum += part;
  }
  in.get(owed_exits_);
  in.get(owed_entries_);
}

}  // namespace ravenstein
