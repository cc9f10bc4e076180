// SPDX-License-Identifier: Apache-2.0
// Agents who go to a zone of another rank. All that go anywhere are told to the ranks at once and
// queue up in the order in which one process would have let them go: by round, then by the zone
// they left. Nothing that is drawn depends on the numbers that ranks give to people.
#include <algorithm>
#include <tuple>

#include "engine/agents.hpp"

namespace ravenstein {

std::string Agents::why_not_on_ranks(const Scenario& scenario, Behaviour& behaviour) {
  if (behaviour.journey_rules() != nullptr) {
    return "rules that plan a way for every single person keep to one process";
  }
  const bool at_once = scenario.travel.mode == TravelPlan::Mode::instantaneous;
  if (at_once && behaviour.causes().size() == 1 && scenario.strata.size() == 1) {
    return "agents who are all alike and arrive at once are asked in one pass over all of them";
  }
  return "";
}

Agents::Passing Agents::passing(MoverId mover, ZoneIndex to) const {
  return {.from = movers_.zone[mover],
          .to = to,
          .home = movers_.home[mover],
          .mover = mover,
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
  if (!partition_.owns(to)) forget(mover);
}

/// Somebody who has just left home.
void Agents::set_off(const Person& person, ZoneIndex from, ZoneIndex to, int due, int day) {
  if (partition_.owns(to)) return set_off(add_person(person, from, day), to, due);
  passing_[partition_.owner(to)].push_back({.from = from,
                                            .to = to,
                                            .home = person.home,
                                            .mover = 0,
                                            .due = due,
                                            .group = 0,
                                            .stratum = person.stratum,
                                            .cause = person.cause,
                                            .round = round_});
}

/// Everybody who comes to a zone of this rank, in order; who was another's is a person here now.
std::vector<Agents::Passing> Agents::receive(int day, Status status) {
  std::vector<Passing> coming = partition_.exchange<Passing>(passing_);
  std::ranges::stable_sort(coming, {},
                           [](const Passing& one) { return std::tuple(one.round, one.from); });
  for (Passing& one : coming) {
    if (partition_.owns(one.from)) continue;
    one.mover = add_person({one.home, one.stratum, one.cause}, one.from, day);
    movers_.group[one.mover] = one.group;
    movers_.status[one.mover] = status;
  }
  for (std::vector<Passing>& of_rank : passing_) of_rank.clear();
  return coming;
}

void Agents::hand_over(int day) {
  for (const Passing& one : receive(day, Status::displaced)) {
    travelling_.add(one.due, {one.mover, one.to});
  }
}

}  // namespace ravenstein
