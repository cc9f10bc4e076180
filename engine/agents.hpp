// SPDX-License-Identifier: Apache-2.0
// People at resolution `agents`: residents are counts, everybody away from home is a person. The
// verbs of the daily step for them; step.hpp calls them in order.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/calendar_queue.hpp"
#include "engine/population/pools.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Agents {
 public:
  Agents(const Scenario& scenario, const DrawKey& key, Recorder& recorder);

  std::span<const double> residents() const { return residents_; }

  /// Receiving zones get the observed people of the day, where the scenario says so.
  void set_to_observed(int day);
  /// Who becomes displaced today sets out: by hazard, or as the observed total rises.
  void depart(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  /// Who is away from home already may move on; who is on the way goes on.
  void move_on(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  /// Who is due today arrives.
  void arrive(const DayView& today);
  /// People leave the system as the observed total falls.
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for.
  void check_conservation(int day) const;

 private:
  struct Travelling {
    MoverId mover;
    ZoneIndex to;
  };

  void add_people(ZoneIndex home, ZoneIndex zone, std::int64_t count);
  void remove_people(ZoneIndex zone, std::int64_t count, int day);
  void enter_by_origin(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice,
                       std::int64_t count);
  void enter_from(ZoneIndex origin, const DayView& today, const ChoiceTable& choice,
                  std::int64_t count);
  void leave_by_hazard(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  void move_on_by_hazard(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  void send_on(ZoneIndex from, const DayView& today, const ChoiceTable& choice, std::size_t count);
  void journey(const DayView& today, JourneyRules& rules);
  void collect_journeys(const DayView& today, JourneyRules& rules, std::vector<MoverId>& moving);
  std::span<const std::int64_t> draw_destinations(const ChoiceTable& choice, std::size_t row,
                                                  std::int64_t count, Purpose purpose, int day);

  const Scenario& scenario_;
  DrawKey key_;
  Recorder& recorder_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::vector<double> residents_;  ///< whole numbers
  Movers movers_;
  std::vector<MoverId> free_;  ///< numbers of people who have left, for reuse
  Pools pools_;
  CalendarQueue<Travelling> travelling_;  ///< on the way to a destination
  CalendarQueue<MoverId> due_;            ///< on a journey by rules
  std::int64_t owed_exits_ = 0;           ///< falls that met nobody at rest
  bool chooses_destination_ = true;
  // Scratch, kept to avoid allocation.
  std::vector<std::int64_t> counts_, sizes_;
  std::vector<double> weights_;
};

}  // namespace ravenstein
