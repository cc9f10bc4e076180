// SPDX-License-Identifier: Apache-2.0
// People at resolution `agents`: residents are counts, everybody away from home is a person. The
// verbs of the daily step for them; step.hpp calls them in order.
#pragma once

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/calendar_queue.hpp"
#include "engine/population/flat_pass.hpp"
#include "engine/population/groups.hpp"
#include "engine/population/pools.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/random/alias_table.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Agents {
 public:
  Agents(const Scenario& scenario, const DrawKey& key, Recorder& recorder);

  std::span<const double> residents() const { return residents_; }

  /// Receiving zones get the observed people of the day, where the scenario says so.
  void set_to_observed(int day);
  /// Who is away from home already may move on.
  void move_on(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  /// Who becomes displaced today sets out: by hazard, or as the observed total rises.
  void depart(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  /// Who is on the way goes on; who is due arrives.
  void travel(const DayView& today, Behaviour& behaviour);
  /// People leave the system as the observed total falls.
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for.
  void check_conservation(int day) const;

 private:
  struct Travelling {
    MoverId mover;
    ZoneIndex to;
  };

  void add_people(ZoneIndex home, ZoneIndex zone, std::int64_t count, int day);
  void remove_people(ZoneIndex zone, std::int64_t count, int day);
  void enter_by_origin(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice,
                       std::int64_t count);
  void enter_from(ZoneIndex origin, const DayView& today, const ChoiceTable& choice,
                  std::int64_t count);
  void leave_by_hazard(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  bool leave_by_number(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice);
  void send_on(ZoneIndex from, double hazard, const DayView& today, const ChoiceTable& choice);
  void move_on_flat(const DayView& today, const ChoiceTable& choice);
  bool flat_is_cheaper() const;
  void arrive(const DayView& today);
  void sort_into_pools();
  void journey(const DayView& today, JourneyRules& rules);
  void collect_journeys(const DayView& today, JourneyRules& rules);
  void sort_moving();
  void advance_journeys(const DayView& today, JourneyRules& rules);
  std::span<const std::int64_t> draw_destinations(const ChoiceTable& choice, std::size_t row,
                                                  std::int64_t count, Purpose purpose, int day);

  const Scenario& scenario_;
  DrawKey key_;
  Recorder& recorder_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::vector<double> residents_;  ///< whole numbers
  ChoiceGroups groups_;
  Movers movers_;
  std::vector<MoverId> free_;  ///< numbers of people who have left, for reuse
  Pools pools_;
  bool pools_are_current_ = true;         ///< the flat pass leaves them behind; sorted when needed
  CalendarQueue<Travelling> travelling_;  ///< on the way to a destination
  CalendarQueue<MoverId> due_;            ///< on a journey by rules
  std::int64_t owed_exits_ = 0;           ///< falls that met nobody at rest
  std::int64_t owed_entries_ = 0;         ///< rises on days when nobody could set out
  bool chooses_destination_ = true;
  // Scratch, kept to avoid allocation.
  std::vector<std::int64_t> counts_, sizes_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> thresholds_;
  AliasTables alias_;
  std::vector<HopBuffer> hops_;
  std::vector<MoverId> moving_;
  std::vector<std::uint64_t> marks_;
  std::vector<std::int32_t> due_day_;
  oneapi::tbb::enumerable_thread_specific<MoveTally> tallies_;
};

}  // namespace ravenstein
