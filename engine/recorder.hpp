// SPDX-License-Identifier: Apache-2.0
// Writes down what happens, day by day and zone by zone, and keeps the running stocks.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/projection.hpp"
#include "engine/world/countries.hpp"

namespace ravenstein {

/// Events of a day come in any order; they add up. `abroad` says whether the zone lies outside the
/// country of the person's home.
class Recorder {
 public:
  explicit Recorder(const Scenario& scenario);

  void enter(ZoneIndex zone, bool abroad, double persons);
  void exit(ZoneIndex zone, bool abroad, double persons);
  void depart(ZoneIndex from, bool abroad, double persons);
  void arrive(ZoneIndex from, ZoneIndex to, bool abroad, double persons);

  /// People away from home per zone, now. Kept up to date by the events.
  std::span<const double> present() const { return present_; }
  double on_the_way() const { return on_the_way_total_; }
  double entered() const { return entered_; }
  double left() const { return left_; }

  /// Closes the day: writes the stocks and flows of it and begins the next.
  void close(int day, std::span<const double> residents);
  bool abroad(ZoneIndex home, ZoneIndex zone) const { return countries_.abroad(home, zone); }
  const Countries& countries() const { return countries_; }
  Projection take() { return std::move(projection_); }

 private:
  void write_flows(int day);

  Projection projection_;
  Countries countries_;
  bool record_flows_;
  std::size_t zones_;
  std::vector<double> present_, refugees_, on_the_way_;
  std::vector<double> arrivals_, departures_, entries_, exits_;  ///< of today
  double on_the_way_total_ = 0, entered_ = 0, left_ = 0;
  std::vector<FlowEntry> today_;  ///< many zones: one entry per event until the day closes
  std::vector<double> matrix_;    ///< few zones: from * zones + to
};

}  // namespace ravenstein
