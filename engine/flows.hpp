// SPDX-License-Identifier: Apache-2.0
// People at resolution `flows`: expected persons, real numbers, no chance. Counted by home, place,
// status and stratum; homes are worked on at the same time, for nobody changes theirs. The verbs of
// the step, which step.hpp calls in order.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/population/corridors.hpp"
#include "engine/population/prescribed.hpp"
#include "engine/recorder.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Flows {
 public:
  Flows(const Scenario& scenario, std::span<const std::string> causes, Recorder& recorder);

  std::span<const double> residents() const { return residents_shown_; }
  void count_at_risk(std::span<double> settled, std::span<double> displaced) const;

  void set_to_observed(int day);
  void choose(std::span<const ChoiceTable> by_cause) { choices_ = by_cause; }
  void depart(const DayView& today, Behaviour& behaviour, const Hazards& hazards);
  void travel(const DayView& today, Behaviour& behaviour);
  void settle(const DayView& today, const Hazards& hazards);
  void renew(const DayView& today);
  void exit(const DayView& today);
  /// Throws std::logic_error unless everyone is accounted for, to rounding.
  void check_conservation(int day) const;
  void describe(int row, Recorder& recorder) const;

 private:
  /// People of one zone who leave it by one kind of hazard.
  struct Leaving {
    std::vector<double> share;     ///< per stratum: who leave at all
    std::vector<double> by_cause;  ///< cause x stratum: of those who leave
  };
  /// One way out of a zone: a position of a cause's row.
  struct Way {
    ZoneIndex to;
    std::uint32_t cause;
    int due_step;
    double arriving, dying, stranded;  ///< shares of those who leave for the cause
    std::size_t end;                   ///< in Exits::ends
  };
  struct Exits {
    Leaving settled, displaced;
    double retrying = 0;                 ///< share of the stranded
    std::vector<Way> ways;               ///< by cause
    std::vector<std::size_t> first_way;  ///< per cause + 1
    /// Ways put together by where and when they end: end x stratum, shares of those who leave.
    std::vector<std::pair<ZoneIndex, int>> ends;
    std::vector<double> settled_to, displaced_to;
  };
  /// People of one home who leave a place, by stratum (stranded ones: by cause and stratum).
  struct Outflow {
    ZoneIndex place = kNowhere;
    std::vector<double> settled{}, displaced{}, stranded{};
    double residents = 0, returnees = 0, integrated = 0, displaced_persons = 0, released = 0;
  };
  /// Expected persons of one home who arrive in one step: places x strata, those reached only.
  class HomeArrivals {
   public:
    double* row(ZoneIndex to, std::size_t strata, std::size_t zones) {
      if (index_.empty()) index_.resize(zones);
      std::uint32_t& place = index_[to];
      if (place == 0) {
        places_.push_back(to);
        persons_.resize(persons_.size() + strata);
        place = static_cast<std::uint32_t>(places_.size());
      }
      return &persons_[(place - 1) * strata];
    }
    std::span<const ZoneIndex> places() const { return places_; }
    std::span<const double> at(std::size_t n, std::size_t strata) const {
      return std::span(persons_).subspan(n * strata, strata);
    }

   private:
    std::vector<std::uint32_t> index_;  ///< per zone: its place + 1, or 0
    std::vector<ZoneIndex> places_;
    std::vector<double> persons_;
  };
  struct Passage {
    ZoneIndex from, to;
    std::uint32_t cause;
    bool abroad;
    double persons;
  };
  struct Arrivals {
    std::vector<HomeArrivals> people;  ///< per home; the last: homes not known
    std::vector<Passage> passages;
  };

  bool leads_somewhere(std::size_t cause, std::size_t row) const {
    return choices_[cause].begin[row + 1] > choices_[cause].begin[row];
  }
  // flows_leave.cpp: by hazard.
  Leaving leaving_of(ZoneIndex zone, std::span<const double> hazard, double days) const;
  void prepare(ZoneIndex zone, const DayView& today, const Hazards& hazards);
  void add_ways(ZoneIndex zone, std::size_t cause, const DayView& today, Exits& exits) const;
  void gather_ends(Exits& exits) const;
  void open_arrivals();
  void take_out(std::size_t row, std::vector<Outflow>& out);
  void release(CorridorIndex corridor, Outflow& flow);
  void send(std::size_t row, std::span<const Outflow> out);
  void book(std::size_t row, std::span<const Outflow> out);
  void strand(ZoneIndex home, ZoneIndex place, const Exits& exits, std::span<const double> by_cause,
              bool abroad);
  void book_ways();
  // flows_prescribed.cpp: as the observed total says.
  void enter_by_origin(const DayView& today, Behaviour& behaviour);
  void enter_unknown(double persons);
  void enter_from(ZoneIndex zone, double persons, const DayView& today);
  void remove_displaced(ZoneIndex zone, double share);
  // flows_renew.cpp
  struct Change {
    double births = 0, deaths = 0;
  };
  /// Of a stratum in a step: births per person, share dying, share of all newborn children.
  struct Rates {
    double births, dying, newborn;
  };
  static Change renew_cells(std::span<double> by_stratum, std::span<const Rates> rates);
  // flows.cpp
  ZoneIndex home_of(std::size_t row) const {
    return row == zones_ ? kNowhere : static_cast<ZoneIndex>(row);
  }
  double move_share(std::span<double> from, double share, std::span<double> to) const;
  double displaced_at(ZoneIndex place) const;
  /// The arrivals of a step; those after the last step share a slot.
  Arrivals& arrivals_on(int step);
  void find_countries();
  void show_residents(ZoneIndex zone);

  const Scenario& scenario_;
  Recorder& recorder_;
  std::size_t zones_, causes_, strata_;
  std::vector<std::vector<double>> relative_;  ///< cause, stratum
  std::vector<double> residents_, returnees_;  ///< zone x stratum
  std::vector<double> residents_shown_;
  /// Displaced and integrated people have no cause that matters: they stand in the first; stranded
  /// ones keep theirs, to try again.
  Corridors<double> away_;
  std::span<const ChoiceTable> choices_;
  std::vector<std::optional<Arrivals>> arrivals_;  ///< by step; the last for those never due
  std::vector<Exits> exits_;                       ///< per zone, of today
  std::vector<std::vector<Outflow>> out_;          ///< per home, of today
  std::vector<ZoneIndex> homes_in_;                ///< per country of homes: one of them
  std::vector<std::size_t> country_of_;            ///< per home (and last: not known)
  std::vector<double> leaving_;                    ///< country of home x place x cause, of today
  bool anybody_stranded_ = false;                  ///< ever
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  double people_at_start_ = 0, came_ = 0, left_ = 0;
  double owed_exits_ = 0, owed_entries_ = 0;
};

}  // namespace ravenstein
