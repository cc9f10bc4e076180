// SPDX-License-Identifier: Apache-2.0
// One person's day on the road: choose a route, enter a link, travel, arrive, perhaps go on.
//
// A link is done when the distance travelled on it exceeds its length (a link of exactly one day's
// travel takes two days: Flee). What is left of a day after an arrival may be used for further
// links; with `multi_hop_speed_bonus` each of them is begun with a whole day's travel.
#pragma once

#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "models/movement/flee/choice_classes.hpp"
#include "models/movement/flee/route_tables.hpp"

namespace ravenstein::models {

/// What journeys of a day look at. Everything but `places` and `tables` is read only; those two are
/// written in order (JourneyRules::in_order) and read only otherwise.
struct JourneyRulesToday {
  const FleeParameters* parameters = nullptr;
  const std::vector<Link>* links = nullptr;
  const NetworkState* open = nullptr;   ///< arcs to choose from
  std::span<const int> link_closed_on;  ///< per link: last day it was closed, or -1
  const ChoiceClasses* classes = nullptr;
  const RouteBook* book = nullptr;
  Places* places = nullptr;
  RouteTables* tables = nullptr;
  int day = 0;
};

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
class Journeys {
 public:
  Journeys(const JourneyRulesToday& rules, JourneyBlock& block);
  void advance();

 private:
  /// What somebody has done today.
  struct Day {
    double moved_km = 0;
    double time_left = 1;      ///< share of the day
    double recent_before = 0;  ///< `recent` at the end of yesterday
    Stream choice;
    Stream chance;  ///< speeds
  };
  Day begin_day(MoverId mover) const;

  void advance_alone(std::size_t i);
  void advance_in_order();
  bool set_out(MoverId mover, Day& day);
  void start_link(std::size_t i, Day& day);
  void finish_link(std::size_t i, Day& day);
  bool goes_on(std::size_t i, Day& day);
  void turn_back(std::size_t i, Day& day);
  void wait_on_link(std::size_t i, double reached_km, double speed, Day& day);
  void rest(std::size_t i, Day& day);

  const Arc& current_arc(MoverId mover) const;
  bool on_link(MoverId mover) const;
  double speed(MoverId mover, LinkIndex link, Stream& chance) const;
  double recent_yesterday(MoverId mover) const;
  void remember_today(MoverId mover, const Day& day);
  void arrive(MoverId mover, ZoneIndex to);
  void count_people(ZoneIndex zone, std::int64_t change);
  void drop_route(MoverId mover);

  const JourneyRulesToday& rules_;
  const FleeParameters& parameters_;
  JourneyBlock& block_;
  Movers& people_;
  bool live_;  ///< people see each other's moves at once
  std::vector<double> scratch_;
};

}  // namespace ravenstein::models
