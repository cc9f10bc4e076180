// SPDX-License-Identifier: Apache-2.0
// Agents who go to a zone of another rank. All that go anywhere are told to the ranks at once and
// queue up in the order in which one process would have let them go: by round, then by the zone
// they left. Rows of the table are a rank's own; what is drawn for a single person is keyed by a
// number on which the ranks agree, and pools that one process sorts by row are sorted by it.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/agents.hpp"
#include "engine/numbered_journeys.hpp"

namespace ravenstein {

namespace {

constexpr MoverId kNobodyHere = kNowhere;

}  // namespace

std::string Agents::why_not_on_ranks(Behaviour& behaviour) {
  JourneyRules* rules = behaviour.journey_rules();
  if (rules == nullptr) return "";
  if (rules->in_order()) {
    return "its rules let people move one after the other, each seeing what those before did";
  }
  if (dynamic_cast<NumberedJourneys*>(rules) != nullptr) return "";
  return "its rules know people by the rows of one process";
}

/// So many people are about to be added.
void Agents::expect(std::int64_t count) {
  if (partition_.alone()) {
    make_room(count);
  } else {
    numbers_.make_room(count);
  }
}

void Agents::agree_on_numbers(int day) {
  numbers_.agree(partition_, [&](std::size_t n, MoverId number) {
    const Unnumbered& who = unnumbered_[n];
    if (who.mover == kNobodyHere) {
      passing_[who.rank][who.index].number = number;
    } else {
      number_[who.mover] = number;
      draw_group(who.mover, day);
    }
  });
  unnumbered_.clear();
}

/// Removing people sorts everybody, and who is added afterwards stands last: on all ranks alike.
void Agents::agree_who_is_sorted(int day) {
  std::ranges::copy(recorder_.present(), weights_.begin());
  partition_.share(weights_);
  bool somebody_goes = false;
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    if (zone == kNowhere) continue;
    somebody_goes =
        somebody_goes || std::trunc(observed_.at(day, column)) < std::trunc(weights_[zone]);
  }
  if (somebody_goes) sort_into_pools();
}

Agents::Passing Agents::passing(MoverId mover, ZoneIndex to) const {
  return {.from = movers_.zone[mover],
          .to = to,
          .home = movers_.home[mover],
          .mover = mover,
          .number = number_[mover],
          .due = 0,
          .group = movers_.group[mover],
          .stratum = movers_.stratum[mover],
          .cause = movers_.cause[mover],
          .round = round_};
}

/// Somebody who was here before.
void Agents::set_off(MoverId mover, ZoneIndex to, int due) {
  if (partition_.alone()) return travelling_.add(due, {mover, to});
  Passing person = passing(mover, to);
  person.due = due;
  passing_[partition_.owner(to)].push_back(person);
  if (!partition_.owns(to)) release(mover);
}

/// Somebody who has just left home.
void Agents::set_off(const Person& person, ZoneIndex from, ZoneIndex to, int due, int day) {
  if (partition_.owns(to)) return set_off(add_person(person, from, day), to, due);
  const std::size_t rank = partition_.owner(to);
  numbers_.ask();
  unnumbered_.push_back({.mover = kNobodyHere,
                         .rank = static_cast<std::uint32_t>(rank),
                         .index = static_cast<std::uint32_t>(passing_[rank].size())});
  passing_[rank].push_back({.from = from,
                            .to = to,
                            .home = person.home,
                            .mover = 0,
                            .number = 0,
                            .due = due,
                            .group = 0,
                            .stratum = person.stratum,
                            .cause = person.cause,
                            .round = round_});
}

/// Everybody who comes to a zone of this rank, in order; who was another's is a person here now.
std::vector<Agents::Passing> Agents::receive(Status status) {
  std::vector<Passing> coming = partition_.exchange<Passing>(passing_);
  std::ranges::stable_sort(coming, {},
                           [](const Passing& one) { return std::tuple(one.round, one.from); });
  for (Passing& one : coming) {
    if (partition_.owns(one.from)) continue;
    one.mover = add_row({one.home, one.stratum, one.cause}, one.from);
    number_[one.mover] = one.number;
    movers_.group[one.mover] = one.group;
    movers_.status[one.mover] = status;
  }
  for (std::vector<Passing>& of_rank : passing_) of_rank.clear();
  return coming;
}

void Agents::hand_over() {
  for (const Passing& one : receive(Status::displaced)) {
    travelling_.add(one.due, {one.mover, one.to});
  }
}

/// Of the flat pass: to a zone of this rank at once, to another's when everybody is told.
void Agents::hop(const Hop& hop, const DayView& today) {
  const auto& [mover, from, to] = hop;
  const ZoneIndex home = movers_.home[mover];
  recorder_.depart(from, 0, recorder_.abroad(home, from), 1);
  if (!partition_.owns(to)) return set_off(mover, to, today.step);
  recorder_.arrive(from, to, 0, recorder_.abroad(home, to), 1);
  movers_.zone[mover] = to;
}

/// Who is on the way stays with the rank; who came to rest goes to that of the zone. By number.
void Agents::come_to_rest() {
  std::vector<MoverId> resting;
  std::vector<std::vector<Resting>> elsewhere(partition_.ranks());
  for (std::size_t i = 0; i < moving_.size(); ++i) {
    const MoverId m = moving_[i];
    const ZoneIndex zone = movers_.zone[m];
    if (due_day_[i] >= 0) {
      due_.add(due_day_[i], m);
    } else if (partition_.owns(zone)) {
      resting.push_back(m);
    } else {
      elsewhere[partition_.owner(zone)].push_back({.number = number_[m],
                                                   .zone = zone,
                                                   .home = movers_.home[m],
                                                   .journey = movers_.journey[m],
                                                   .group = movers_.group[m],
                                                   .stratum = movers_.stratum[m],
                                                   .cause = movers_.cause[m]});
      release(m);
    }
  }
  for (const Resting& one : partition_.exchange<Resting>(elsewhere)) {
    const MoverId m = add_row({one.home, one.stratum, one.cause}, one.zone);
    number_[m] = one.number;
    movers_.group[m] = one.group;
    movers_.journey[m] = one.journey;
    resting.push_back(m);
  }
  std::ranges::sort(resting, {}, [this](MoverId m) { return number_[m]; });
  for (const MoverId m : resting) pools_.add(movers_.zone[m], m);
}

}  // namespace ravenstein
