// SPDX-License-Identifier: Apache-2.0
// People at resolution `cohorts`: whole persons counted by place, home, status, cause and stratum.
// Draws are of how many, exact in distribution for people who are alike. The verbs of the step for
// them; step.hpp calls them in order. Of several ranks each has the people of its own zones and
// those on the way to them.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/calendar_queue.hpp"
#include "engine/population/corridors.hpp"
#include "engine/population/destinations.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Cohorts {
 public:
  Cohorts(const Scenario& scenario, std::span<const std::string> causes, const DrawKey& key,
          Recorder& recorder, const Partition& partition);

  std::span<const double> residents() const { return residents_shown_; }
  /// Into causes x zones: people weighted with their strata's relative hazards.
  void count_at_risk(std::span<double> settled, std::span<double> displaced) const;

  void set_to_observed(int day);
  void choose(std::span<const ChoiceTable> by_cause) { destinations_.rebuild(by_cause); }
  /// Who is away already moves on, stranded people try again, and who becomes displaced sets out.
  void depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards);
  void travel(const DayView& today, Behaviour& behaviour);
  /// Displaced people go home, or stay for good.
  void settle(const DayView& today, const Hazards& hazards);
  void renew(const DayView& today);
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for.
  void check_conservation(int day) const;
  void describe(int row, Recorder& recorder) const;

  // cohorts_state.cpp: stopping, going on, and being told better.
  /// Displaced people per zone become those wanted (negative: left alone): people move from where
  /// there are too many to where there are too few and keep home, cause and stratum; what the sums
  /// differ by comes from the residents of the homes of those who are there (from outside, unless
  /// residents are counted down), or goes back there. No flows are recorded. Calls within one step
  /// draw alike unless `call` tells them apart.
  void correct(std::span<const std::int64_t> wanted, int step, std::uint32_t call);
  void save(StateWriter& out) const;
  /// What each of any number of ranks saved, into fresh people.
  void load(std::span<StateReader> parts);

 private:
  /// Where people rest: at home, or in a corridor.
  enum class Pool : std::uint8_t { resident, returnee, displaced, stranded, integrated };
  static constexpr std::size_t kPools = 5;

  void load_part(StateReader& in);

  struct Cell {
    CorridorIndex corridor;
    std::uint32_t cell;  ///< cause * strata + stratum
    std::int64_t persons;
  };
  enum class Fate : std::uint8_t { travels, dies_on_the_way, is_stranded };
  /// People who leave a zone, or try to.
  struct Leaving {
    Pool pool;
    Fate fate;
    std::uint32_t cause;
    std::uint32_t stratum;
    ZoneIndex home;
    ZoneIndex to;
    int days;
    std::uint32_t old_cell;  ///< of the corridor they leave
    std::int64_t persons;
  };
  struct Travelling {
    ZoneIndex from, to, home;
    std::uint32_t cell;
    std::int64_t persons;
  };
  struct SettingOut {
    Travelling who;
    std::int64_t due;  ///< step
  };
  struct Returning {
    ZoneIndex home;
    std::uint32_t stratum;
    std::int64_t persons;
  };
  /// Per zone, so that zones can be worked on at the same time.
  struct Workshop {
    std::vector<Leaving> leaving;
    std::vector<Cell> cells;
    std::vector<double> rates;
    std::vector<std::int64_t> counts, destinations;
  };

  // cohorts_leave.cpp: by hazard.
  void leave_zone(ZoneIndex zone, const DayView& today, const Hazards& hazards);
  void leave_home(ZoneIndex zone, std::uint32_t stratum, Pool pool, const DayView& today);
  void leave_corridors(ZoneIndex zone, std::uint32_t stratum, Pool pool, const DayView& today);
  void retry(ZoneIndex zone, double hazard, const DayView& today);
  double rates_of(ZoneIndex zone, std::uint32_t stratum, std::span<const double> hazard,
                  std::vector<double>& rates) const;
  void spread_causes(Stream& stream, Leaving who, ZoneIndex zone);
  void spread_destinations(Stream& stream, Leaving who, ZoneIndex zone);
  void set_out(const DayView& today);
  void book(ZoneIndex zone, const Leaving& who, const DayView& today);
  void hand_over();
  // cohorts_prescribed.cpp: as the observed total says.
  void enter_by_origin(const DayView& today, Behaviour& behaviour);
  void enter_unknown(std::int64_t count, const DayView& today);
  std::int64_t enter_from(ZoneIndex origin, std::int64_t count, const DayView& today);
  // cohorts_renew.cpp: births and deaths.
  void renew_home(ZoneIndex zone, Pool pool, const DayView& today);
  void renew_corridors(ZoneIndex zone, Pool pool, const DayView& today);
  std::vector<std::int64_t> newborns(Stream& stream, std::int64_t births) const;
  // cohorts_settle.cpp
  void decide_at(ZoneIndex place, std::span<const double> chance, const Hazards& hazards,
                 std::uint32_t day);
  void settle_at(ZoneIndex place, double chance, std::uint32_t day);
  void go_home(const Cell& cell, std::int64_t persons);
  void come_home();
  void stay(const Cell& cell, std::int64_t persons);
  // cohorts.cpp
  void arrive(const Travelling& who);
  void remove_displaced(ZoneIndex zone, std::int64_t count, Stream& who);
  bool residents_leave() const;
  std::vector<Cell> lift(ZoneIndex place, std::int64_t count, Stream& who);
  void put(ZoneIndex place, ZoneIndex home, std::uint32_t cell, std::int64_t persons);
  void send_back(std::span<const Cell> cells);
  void bring(ZoneIndex place, std::int64_t count, Stream& who);
  std::int64_t& pool_of(ZoneIndex place, Status status, std::uint32_t stratum) {
    return pools_[(place * kAwayStatuses + static_cast<std::size_t>(status)) * strata_ + stratum];
  }
  void add(CorridorIndex corridor, Status status, std::uint32_t cell, std::int64_t persons);
  std::int64_t displaced_at(ZoneIndex place);
  void pick(ZoneIndex place, Status status, std::uint32_t first_stratum, std::uint32_t strata,
            std::int64_t count, Stream& who, std::vector<Cell>& cells) const;
  Stream stream(Purpose purpose, ZoneIndex zone, std::uint32_t stratum, Pool pool,
                const DayView& today) const;
  void show_residents(ZoneIndex zone);

  const Scenario& scenario_;
  DrawKey key_;
  Recorder& recorder_;
  const Partition& partition_;
  std::size_t zones_, causes_, strata_;
  std::vector<std::vector<double>> relative_;        ///< cause, stratum
  std::vector<std::int64_t> residents_, returnees_;  ///< zone x stratum; of own zones
  std::vector<double> residents_shown_;
  Corridors<std::int64_t> away_;
  std::vector<std::int64_t> pools_;       ///< place x status x stratum: sums over corridors
  std::vector<std::int64_t> displaced_;   ///< per corridor
  CalendarQueue<Travelling> travelling_;  ///< to own zones
  std::int64_t on_the_way_ = 0;           ///< who left own zones less who came to them
  std::vector<std::vector<SettingOut>> setting_out_;  ///< per rank; empty for one process
  std::vector<std::vector<Returning>> returning_;     ///< per rank
  Destinations destinations_;
  std::vector<Workshop> workshops_;
  std::vector<Cell> cells_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::vector<double> newborn_shares_;
  std::int64_t people_at_start_ = 0, came_ = 0, left_ = 0;  ///< own; from and to the outside
  std::int64_t owed_exits_ = 0, owed_entries_ = 0;
};

}  // namespace ravenstein
