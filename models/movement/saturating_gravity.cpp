// SPDX-License-Identifier: Apache-2.0
#include "models/movement/saturating_gravity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/whatif/capacity_change.hpp"

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
      .add(&P::capacity, pull_info("capacity"))
      .add(&P::saturation_share, pull_info("saturation_share"))
      .add(&P::saturation_onset, pull_info("saturation_onset"))
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

std::vector<Problem> check(const ParameterValues& values, const Scenario& scenario) {
  std::vector<Problem> problems;
  check_hazards(values, scenario, problems);
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
      "A_x = open_x (S_x / sum S + s0)^g size_x^e sat(S_x / (kappa capacity_x))\n"
      "p(x | z) = D_zx^-beta A_x / sum_y D_zy^-beta A_y\n"
      "sat(r) = 1 for r <= saturation_onset, (1 - r) / (1 - onset) up to 1, 1e-9 beyond\n"
      "S: people present; D: shortest open way in km; h = departure_hazard_per_day x conflict";
  return model;
}

SaturatingGravity::SaturatingGravity(const SaturatingGravityParameters& parameters,
                                     const World& world, std::int64_t hasten)
    : parameters_(parameters),
      hasten_(hasten),
      camps_(world.receiving_zones()),
      camps_only_(!(parameters.onward_hazard_per_day > 0)) {
  const std::vector<double> usable = usable_capacity(parameters, world, hasten);
  for (const ZoneIndex camp : camps_) {
    const Zone& zone = world.zones[camp];
    usable_capacity_.push_back(usable[camp]);
    const double size = static_cast<double>(std::max<std::int64_t>(1, zone.population));
    size_factor_.push_back(
        parameters.size_exponent == 0 ? 1 : std::pow(size, parameters.size_exponent));
  }
  attraction_.resize(camps_.size());
}

void SaturatingGravity::refresh_kernel(const DayView& today) {
  if (epoch_ == today.network_epoch) return;
  epoch_ = today.network_epoch;
  distance_ = shortest_distances(today.network, camps_);
  kernel_.resize(distance_.km.size());
  for (std::size_t i = 0; i < kernel_.size(); ++i) {
    const double km = distance_.km[i];
    kernel_[i] = std::isfinite(km) && km > 0 ? std::pow(km, -parameters_.distance_exponent) : 0;
  }
}

void SaturatingGravity::refresh_capacity(const DayView& today) {
  const std::span<const double> changing = today.condition(kCapacityCondition);
  if (changing.empty()) return;
  const std::vector<double> usable = usable_capacity(parameters_, changing, hasten_);
  for (std::size_t c = 0; c < camps_.size(); ++c) usable_capacity_[c] = usable[camps_[c]];
}

double SaturatingGravity::attraction_of(std::size_t camp, const DayView& today,
                                        double total_present) const {
  if (!today.network.receiving[camps_[camp]]) return 0;
  const double present = today.present[camps_[camp]];
  double pull = size_factor_[camp] * today.attraction_of(camps_[camp]);
  pull *=
      momentum(present / total_present, parameters_.momentum_exponent, parameters_.momentum_floor);
  if (usable_capacity_[camp] > 0) {
    pull *= saturation(present / usable_capacity_[camp], parameters_.saturation_onset);
  }
  return pull;
}

void SaturatingGravity::begin_day(const DayView& today) {
  refresh_kernel(today);
  refresh_capacity(today);
  double total = 0;
  for (const ZoneIndex camp : camps_) total += today.present[camp];
  if (total < 1) total = 1;
  for (std::size_t c = 0; c < camps_.size(); ++c) attraction_[c] = attraction_of(c, today, total);
}

bool SaturatingGravity::is_origin(ZoneIndex zone, std::span<const double> conflict) const {
  return conflict[zone] > 0 && !std::binary_search(camps_.begin(), camps_.end(), zone);
}

void SaturatingGravity::entry_weights(const DayView& today, std::span<double> weight) {
  const std::span<const double> conflict = today.condition("conflict");
  std::fill(weight.begin(), weight.end(), 0.0);
  if (conflict.empty()) return;
  for (std::size_t z = 0; z < weight.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    if (!is_origin(zone, conflict)) continue;
    bool reaches = false;
    for (std::size_t c = 0; c < camps_.size() && !reaches; ++c) {
      reaches = attraction_[c] > 0 && kernel_[c * distance_.zones + zone] > 0;
    }
    const auto people = static_cast<double>(today.world.zones[z].population);
    if (reaches) weight[z] = std::max(1.0, people) * conflict[z];
  }
}

void SaturatingGravity::hazards(const DayView& today, Hazards& hazards) {
  std::ranges::fill(hazards.onward_of(0), parameters_.onward_hazard_per_day);
  if (!(parameters_.departure_hazard_per_day > 0)) return;
  const std::span<double> departure = hazards.departure_of(0);
  entry_weights(today, departure);  // zero where nobody could get anywhere
  const std::span<const double> conflict = today.condition("conflict");
  for (std::size_t z = 0; z < departure.size(); ++z) {
    if (departure[z] > 0) departure[z] = parameters_.departure_hazard_per_day * conflict[z];
  }
}

void SaturatingGravity::append_row(ZoneIndex zone, ChoiceTable& choice) const {
  for (std::size_t c = 0; c < camps_.size(); ++c) {
    const std::size_t cell = c * distance_.zones + zone;
    const double weight = kernel_[cell] * attraction_[c];
    if (!(weight > 0)) continue;
    choice.to.push_back(camps_[c]);
    choice.weight.push_back(weight);
    choice.distance_km.push_back(distance_.km[cell]);
  }
}

bool SaturatingGravity::destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) {
  ChoiceTable& choice = by_cause[0];
  const std::size_t zones = today.world.size();
  const std::span<const double> conflict = today.condition("conflict");
  choice.clear(zones + 1);
  for (std::size_t z = 0; z < zones; ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    if (!camps_only_ || (!conflict.empty() && is_origin(zone, conflict))) append_row(zone, choice);
    choice.begin[z + 1] = static_cast<std::uint32_t>(choice.to.size());
  }
  const double sum = std::accumulate(attraction_.begin(), attraction_.end(), 0.0);
  for (std::size_t c = 0; c < camps_.size(); ++c) {  // origin not known: by attraction alone
    if (sum > 0 && !(attraction_[c] > 0)) continue;
    choice.to.push_back(camps_[c]);
    choice.weight.push_back(sum > 0 ? attraction_[c] : 1);
    choice.distance_km.push_back(0);
  }
  choice.begin[zones + 1] = static_cast<std::uint32_t>(choice.to.size());
  return true;  // who is where has changed
}

}  // namespace ravenstein::models
