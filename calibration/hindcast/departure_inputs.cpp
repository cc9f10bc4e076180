// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/departure_inputs.hpp"

#include <algorithm>

#include "models/drivers/causes.hpp"
#include "models/drivers/covariates.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/rivers.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kMostShare = 0.5;

ParameterValues declared_values() {
  ParameterValues values;
  for (const ParameterInfo& info : models::driver_parameters()) {
    values[info.name] = info.default_value;
  }
  return values;
}

MonthlySeries river_values(const Scenario& scenario, const MonthlySeries& like) {
  const std::vector<double> exposed = models::river_exposure(scenario.rivers, like.zones);
  MonthlySeries series = like;
  for (std::size_t i = 0; i < series.value.size(); ++i) {
    series.value[i] = exposed[i % series.zones];
  }
  return series;
}

bool has_term(const std::string& cause, std::string_view term) {
  const auto causes = models::known_causes();
  const auto found = std::ranges::find(causes, cause, &models::Cause::name);
  return found != causes.end() &&
         std::ranges::find(found->terms, term, &models::Term::name) != found->terms.end();
}

}  // namespace

const MonthlySeries* displaced_by(const Scenario& scenario, const std::string& cause) {
  const MonthlyDriver* found = scenario.monthly_driver("displaced_" + cause);
  return found == nullptr ? nullptr : &found->series;
}

MonthlySeries term_values(const Scenario& scenario, const std::string& cause,
                          const std::string& term) {
  const ParameterValues values = declared_values();
  const MonthlySeries& displaced = *displaced_by(scenario, cause);
  if (term == "memory") {
    const double half_life = std::get<double>(values.at(cause + "_memory_half_life_months"));
    return models::displacement_memory(displaced, half_life);
  }
  if (term == "last") return models::displacement_memory(displaced, 0);
  if (term == "river") return river_values(scenario, displaced);
  if (term == "upstream") return models::upstream_lag(displaced, scenario.rivers);
  return models::covariate(cause, term, scenario, values);
}

EngineForecast DepartureInputs::departures(const std::string& cause,
                                           const std::vector<std::string>& terms) {
  EngineForecast setup;
  setup.scenario = &scenario_;
  setup.cause = cause;
  setup.terms = terms;
  setup.fit = {displaced_by(scenario_, cause), {}, {}, fit_from_, {}, true, {}};
  for (const std::string& term : terms) {
    columns_.push_back(term_values(scenario_, cause, term));
    setup.fit.drivers.push_back(&columns_.back());
  }
  for (const Zone& zone : scenario_.world.zones) {
    setup.fit.cap.push_back(kMostShare * static_cast<double>(zone.population));
  }
  return setup;
}

EngineShares DepartureInputs::destinations(const std::string& cause) {
  const std::vector<Zone>& zones = scenario_.world.zones;
  const int end = displaced_by(scenario_, cause)->end_month();
  MonthlyFlows& flows = flows_.emplace_back(fit_from_, end - fit_from_, zones.size());
  for (const PastFlow& flow : scenario_.past_flows) {
    if (flow.cause != cause || flow.month < fit_from_) continue;
    flows.at(flow.month, flow.from, flow.to) += flow.persons;
  }
  EngineShares setup;
  setup.departures = departures(cause, {has_term(cause, "memory") ? "memory" : "last"});
  setup.departures.fit.regions = false;
  setup.flows = &flows;
  for (const Zone& from : zones) {
    for (const Zone& to : zones) setup.gravity.distance_km.push_back(great_circle_km(from, to));
    setup.gravity.mass.push_back(from.attributes.at("urban") + 1000);
  }
  return setup;
}

}  // namespace ravenstein::calibration
