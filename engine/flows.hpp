// SPDX-License-Identifier: Apache-2.0
// People at resolution `flows`: expected numbers, no randomness. The same verbs as Agents; equal to
// the mean of Agents where the model is linear. Expected people have no home: whoever is outside
// the scenario's home country counts as a refugee.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/calendar_queue.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Flows {
 public:
  Flows(const Scenario& scenario, Recorder& recorder);

  std::span<const double> residents() const { return residents_; }

  void set_to_observed(int day);
  void move_on(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  void depart(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  void travel(const DayView& today, Behaviour& behaviour);
  void exit(const DayView& today);
  /// As Agents::check_conservation, to a relative 1e-9 (numbers are real).
  void check_conservation(int day) const;

 private:
  struct Travelling {
    ZoneIndex from;
    ZoneIndex to;
    double persons;
  };
  void send(ZoneIndex from, const DayView& today, const ChoiceTable& choice, double persons);

  const Scenario& scenario_;
  Recorder& recorder_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::vector<double> residents_;
  std::vector<double> weights_;
  double owed_entries_ = 0;  ///< rises on days when nobody could set out
  double owed_exits_ = 0;    ///< falls that met nobody at rest
  CalendarQueue<Travelling> travelling_;
};

}  // namespace ravenstein
