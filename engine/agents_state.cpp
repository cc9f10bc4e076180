// SPDX-License-Identifier: Apache-2.0
// Agents as bytes: what each rank has of its own people, to be read by any number of ranks. Not of
// people on journeys by rules, whose rules remember days for themselves.
#include <stdexcept>

#include "engine/agents.hpp"

namespace ravenstein {

void Agents::save_person(MoverId m, StateWriter& out) const {
  for (const std::uint32_t number : {number_of(m), movers_.zone[m], movers_.home[m]}) {
    out.put(number);
  }
  out.put(movers_.group[m]);
  out.put(movers_.stratum[m]);
  out.put(movers_.cause[m]);
  out.put(movers_.status[m]);
}

void Agents::save(StateWriter& out) const {
  if (due_.waiting() > 0) throw std::logic_error("people on journeys cannot be kept");
  out.put(residents_);
  out.put(std::uint8_t{pools_are_current_});
  // The numbers are the same on every rank: once is enough.
  const bool first = partition_.rank() == 0;
  const auto free = partition_.alone() ? std::span<const MoverId>(free_) : numbers_.free();
  out.put(first ? std::vector<MoverId>(free.begin(), free.end()) : std::vector<MoverId>{});
  out.put(partition_.alone() ? static_cast<std::uint32_t>(movers_.size()) : numbers_.rows());
  out.put(std::uint64_t{movers_.size() - free_.size() - travelling_.waiting()});
  each_resting([&](ZoneIndex, MoverId m) { save_person(m, out); });
  for (const std::vector<Travelling>& due : travelling_.slots()) {
    out.put(std::uint64_t{due.size()});
    for (const auto& [mover, to] : due) {
      save_person(mover, out);
      out.put(to);
    }
  }
  for (const std::int64_t number : {people_at_start_, came_, owed_exits_, owed_entries_}) {
    out.put(number);
  }
}

/// A row for the person that comes next, if they belong to this rank: those in `to`, or, where
/// nobody says so, in the zone they are in.
std::optional<MoverId> Agents::load_person(StateReader& in, bool on_the_way, ZoneIndex& to) {
  MoverId number = 0;
  Person person{};
  ZoneIndex zone = 0;
  std::uint16_t group = 0;
  Status status{};
  in.get(number);
  in.get(zone);
  in.get(person.home);
  in.get(group);
  in.get(person.stratum);
  in.get(person.cause);
  in.get(status);
  to = zone;
  if (on_the_way) in.get(to);
  if (zone >= zones_ || to >= zones_ || person.stratum >= strata_ || person.cause >= causes_ ||
      (partition_.alone() && number >= movers_.size())) {
    throw std::runtime_error("checkpoint: a person who cannot be");
  }
  if (!partition_.owns(to)) return std::nullopt;
  const MoverId row = partition_.alone() ? number : add_row(person, zone);
  if (partition_.alone()) {
    movers_.begin_journey(row, person.home, zone);
    movers_.stratum[row] = person.stratum;
    movers_.cause[row] = person.cause;
  } else {
    number_[row] = number;
  }
  movers_.group[row] = group;
  movers_.status[row] = status;
  return row;
}

void Agents::load_part(StateReader& in, bool first_part) {
  std::vector<std::int64_t> residents(residents_.size());
  in.get_same_size(residents);
  for (std::size_t n = 0; n < residents.size(); ++n) {
    if (partition_.owns(static_cast<ZoneIndex>(n / strata_))) residents_[n] += residents[n];
  }
  std::uint8_t current = 0;
  in.get(current);
  pools_are_current_ = current != 0;
  std::vector<MoverId> free;
  std::uint32_t rows = 0;
  in.get(free);
  in.get(rows);
  if (first_part && partition_.alone()) {
    movers_.resize(rows);
    free_ = std::move(free);
  } else if (first_part) {
    numbers_.restore(std::move(free), rows);
  }
  std::uint64_t people = 0;
  in.get(people);
  ZoneIndex to = 0;
  for (std::uint64_t n = 0; n < people; ++n) {
    if (const auto row = load_person(in, false, to)) pools_.add(to, *row);
  }
  for (std::size_t slot = 0; slot < travelling_.slots().size(); ++slot) {
    in.get(people);
    for (std::uint64_t n = 0; n < people; ++n) {
      if (const auto row = load_person(in, true, to)) {
        travelling_.add(static_cast<int>(slot), {*row, to});
      }
    }
  }
  for (std::int64_t* sum : {&people_at_start_, &came_}) {
    std::int64_t part = 0;
    in.get(part);
    if (partition_.rank() == 0) *sum += part;
  }
  in.get(owed_exits_);
  in.get(owed_entries_);
}

void Agents::load(std::span<StateReader> parts) {
  residents_.assign(residents_.size(), 0);
  people_at_start_ = came_ = 0;
  for (std::size_t p = 0; p < parts.size(); ++p) load_part(parts[p], p == 0);
  for (const ZoneIndex zone : partition_.own()) show_residents(zone);
}

}  // namespace ravenstein
