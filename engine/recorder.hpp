// SPDX-License-Identifier: Apache-2.0
// Writes down what happens, step by step and zone by zone, and keeps the running stocks.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/checkpoint.hpp"
#include "engine/city.hpp"
#include "engine/flow_counter.hpp"
#include "engine/partition.hpp"
#include "engine/population/status.hpp"
#include "engine/projection.hpp"
#include "engine/world/countries.hpp"

namespace ravenstein {

/// Events of a step come in any order; they add up. Each rank notes those of its own people; of its
/// own zones it has all, but for those on the way. `abroad` says whether the zone lies outside the
/// country of the person's home.
class Recorder {
 public:
  /// `remember_flows`: what moved between zones in a month is kept for the behaviour.
  Recorder(const Scenario& scenario, std::vector<std::string> causes, bool remember_flows = false);

  /// Somebody becomes displaced, or comes from outside.
  void enter(ZoneIndex zone, bool abroad, double persons);
  /// A displaced person leaves the system.
  void exit(ZoneIndex zone, bool abroad, double persons);
  void depart(ZoneIndex from, std::uint32_t cause, bool abroad, double persons);
  void arrive(ZoneIndex from, ZoneIndex to, std::uint32_t cause, bool abroad, double persons);
  /// Shares of `persons` of one country of homes arrive in the zones `to`.
  void arrive(ZoneIndex from, std::span<const ZoneIndex> to, std::span<const double> share,
              std::uint32_t cause, ZoneIndex home, double persons);
  /// People become something else where they are.
  void change(ZoneIndex zone, Status from, Status to, bool abroad, double persons);
  /// Displaced people go home: they leave `from` and come to `home`.
  void go_home(ZoneIndex from, bool abroad, double persons) {
    add(from, Status::displaced, abroad, -persons);
  }
  void come_home(ZoneIndex home, double persons);
  /// Somebody who had come home is displaced again.
  void leave_again(ZoneIndex home, double persons);
  /// Of residents.
  void born(ZoneIndex zone, double persons) { births_[zone] += persons; }
  void die(ZoneIndex zone, double persons) { deaths_[zone] += persons; }
  /// Of the others.
  void born(ZoneIndex zone, Status status, bool abroad, double persons);
  void die(ZoneIndex zone, Status status, bool abroad, double persons);
  /// On the way, after leaving `from`.
  void die_travelling(ZoneIndex from, double persons);

  /// Displaced people turn out to be more (or fewer, if negative) than was thought: no flow.
  void set_right(ZoneIndex zone, bool abroad, double persons) {
    add(zone, Status::displaced, abroad, persons);
  }
  /// Writes the stocks of the last step's row again, after something was set right.
  void amend(int step, std::span<const double> residents);
  /// What it holds but finished rows; to be loaded into fresh recorders of the same scenario, of
  /// as many ranks as there are then. Stocks go to the zones' ranks, all else to the first.
  void save(StateWriter& out, int steps_done) const;
  void load(std::span<StateReader> parts, int steps_done, const Partition& partition);
  /// The rows, the unfinished one included.
  void save_rows(StateWriter& out) const;
  void load_rows(std::span<StateReader> parts, const Partition& partition);

  /// Displaced people and refugees per zone, now. Kept up to date by the events.
  std::span<const double> present() const { return present_; }
  std::span<const double> stock(Status status) const {
    return stocks_[static_cast<std::size_t>(status)];
  }
  double on_the_way() const { return on_the_way_total_; }
  double left() const { return left_; }
  double births_so_far() const;
  double deaths_so_far() const;

  /// Everybody in each zone: residents and those who came, whatever they are.
  void count_people(std::span<const double> residents, std::vector<double>& people) const;
  void open_cities(const CityModel& cities, const Scenario& scenario);
  /// If a row ends with the step.
  void note_cities(int step, const CityModel& cities);

  /// Closes the step: writes the stocks and flows of it and begins the next.
  void close(int step, std::span<const double> residents);
  /// Of several ranks: what was noted of other ranks' zones becomes known to those.
  void bring_together(const Partition& partition);
  /// Departures and flows since the last time; for a calendar month.
  void take_month(MonthFlows& month, const Partition& partition);
  /// Whether a row of the record ends with the step; then `row_of` is the row and details (people
  /// by stratum and home) are asked for.
  bool row_ends(int step) const;
  int row_of(int step) const;
  CategoryTable& displaced_by_stratum() { return projection_.displaced_by_stratum; }
  CategoryTable& displaced_by_home() { return projection_.displaced_by_home; }

  bool abroad(ZoneIndex home, ZoneIndex zone) const { return countries_.abroad(home, zone); }
  const Countries& countries() const { return countries_; }
  /// What was noted here; of several ranks the first gets what all have noted.
  Projection take() { return std::move(projection_); }
  Projection take(const Partition& partition);

 private:
  void add(ZoneIndex zone, Status status, bool abroad, double persons);
  void load_part(StateReader& in, int steps_done, const Partition& partition);
  void allocate(const Scenario& scenario, bool people_change);
  void write_stocks(int row, std::span<const double> residents);
  void add_flows(int row);
  void count_totals();

  Projection projection_;
  Period steps_;
  Countries countries_;
  bool record_flows_;
  std::size_t zones_;
  std::vector<double> present_, refugees_, on_the_way_;
  std::array<std::vector<double>, kStatuses>
      stocks_;  ///< by Status; that of `displaced` is present_
  std::vector<double> arrivals_, departures_, entries_, exits_;  ///< of this step
  std::vector<double> returns_, births_, deaths_;                ///< of this step
  std::vector<double> departures_by_cause_, arrivals_by_cause_;  ///< of this row
  double on_the_way_total_ = 0, entered_ = 0, left_ = 0;
  FlowCounter flows_;
  bool remember_flows_;
  std::vector<double> month_departures_;  ///< causes x zones
  FlowCounter month_flows_;
};

}  // namespace ravenstein
