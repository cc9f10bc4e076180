// SPDX-License-Identifier: Apache-2.0
// People at resolution `flows`: expected persons, real numbers, no chance. Counted by home, place,
// status and stratum; blocks of homes are worked on at the same time, for nobody changes theirs.
// The verbs of the step, which step.hpp calls in order. Of several ranks each has the people of
// some homes, wherever they are; sums over homes are told to all, by block and in the blocks'
// order, so that all that is shown and recorded is the same everywhere.
//
// Where people go depends neither on their home nor, given the cause, on their stratum. So a step
// is one product of matrices per stratum: (homes x zones, who leave) x (zones x ends, where and
// when).
#pragma once

#include <oneapi/tbb/parallel_for.h>

#include <optional>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/home_table.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/population/ways_out.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Flows {
 public:
  Flows(const Scenario& scenario, std::span<const std::string> causes, Recorder& recorder,
        const Partition& partition);

  std::span<const double> residents() const { return residents_shown_; }
  void count_at_risk(std::span<double> settled, std::span<double> displaced) const;

  void set_to_observed(int day);
  void choose(std::span<const ChoiceTable> by_cause);
  void depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards);
  void travel(const DayView& today, Behaviour& behaviour);
  void settle(const DayView& today, const Hazards& hazards);
  void renew(const DayView& today);
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for, to rounding.
  void check_conservation(int day) const;
  void describe(int row, Recorder& recorder) const;

 private:
  /// Who leaves by one table of hazards, and why.
  struct Leaving {
    std::vector<double> hazard;    ///< causes x zones, of the step: what the rest is made of
    std::vector<double> share;     ///< zone x stratum: who leave at all
    std::vector<double> by_cause;  ///< zone x cause x stratum: of those who leave
    std::vector<double> weight;    ///< stratum x path: of those who leave, arriving
  };
  /// Persons by block, place and lane: sums over strata. Of own blocks.
  using LaneSums = std::vector<double>;
  /// Persons by place and country of homes, in all.
  using CountrySums = std::vector<double>;
  struct Passage {
    ZoneIndex from, to;
    std::uint32_t cause;
    bool abroad;
    double persons;
  };
  struct Arrivals {
    HomeTable people;
    std::vector<Passage> passages;
  };

  // flows_prepare.cpp: what is the same for everybody.
  void find_ways();
  void prepare(const DayView& today, const Hazards& hazards);
  void share_out(Leaving& leaving) const;
  void weigh(Leaving& leaving) const;
  // flows_leave.cpp: by hazard.
  void take_out(std::size_t block);
  void take_residents(std::size_t block);
  void send(std::size_t block, std::size_t stratum, std::span<HomeTable* const> by_nights);
  std::vector<HomeTable*> targets(const DayView& today);
  void add_up(std::size_t block);
  void strand(std::size_t block);
  void book(const DayView& today);
  void book_ways(ZoneIndex zone, std::uint32_t cause, ZoneIndex home, double persons,
                 const DayView& today);
  /// Those of `kind` who leave zones, of a block and stratum: zones x kLanes.
  double* moving(std::size_t kind, std::size_t block, std::size_t stratum) {
    return &moving_[kind][((block - own_.first) * strata_ + stratum) * zones_ * kLanes];
  }
  /// Kinds of people who leave: their causes are shared out alike. Displaced people are of the
  /// first kind, too, if `one_mix_`; stranded ones have one kind for each cause.
  static constexpr std::size_t kSettled = 0, kDisplaced = 1, kStranded = 2;
  // flows_prescribed.cpp: as the observed total says.
  void enter_by_origin(const DayView& today, Behaviour& behaviour);
  void enter_unknown(double persons);
  void enter_from(ZoneIndex zone, double persons, const DayView& today);
  void strand_one(ZoneIndex zone, std::size_t stratum, double persons);
  void send_one(ZoneIndex zone, std::size_t stratum, double persons, const DayView& today);
  void remove_displaced(ZoneIndex begin, ZoneIndex end, double share);
  // flows_settle.cpp: returns and integration.
  void settle_block(std::size_t block, const Hazards& hazards, double days,
                    std::span<double> came_home);
  // flows_renew.cpp: births and deaths.
  struct Change {
    double births = 0, deaths = 0;
  };
  /// Per stratum, of a step: births per person, share dying, share of all newborn children.
  struct Rates {
    std::vector<double> births, dying, newborn;
  };
  Rates rates_of(double days) const;
  Change renew_home(std::span<double> by_stratum, const Rates& rates) const;
  void renew_away(Status status, HomeTable& people, const Rates& rates);
  // flows.cpp
  bool leads_somewhere(std::size_t cause, std::size_t row) const {
    return choices_[cause].begin[row + 1] > choices_[cause].begin[row];
  }
  ZoneIndex home_of(std::size_t row) const {
    return row == zones_ ? kNowhere : static_cast<ZoneIndex>(row);
  }
  std::size_t row_of(ZoneIndex home) const { return home == kNowhere ? zones_ : home; }
  void put(ZoneIndex place, ZoneIndex home, std::size_t stratum, double persons) {
    occupied_[place] = true;
    if (own_home(row_of(home))) displaced_.of(row_of(home), place, stratum) += persons;
  }
  bool own_home(std::size_t row) const { return own_.has(row / kLanes); }
  /// Calls work(block) for own blocks, at the same time.
  template <class Work>
  void each_block(Work&& work) const {
    oneapi::tbb::parallel_for(own_.first, own_.end, work);
  }
  double& lane(LaneSums& sums, std::size_t block, std::size_t place) const {
    return sums[((block - own_.first) * zones_ + place) * kLanes];
  }
  const double* lanes(const LaneSums& sums, std::size_t block, std::size_t place) const {
    return &sums[((block - own_.first) * zones_ + place) * kLanes];
  }
  /// Sums over all blocks, in their order, of a number of cells; add(block, cells) writes those of
  /// an own block.
  template <class Add>
  std::vector<double> over_blocks(std::size_t cells, Add&& add) const {
    std::vector<double> by_block(blocks_ * cells);
    each_block([&](std::size_t block) { add(block, &by_block[block * cells]); });
    partition_.unite(by_block);
    std::vector<double> sums(cells);
    for (std::size_t n = 0; n < by_block.size(); ++n) sums[n % cells] += by_block[n];
    return sums;
  }
  CountrySums country_sums(const LaneSums& sums, ZoneIndex begin, ZoneIndex end) const;
  CountrySums country_sums(const LaneSums& sums) const {
    return country_sums(sums, 0, static_cast<ZoneIndex>(zones_));
  }
  /// Calls tell(a home, whether the place is abroad for it, persons) for each country of homes.
  template <class Tell>
  void by_country(const CountrySums& sums, ZoneIndex place, Tell&& tell) const {
    const std::size_t countries = homes_in_.size();
    for (std::size_t country = 0; country < countries; ++country) {
      const double persons = sums[place * countries + country];
      if (persons == 0) continue;
      tell(homes_in_[country], recorder_.abroad(homes_in_[country], place), persons);
    }
  }
  double displaced_at(ZoneIndex place) const;
  /// The arrivals of a step; those after the last step share a slot.
  Arrivals& arrivals_on(int step);
  HomeTable& people_on(int step);
  void find_countries();
  void show_residents(ZoneIndex zone);

  const Scenario& scenario_;
  Recorder& recorder_;
  const Partition& partition_;
  std::size_t zones_, causes_, strata_, blocks_;
  BlockRange own_;
  std::vector<std::vector<double>> relative_;  ///< cause, stratum
  std::vector<double> residents_, returnees_;  ///< zone x stratum
  std::vector<double> residents_shown_;
  std::vector<bool> occupied_;        ///< per place: may there be somebody away from home?
  HomeTable displaced_, integrated_;  ///< rows: strata
  HomeTable stranded_;                ///< rows: causes x strata; not made until somebody is
  std::vector<std::optional<Arrivals>> arrivals_;  ///< by step; the last for those never due
  std::vector<ZoneIndex> homes_in_;                ///< per country of homes: one of them
  std::vector<std::size_t> country_of_;            ///< per home (and last: not known)
  // What choices and hazards say, until they change.
  std::span<const ChoiceTable> choices_;
  bool choices_changed_ = false;
  WaysOut ways_;
  Leaving settled_, onward_;
  bool one_mix_ = false;          ///< causes share out settled and displaced people alike
  std::vector<double> retrying_;  ///< per zone, of today: share of the stranded
  // Of today.
  std::vector<std::vector<double>> moving_;  ///< kind: block x stratum x zone x lane
  std::vector<std::uint32_t> strata_rows_;   ///< zone, stratum: its row in a block of these
  std::vector<LaneSums> leaving_;            ///< cause
  LaneSums integrated_leaving_, released_, unused_, gone_, stays_, born_, died_;
  std::vector<double> residents_leaving_, returnees_leaving_;  ///< per zone
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  double people_at_start_ = 0, came_ = 0, left_ = 0;
  double owed_exits_ = 0, owed_entries_ = 0;
};

}  // namespace ravenstein
