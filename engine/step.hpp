// SPDX-License-Identifier: Apache-2.0
// The step of the simulation (a day, or longer), for any resolution. To read it is to understand
// the engine. Where several ranks divide the zones among themselves, each does it for its own
// people and is told what it must know of the others' zones.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/city.hpp"
#include "engine/environment.hpp"
#include "engine/memory.hpp"
#include "engine/recorder.hpp"

namespace ravenstein {

/// What is kept from step to step.
struct StepScratch {
  std::vector<double> morning, residents;  ///< people present, and at home, when the step begins
  std::vector<double> settled_at_risk, displaced_at_risk;
  std::vector<ChoiceTable> choices;  ///< per cause
  Hazards hazards;
  bool by_hazard = true;              ///< else departures follow the observed total
  std::unique_ptr<CityModel> cities;  ///< if the scenario has any
  std::vector<double> people_before, people_after;
  // What an observer of the run has learnt; empty: nothing.
  std::vector<double> hazard_factor;  ///< of leaving: causes x zones
  std::vector<double> pull_factor;    ///< of zones (DayView::attraction), where there are no cities
  std::vector<double> unseen;         ///< people per zone whom rules do not see there (or see: < 0)
};

inline StepScratch step_scratch(const Scenario& scenario, std::size_t causes) {
  StepScratch scratch;
  scratch.by_hazard = scenario.population.departures == PopulationPlan::Departures::hazard;
  scratch.choices.resize(causes);
  scratch.settled_at_risk.resize(causes * scenario.world.size());
  scratch.displaced_at_risk.resize(scratch.settled_at_risk.size());
  return scratch;
}

template <class People>
void advance(int step, Environment& environment, Behaviour& behaviour, People& people,
             Recorder& recorder, Memory& memory, const Partition& partition, StepScratch& scratch) {
  DayView today = environment.on(step);  // conditions
  people.set_to_observed(today.day);
  scratch.morning.assign(recorder.present().begin(), recorder.present().end());
  for (std::size_t z = 0; z < scratch.unseen.size(); ++z) {
    scratch.morning[z] = std::max(0.0, scratch.morning[z] - scratch.unseen[z]);
  }
  scratch.residents.assign(people.residents().begin(), people.residents().end());
  partition.share(std::array<std::span<double>, 2>{scratch.morning, scratch.residents});
  today.present = scratch.morning;
  today.residents = scratch.residents;
  if (today.month_begins && behaviour.journey_rules() == nullptr) {
    people.count_at_risk(scratch.settled_at_risk, scratch.displaced_at_risk);
    partition.share(
        std::array<std::span<double>, 2>{scratch.settled_at_risk, scratch.displaced_at_risk});
  }
  today.settled_at_risk = scratch.settled_at_risk;
  today.displaced_at_risk = scratch.displaced_at_risk;
  memory.show(today);
  today.attraction = scratch.pull_factor;
  if (scratch.cities != nullptr) {
    today.attraction = scratch.cities->attraction();
    recorder.count_people(people.residents(), scratch.people_before);
    partition.share(scratch.people_before);
  }

  behaviour.begin_day(today);
  scratch.hazards.clear(memory.causes(), today.world.size());
  behaviour.hazards(today, scratch.hazards);  // who would leave, return, stay
  scratch.hazards.scale_leaving(today.hazard_scale);
  scratch.hazards.scale_leaving(scratch.hazard_factor);
  if (!scratch.by_hazard) scratch.hazards.nobody_departs();
  if (behaviour.journey_rules() == nullptr &&
      behaviour.destination_choice(today, scratch.choices)) {
    people.choose(scratch.choices);  // where people would go
  }
  people.depart(today, behaviour, scratch.hazards);  // who leaves, or moves on, sets out
  people.travel(today, behaviour);                   // who is on the way goes on, arrives
  people.settle(today, scratch.hazards);             // who goes home, or stays for good
  people.renew(today);                               // births and deaths
  people.exit(today);                                // who leaves the system

  people.check_conservation(today.day);
  if (scratch.cities != nullptr) {  // housing, water and what else cities have
    recorder.count_people(people.residents(), scratch.people_after);
    partition.share(scratch.people_after);
    scratch.cities->advance(today, scratch.people_before, scratch.people_after);
    recorder.note_cities(step, *scratch.cities);
  }
  if (recorder.row_ends(step)) people.describe(recorder.row_of(step), recorder);
  recorder.close(step, people.residents());  // observe
  memory.close(today, recorder, partition);
}

}  // namespace ravenstein
