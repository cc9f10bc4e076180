// SPDX-License-Identifier: Apache-2.0
// People at resolution `agents`: residents are counts, everybody away from home is a person. The
// verbs of the daily step for them; step.hpp calls them in order. Of several ranks each has the
// people of its own zones and those on the way to them.
#pragma once

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <optional>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/calendar_queue.hpp"
#include "engine/population/destinations.hpp"
#include "engine/population/flat_pass.hpp"
#include "engine/population/groups.hpp"
#include "engine/population/person_numbers.hpp"
#include "engine/population/pools.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/random/alias_table.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Agents {
 public:
  Agents(const Scenario& scenario, std::span<const std::string> causes, const DrawKey& key,
         Recorder& recorder, const Partition& partition);
  /// Why these people cannot be divided among ranks, or "".
  static std::string why_not_on_ranks(Behaviour& behaviour);

  std::span<const double> residents() const { return residents_shown_; }
  /// Into causes x zones: people weighted with their strata's relative hazards.
  void count_at_risk(std::span<double> settled, std::span<double> displaced) const;

  /// Receiving zones get the observed people of the day, where the scenario says so.
  void set_to_observed(int day);
  void choose(std::span<const ChoiceTable> by_cause) { destinations_.rebuild(by_cause); }
  /// Who is away already moves on, stranded people try again; who becomes displaced today sets
  /// out: by hazard, or as the observed total rises.
  void depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards);
  /// Who is on the way goes on; who is due arrives.
  void travel(const DayView& today, Behaviour& behaviour);
  /// Displaced people go home, or stay for good.
  void settle(const DayView& today, const Hazards& hazards);
  void renew(const DayView& today);
  /// People leave the system as the observed total falls.
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for.
  void check_conservation(int day) const;
  void describe(int row, Recorder& recorder) const;

  // agents_state.cpp: stopping and going on, with any number of ranks.
  void save(StateWriter& out) const;
  /// What each rank saved, into fresh people.
  void load(std::span<StateReader> parts);

 private:
  struct Travelling {
    MoverId mover;
    ZoneIndex to;
  };
  /// A person about to be added, or to leave.
  struct Person {
    ZoneIndex home;
    std::uint8_t stratum = 0, cause = 0;
  };

  /// A person who changes zones, as one rank tells another.
  struct Passing {
    ZoneIndex from, to, home;
    MoverId mover;         ///< where the zones' ranks are the same
    MoverId number;        ///< PersonNumbers
    std::int32_t due = 0;  ///< step
    std::uint16_t group = 0;
    std::uint8_t stratum = 0, cause = 0;
    std::uint8_t round = 0;  ///< of the step: who comes first in the queue
  };
  /// A person on a journey who came to rest in another rank's zone.
  struct Resting {
    MoverId number;
    ZoneIndex zone, home;
    JourneyState journey;
    std::uint16_t group;
    std::uint8_t stratum, cause;
  };
  /// Who asked for a number: somebody here, or one of passing_[rank].
  struct Unnumbered {
    MoverId mover;
    std::uint32_t rank = 0, index = 0;
  };
  void save_person(MoverId mover, StateWriter& out) const;
  std::optional<MoverId> load_person(StateReader& in, bool on_the_way, ZoneIndex& to);
  void load_part(StateReader& in, bool first_part);
  MoverId number_of(MoverId mover) const { return number_.empty() ? mover : number_[mover]; }
  void make_room(std::int64_t count);
  void expect(std::int64_t count);
  MoverId add_person(const Person& person, ZoneIndex zone, int day);
  MoverId add_row(const Person& person, ZoneIndex zone);
  void draw_group(MoverId mover, int day);
  void remove_people(ZoneIndex zone, std::int64_t count, int day);
  void forget(MoverId mover);
  void release(MoverId mover);
  void arrive(const DayView& today);
  void sort_into_pools();
  /// Calls tell(zone, mover) for everybody away from home who is not on the way.
  template <class Tell>
  void each_resting(Tell&& tell) const {
    if (!pools_are_current_) {  // whoever moves in a flat pass arrives at once
      for (MoverId m = 0; m < movers_.size(); ++m) {
        if (movers_.zone[m] != kNowhere) tell(movers_.zone[m], m);
      }
      return;
    }
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      for (const MoverId m : pools_.of(zone)) tell(zone, m);
    }
  }
  void show_residents(ZoneIndex zone);
  std::uint32_t subject(ZoneIndex zone, std::size_t stratum) const {
    return static_cast<std::uint32_t>(zone * strata_ + stratum);
  }
  // agents_residents.cpp: people who leave home.
  void leave_home(const DayView& today, Behaviour& behaviour, const Hazards& hazards);
  void leave_home_by_hazard(ZoneIndex zone, std::size_t stratum, const DayView& today,
                            const Hazards& hazards);
  bool leave_home_by_number(const DayView& today, Behaviour& behaviour);
  void enter_by_origin(const DayView& today, Behaviour& behaviour);
  void enter_unknown(std::int64_t count, const DayView& today);
  std::int64_t enter_from(ZoneIndex origin, std::int64_t count, bool count_down,
                          const DayView& today);
  void set_out(ZoneIndex zone, const Person& person, std::int64_t count, Stream& where,
               const DayView& today);
  // agents_onward.cpp: people who are away from home already.
  void move_on(const DayView& today, const Hazards& hazards);
  void move_on_from(ZoneIndex zone, const DayView& today, const Hazards& hazards);
  double rates_of(MoverId mover, ZoneIndex zone, const Hazards& hazards);
  void send_on(MoverId mover, ZoneIndex zone, Stream& where, const DayView& today);
  bool flat_is_cheaper(const DayView& today, const Hazards& hazards) const;
  void move_on_flat(const DayView& today, const Hazards& hazards);
  void hop(const Hop& hop, const DayView& today);
  // agents_ranks.cpp: people who go to zones of other ranks.
  Passing passing(MoverId mover, ZoneIndex to) const;
  void set_off(MoverId mover, ZoneIndex to, int due);
  void set_off(const Person& person, ZoneIndex from, ZoneIndex to, int due, int day);
  void hand_over();
  void agree_on_numbers(int day);
  void agree_who_is_sorted(int day);
  void come_to_rest();
  std::vector<Passing> receive(Status status);
  // agents_settle.cpp: returns, integration, births and deaths.
  template <class Accept>
  std::span<MoverId> draw_who(ZoneIndex zone, double most, Purpose how_many, Purpose who,
                              const DayView& today, Accept accept);
  void come_home();
  void return_from(ZoneIndex place, double most, const DayView& today, const Hazards& hazards);
  void stay(MoverId mover, ZoneIndex place);
  void settle_at(ZoneIndex place, double hazard, const DayView& today);
  void renew_residents(ZoneIndex zone, const DayView& today);
  void renew_movers(ZoneIndex zone, const DayView& today);
  // agents_journey.cpp: rules that plan a route per person.
  void journey(const DayView& today, JourneyRules& rules);
  void collect_journeys(const DayView& today, JourneyRules& rules);
  void sort_moving();
  void advance_journeys(const DayView& today, JourneyRules& rules);

  const Scenario& scenario_;
  DrawKey key_;
  Recorder& recorder_;
  const Partition& partition_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::size_t zones_, causes_, strata_;
  std::vector<std::vector<double>> relative_;  ///< cause, stratum
  std::vector<std::int64_t> residents_;        ///< zone x stratum
  std::vector<double> residents_shown_;
  std::int64_t people_at_start_ = 0, came_ = 0;  ///< came: from outside
  ChoiceGroups groups_;
  Movers movers_;
  std::vector<MoverId> number_;  ///< PersonNumbers, per row; empty for one process: the row
  std::vector<MoverId> free_;    ///< rows of people who have left, for reuse
  Pools pools_;
  bool pools_are_current_ = true;         ///< the flat pass leaves them behind; sorted when needed
  CalendarQueue<Travelling> travelling_;  ///< on the way to a destination
  CalendarQueue<MoverId> due_;            ///< on a journey by rules
  std::int64_t owed_exits_ = 0;           ///< falls that met nobody at rest
  std::int64_t owed_entries_ = 0;         ///< rises on days when nobody could set out
  bool chooses_destination_ = true;
  Destinations destinations_;
  std::vector<std::vector<Passing>> passing_;  ///< per rank: to be told; empty for one process
  std::uint8_t round_ = 0;                     ///< moving on comes before leaving home
  PersonNumbers numbers_;                      ///< of several ranks
  std::vector<Unnumbered> unnumbered_;
  // Scratch, kept to avoid allocation.
  std::vector<double> rates_;
  std::vector<std::int64_t> counts_, sizes_, choice_counts_;
  std::vector<double> weights_;
  std::vector<std::uint32_t> thresholds_;
  AliasTables alias_;
  std::vector<HopBuffer> hops_;
  std::vector<std::vector<Hop>> numbered_hops_;
  std::vector<MoverId> moving_;
  std::vector<std::uint64_t> marks_;
  std::vector<std::int32_t> due_day_;
  oneapi::tbb::enumerable_thread_specific<MoveTally> tallies_;
};

}  // namespace ravenstein
