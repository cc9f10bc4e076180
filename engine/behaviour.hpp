// SPDX-License-Identifier: Apache-2.0
// What a model must answer: who sets out, and where to. The engine asks once a day for whole
// zones; models know no threads and no files. Adding a model: CONTRIBUTING.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/flow_counter.hpp"
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

/// What a model remembers from day to day. It declares the array; the engine owns it, so that
/// checkpoints, assimilation and clones see it.
struct StateArray {
  std::string name;
  std::vector<double> values;
};

/// What happened in the calendar month before this one; empty in the first month of a run.
struct MonthFlows {
  bool known = false;
  std::vector<double> departures;        ///< cause-major: causes x zones
  std::vector<FlowCounter::Flow> flows;  ///< by cause, from, to; if the behaviour asks for them
};

/// What a model may look at on a day. All spans run over zones unless they say otherwise.
struct DayView {
  int day = 0;   ///< the first of the step
  int step = 0;  ///< equal to `day` if steps are days
  int days = 1;  ///< of the step
  const Period& period;
  const World& world;
  const NetworkState& network;              ///< what is open today
  std::size_t network_epoch = 0;            ///< changes exactly when `network` does
  std::span<const Condition> conditions{};  ///< of the scenario's drivers
  std::span<const double> present{};    ///< people away from home there, at the start of the day
  std::span<const double> residents{};  ///< people at home there
  int month = 0;                        ///< calendar month (month_number)
  int days_in_month = 31;
  bool month_begins = true;  ///< the first step in its calendar month, or of the run
  DrawKey key{};             ///< of the run: for shocks, which are part of the environment
  /// Who may leave for a cause, weighted with the strata's relative hazards: causes x zones. As of
  /// the first step of the month.
  std::span<const double> settled_at_risk{};    ///< residents, returned and integrated people
  std::span<const double> displaced_at_risk{};  ///< people displaced there
  /// What a counterfactual makes of the hazards of leaving: causes x zones; empty: nothing. The
  /// engine applies it to what the behaviour says.
  std::span<const double> hazard_scale{};
  const MonthFlows* last_month = nullptr;  ///< the calendar month before
  std::span<StateArray> state{};           ///< as the behaviour declared it

  std::span<const double> attraction{};  ///< of cities: see attraction_of

  /// Factor of the pull of a zone, from how its city stands; 1 where nothing is known.
  double attraction_of(std::size_t zone) const { return attraction.empty() ? 1 : attraction[zone]; }
  /// The step in which a journey of so many days ends.
  int step_after(int journey_days) const {
    return journey_days == 0 ? step : period.step_of(day + journey_days);
  }
  /// Values of the driver, or an empty span if the scenario does not have it.
  std::span<const double> condition(std::string_view driver) const {
    for (const Condition& c : conditions) {
      if (c.driver == driver) return c.value;
    }
    return {};
  }
};

/// Hazards per day of what can happen to people who rest in a zone. Tables over causes are
/// cause-major: cause * zones + zone.
struct Hazards {
  std::size_t zones = 0;
  std::vector<double> departure;  ///< causes x zones: residents, returned and integrated people
  std::vector<double> onward;     ///< causes x zones: displaced people move on
  std::vector<double> returning;  ///< by home: its displaced people go home
  std::vector<double> staying;    ///< by home: they decide to stay where they are, for good
  std::vector<double> settling;   ///< by place: displaced people become integrated there
  std::vector<double> release;    ///< by place: stranded people try again

  std::size_t causes() const { return zones == 0 ? 0 : departure.size() / zones; }
  /// All zero, in the shape of `causes` and `zones`.
  void clear(std::size_t causes, std::size_t zone_count) {
    zones = zone_count;
    departure.assign(causes * zones, 0.0);
    onward.assign(causes * zones, 0.0);
    for (auto* table : {&returning, &staying, &settling, &release}) table->assign(zones, 0.0);
  }
  void nobody_departs() { departure.assign(departure.size(), 0.0); }
  /// Multiplies hazards of leaving, of residents and displaced people, by a table of the same
  /// shape.
  void scale_leaving(std::span<const double> scale) {
    for (std::size_t cell = 0; cell < scale.size(); ++cell) {
      departure[cell] *= scale[cell];
      onward[cell] *= scale[cell];
    }
  }
  /// Does anybody leave by hazard?
  bool anybody_leaves() const {
    const auto positive = [](double hazard) { return hazard > 0; };
    return std::any_of(departure.begin(), departure.end(), positive) ||
           std::any_of(onward.begin(), onward.end(), positive) ||
           std::any_of(release.begin(), release.end(), positive);
  }
  std::span<double> departure_of(std::size_t cause) {
    return std::span(departure).subspan(cause * zones, zones);
  }
  std::span<double> onward_of(std::size_t cause) {
    return std::span(onward).subspan(cause * zones, zones);
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
  /// Chance to get through (closed or partly open borders); who does not is stranded where they
  /// are. Empty: everybody gets through.
  std::vector<double> passing;
  /// Chance to survive the journey. Empty: nobody dies on the way.
  std::vector<double> survival;

  void clear(std::size_t rows) {
    begin.assign(rows + 1, 0);
    to.clear();
    weight.clear();
    distance_km.clear();
    passing.clear();
    survival.clear();
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
  /// The causes that departures are charged to, competing with each other; at least one.
  virtual std::vector<std::string> causes() const { return {"displacement"}; }
  /// The arrays that the model remembers with their first values; DayView::state has them in this
  /// order.
  virtual std::vector<StateArray> declare_state() const { return {}; }
  /// Whether DayView::last_month must hold flows (departures are always there).
  virtual bool asks_for_flows() const { return false; }
  /// Hazards of the day (departures by hazard). All are zero when it is called.
  virtual void hazards(const DayView&, Hazards&) {}
  /// How many leave each zone today, for behaviours that say so in numbers instead of hazards
  /// (departures by hazard; resolution agents); false: by hazard. Random numbers are keyed by
  /// Purpose::departure_count, zone and day. Residents are counted down only if the scenario takes
  /// people from them, and then never below zero.
  virtual bool departures(const DayView&, const DrawKey&, std::span<std::int64_t>) { return false; }
  /// Where people who leave for a cause go, one table per cause. Tables come back as they were left
  /// the day before; returns false if nothing in them changed. Not asked of behaviours with journey
  /// rules.
  virtual bool destination_choice(const DayView&, std::span<ChoiceTable> by_cause) = 0;
  /// The rules that move single people, or nullptr if people choose a destination and get there.
  virtual JourneyRules* journey_rules() { return nullptr; }
};

}  // namespace ravenstein
