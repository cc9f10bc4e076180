// SPDX-License-Identifier: Apache-2.0
// The daily step of the simulation, for any resolution. To read it is to understand the engine.
#pragma once

#include <vector>

#include "engine/behaviour.hpp"
#include "engine/environment.hpp"
#include "engine/recorder.hpp"

namespace ravenstein {

/// What the step keeps from day to day to avoid allocation.
struct StepScratch {
  std::vector<double> morning;  ///< people present when the day begins
  ChoiceTable choice;
};

template <class People>
void advance_one_day(int day, Environment& environment, Behaviour& behaviour, People& people,
                     Recorder& recorder, StepScratch& scratch) {
  people.set_to_observed(day);
  scratch.morning.assign(recorder.present().begin(), recorder.present().end());
  const DayView today = environment.on(day, scratch.morning, people.residents());  // conditions

  behaviour.begin_day(today);  // hazards and scores of the day
  if (behaviour.journey_rules() == nullptr) {
    behaviour.destination_choice(today, scratch.choice);  // where people would go
  }
  people.move_on(today, behaviour, scratch.choice);  // who is away already may go on
  people.depart(today, behaviour, scratch.choice);   // who becomes displaced sets out
  people.travel(today, behaviour);                   // who is on the way goes on, arrives
  people.exit(today);                                // who leaves the system

  people.check_conservation(day);
  recorder.close(day, people.residents());  // observe
}

}  // namespace ravenstein
