// SPDX-License-Identifier: Apache-2.0
// What a model must answer: who sets out, and where to. The engine asks once a day for whole
// zones; models know no threads and no files. Adding a model: CONTRIBUTING.md.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/move_tally.hpp"
#include "engine/population/movers.hpp"
#include "engine/random/philox.hpp"
#include "engine/world/world.hpp"

namespace ravenstein {

/// A driver's values today.
struct Condition {
  std::string_view driver;
  std::span<const double> value;  ///< per zone
};

/// What a model may look at on a day. All spans run over zones.
struct DayView {
  int day = 0;
  const World& world;
  const NetworkState& network;            ///< what is open today
  std::size_t network_epoch = 0;          ///< changes exactly when `network` does
  std::span<const Condition> conditions;  ///< of the scenario's drivers
  std::span<const double> present;        ///< people away from home there, at the start of the day
  std::span<const double> residents;      ///< people at home there

  /// Values of the driver, or an empty span if the scenario does not have it.
  std::span<const double> condition(std::string_view driver) const {
    for (const Condition& c : conditions) {
      if (c.driver == driver) return c.value;
    }
    return {};
  }
};

/// Where the people of each zone go: sparse rows of destination and weight (weights of a row need
/// not sum to one). A last row, number `zones`, is for people whose origin is not known. An empty
/// row: nobody leaves this zone.
struct ChoiceTable {
  std::vector<std::uint32_t> begin;  ///< per row + 1
  std::vector<ZoneIndex> to;
  std::vector<double> weight;
  std::vector<double> distance_km;  ///< along the network, for travel time

  void clear(std::size_t rows) {
    begin.assign(rows + 1, 0);
    to.clear();
    weight.clear();
    distance_km.clear();
  }
};

/// People to be moved on by a rule set that plans a route per person, all independent of each
/// other: blocks may run at the same time. Outcomes are written per person.
struct JourneyBlock {
  DrawKey key;
  std::span<const MoverId> movers;
  Movers& people;                     ///< only rows of `movers` may be written
  std::span<std::int32_t> due_day;    ///< out, per mover: -1 = rests in its zone; else the day
                                      ///< it must be called again (arrives, or goes on)
  MoveTally& moves;                   ///< out: to be told of departures and arrivals
  std::span<std::int64_t> occupants;  ///< people per zone. Shared and read-only unless
                                      ///< `in_order()`: then live, kept up to date by the rules
};

/// Rules that move single people along the network (Flee).
class JourneyRules {
 public:
  virtual ~JourneyRules() = default;
  /// Chance per day, per zone, that somebody resting there sets out.
  virtual void leave_probability(const DayView& view, std::span<double> probability) = 0;
  /// Moves the block's people for one day: those who set out today and those who are due.
  virtual void advance(const DayView& view, JourneyBlock& block) = 0;
  /// True: one block with everyone in order of their number, seeing each other's moves at once
  /// (a single-thread oracle).
  virtual bool in_order() const { return false; }
};

class Behaviour {
 public:
  virtual ~Behaviour() = default;
  /// Called first each day; for tables that depend on the day's conditions.
  virtual void begin_day(const DayView&) {}
  /// Relative number of newly displaced people by zone of origin, if their total is prescribed.
  /// All zero: origins are not known today.
  virtual void entry_weights(const DayView& view, std::span<double> weight) = 0;
  /// Hazard per day that a resident leaves (departures by hazard).
  virtual void departure_hazard_per_day(const DayView&, std::span<double> hazard) {
    for (double& h : hazard) h = 0;
  }
  /// How many leave each zone today, for behaviours that say so in numbers instead of hazards
  /// (departures by hazard; resolution agents); false: by hazard. Random numbers are keyed by
  /// Purpose::departure_count, zone and day. Residents are counted down only if the scenario takes
  /// people from them, and then never below zero.
  virtual bool departures(const DayView&, const DrawKey&, std::span<std::int64_t>) { return false; }
  /// Hazard per day that somebody who is away from home moves on.
  virtual void onward_hazard_per_day(const DayView&, std::span<double> hazard) {
    for (double& h : hazard) h = 0;
  }
  /// Where people go. Not asked of behaviours with journey rules.
  virtual void destination_choice(const DayView&, ChoiceTable& choice) = 0;
  /// The rules that move single people, or nullptr if people choose a destination and get there.
  virtual JourneyRules* journey_rules() { return nullptr; }
};

}  // namespace ravenstein
