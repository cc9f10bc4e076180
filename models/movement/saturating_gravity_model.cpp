// SPDX-License-Identifier: Apache-2.0
// What saturating gravity declares: its parameters, presets, and what cannot work with them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/whatif/capacity_change.hpp"
#include "models/movement/saturating_gravity.hpp"

namespace ravenstein::models {
namespace {

ParameterList<SaturatingGravityParameters> declare() {
  using P = SaturatingGravityParameters;
  const std::string pooled = "pooled over eight conflict cases, UNHCR registrations 2012-2022";
  ParameterList<P> list;
  list.add(&P::distance_exponent,
           {.name = "distance_exponent",
            .symbol = "beta",
            .unit = "1",
            .minimum = 0,
            .maximum = 10,
            .meaning = "how fast the pull of a place falls with network distance",
            .source = pooled})
      .add(&P::distance_decay_per_100_km,
           {.name = "distance_decay_per_100_km",
            .symbol = "lambda",
            .unit = "1/(100 km)",
            .minimum = 0,
            .maximum = 10,
            .meaning = "exponential fall of the pull with network distance, besides the power",
            .source = "Wilson 1967; Tanner 1961"})
      .add(&P::momentum_exponent, pull_info("momentum_exponent"))
      .add(&P::momentum_floor, pull_info("momentum_floor"))
      .add(&P::size_exponent,
           {.name = "size_exponent",
            .symbol = "e",
            .unit = "1",
            .minimum = -3,
            .maximum = 3,
            .meaning = "pull of places with a large resident population; 0 switches it off",
            .source = "gravity models (Ravenstein 1885)"})
      .add(&P::competition_exponent,
           {.name = "competition_exponent",
            .symbol = "c",
            .unit = "1",
            .minimum = -5,
            .maximum = 5,
            .meaning = "pull of places that stand among others: below 0 they compete for people, "
                       "above 0 they draw them together",
            .source = "Fotheringham 1983; " + pooled})
      .add(&P::capacity, pull_info("capacity"))
      .add(&P::saturation_share, pull_info("saturation_share"))
      .add(&P::saturation_onset, pull_info("saturation_onset"))
      .add(&P::room_exponent,
           {.name = "room_exponent",
            .symbol = "a",
            .unit = "1",
            .minimum = 0,
            .maximum = 5,
            .meaning = "pull of places with much room left of their usable capacity",
            .source = pooled,
            .idle_when = {{"capacity", std::string("ignored")}}})
      .add(&P::departure_hazard_per_day,
           {.name = "departure_hazard_per_day",
            .symbol = "h",
            .unit = "1/day",
            .minimum = 0,
            .maximum = 10,
            .meaning = "hazard that a resident leaves, at conflict intensity 1; used with "
                       "population.departures: hazard",
            .source = "scenario"})
      .add(&P::onward_hazard_per_day,
           {.name = "onward_hazard_per_day",
            .symbol = "mu",
            .unit = "1/day",
            .minimum = 0,
            .maximum = 10,
            .meaning = "hazard that a displaced person moves on; none improved the eight cases",
            .source = pooled});
  return list;
}

Problem problem(const char* subject, const char* message, const char* hint = "") {
  return {.place = {}, .subject = subject, .message = message, .hint = hint};
}

/// Whether people go on after they have been set to the observed ones.
bool keeps_moving(const ParameterValues& values, const Scenario& scenario) {
  return std::get<double>(values.at("onward_hazard_per_day")) > 0 ||
         scenario.travel.mode == TravelPlan::Mode::network ||
         scenario.population.departures == PopulationPlan::Departures::hazard;
}

/// People have one chance to leave in a step: a hazard of more than 1 per step means that the step
/// is too long for it.
void check_hazards(const ParameterValues& values, const Scenario& scenario,
                   std::vector<Problem>& problems) {
  int longest_days = 0;
  for (int step = 0; step < scenario.period.steps(); ++step) {
    longest_days = std::max(longest_days, scenario.period.days_in(step));
  }
  for (const char* name : {"departure_hazard_per_day", "onward_hazard_per_day"}) {
    const double per_step = std::get<double>(values.at(name)) * longest_days;
    if (!(per_step > 1)) continue;
    const std::string message =
        fmt::format("makes {:.4g} per step of {} days: expected at most 1", per_step, longest_days);
    problems.push_back(problem((std::string("behaviour.parameters.") + name).c_str(),
                               message.c_str(), "make the steps shorter, or the hazard smaller"));
  }
}

/// Who competes with whom is told by coordinates.
void check_places(const ParameterValues& values, const Scenario& scenario,
                  std::vector<Problem>& problems) {
  if (std::get<double>(values.at("competition_exponent")) == 0) return;
  for (const ZoneIndex camp : scenario.world.receiving_zones()) {
    const Zone& zone = scenario.world.zones[camp];
    if (!std::isnan(zone.latitude_deg)) continue;
    const std::string message =
        fmt::format("needs coordinates of every place to go to, {} has none", zone.code);
    problems.push_back(problem("behaviour.parameters.competition_exponent", message.c_str(),
                               "give latitude_deg and longitude_deg in the table of zones"));
  }
}

std::vector<Problem> check(const ParameterValues& values, const Scenario& scenario) {
  std::vector<Problem> problems;
  check_hazards(values, scenario, problems);
  check_places(values, scenario, problems);
  if (scenario.world.receiving_zones().empty()) {
    problems.push_back(problem(
        "zones", "expected zones of kind camp or idp_camp for people to go to, found none"));
  }
  const PopulationPlan& plan = scenario.population;
  const double hazard = std::get<double>(values.at("departure_hazard_per_day"));
  const bool by_hazard = plan.departures == PopulationPlan::Departures::hazard;
  if (by_hazard && hazard == 0) {
    problems.push_back(problem(
        "behaviour.parameters.departure_hazard_per_day",
        "expected more than 0 with population.departures: hazard (else nobody ever leaves)"));
  }
  if (!by_hazard && hazard > 0) {
    problems.push_back(problem("behaviour.parameters.departure_hazard_per_day",
                               "has no effect with population.departures: observed"));
  }
  if (plan.observed_until_day > 0 && keeps_moving(values, scenario)) {
    problems.push_back(problem("population.observed_until_day",
                               "cannot hold people to the observed ones while they travel, move on "
                               "or leave by hazard: expected 0"));
  }
  return problems;
}

/// R0 is momentum from day 0 on; the other recipes with momentum know the first month.
std::vector<Problem> notes(const ParameterValues& values, const Scenario& scenario) {
  const bool momentum = std::get<double>(values.at("momentum_exponent")) != 0;
  if (!momentum || scenario.behaviour.preset == "R0" || keeps_moving(values, scenario) ||
      scenario.population.observed_until_day > 0) {
    return {};
  }
  return {problem("population.observed_until_day",
                  "is 0: momentum builds on the people of day 0 alone",
                  "recipes R2 and R3 were chosen with observed_until_day: 30; R0 is momentum "
                  "without")};
}

}  // namespace

const ParameterList<SaturatingGravityParameters>& saturating_gravity_parameters() {
  static const ParameterList<SaturatingGravityParameters> kList = declare();
  return kList;
}

BehaviourModel saturating_gravity_model() {
  BehaviourModel model;
  model.name = "saturating-gravity";
  model.summary = "Gravity on the open network with momentum and saturation at capacity.";
  model.source = "recipes R0-R3, pooled over eight conflict cases (docs/validation.md)";
  model.parameters = saturating_gravity_parameters().infos();
  // R0, R1: day 0 and totals known. R2, R3: data to day 30 (population.observed_until_day: 30).
  model.presets["R0"] = {{"distance_exponent", 0.7},
                         {"momentum_exponent", 1.0},
                         {"momentum_floor", 0.1},
                         {"capacity", std::string("ignored")}};
  model.presets["R1"] = {{"distance_exponent", 1.0},
                         {"momentum_exponent", 0.0},
                         {"capacity", std::string("used")},
                         {"saturation_share", 0.85}};
  model.presets["R2"] = model.presets["R0"];
  model.presets["R3"] = {{"distance_exponent", 0.7},
                         {"momentum_exponent", 1.0},
                         {"momentum_floor", 0.1},
                         {"capacity", std::string("used")},
                         {"saturation_share", 0.85}};
  model.make = [](const ParameterValues& values, const Scenario& scenario) {
    return std::make_unique<SaturatingGravity>(saturating_gravity_parameters().build(values),
                                               scenario.world, scenario.population.hasten);
  };
  model.uses_capacity = [](const ParameterValues& values) {
    return std::get<std::string>(values.at("capacity")) == "used";
  };
  model.check = check;
  model.uses = [](const ParameterValues& values, const Scenario&) {
    ModelUse use;
    use.drivers = {"conflict"};
    if (std::get<std::string>(values.at("capacity")) == "used") {
      use.drivers.emplace_back(kCapacityCondition);
    }
    use.travel_plan = true;
    return use;
  };
  model.notes = notes;
  model.formulas =
      "A_x = open_x (S_x / sum S + s0)^g size_x^e comp_x^c sat(S_x / (kappa capacity_x)) "
      "room_x^a\n"
      "p(x | z) = f(D_zx) A_x / sum_y f(D_zy) A_y, f(D) = D^-beta e^(-lambda D / 100 km)\n"
      "room_x = (kappa capacity_x - S_x) / mean usable capacity; comp_x = sum over others of 1 / "
      "max(10 km, great circle), / its geometric mean\n"
      "sat(r) = 1 for r <= saturation_onset, (1 - r) / (1 - onset) up to 1, 1e-9 beyond\n"
      "S: people present; D: shortest open way in km; h = departure_hazard_per_day x conflict";
  return model;
}

}  // namespace ravenstein::models
