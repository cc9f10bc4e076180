// SPDX-License-Identifier: Apache-2.0
// The coefficients that the Somali scenarios state are those fitted to their own tables, from
// 2016-10 (reports before are incomplete) until the month before their period.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>

#include "calibration/hindcast/gravity_shares.hpp"
#include "calibration/hindcast/hurdle_forecaster.hpp"
#include "flee_case_for_tests.hpp"
#include "io/import/flee.hpp"
#include "io/import/fsnau.hpp"
#include "io/yaml/scenario_file.hpp"
#include "models/drivers/covariates.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/rivers.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

const std::filesystem::path kFolder =
    std::filesystem::path(RAVENSTEIN_SOURCE_DIR) / "scenarios/somalia";
constexpr int kFirst = month_number(2016, 10);

/// One value per zone in every month.
MonthlySeries constant(const std::vector<double>& values, const MonthlySeries& like) {
  MonthlySeries series(like.first_month, like.months, like.zones);
  for (std::size_t i = 0; i < series.value.size(); ++i) series.value[i] = values[i % like.zones];
  return series;
}

MonthlySeries term_series(const models::Cause& cause, std::string_view term,
                          const Scenario& scenario, const ParameterValues& values) {
  const MonthlySeries& y = scenario.monthly_driver(fmt::format("displaced_{}", cause.name))->series;
  if (term == "memory") return models::displacement_memory(y, 1);
  if (term == "last") return models::displacement_memory(y, 0);
  if (term == "river") return constant(models::river_exposure(scenario.rivers, y.zones), y);
  if (term == "upstream") return models::upstream_lag(y, scenario.rivers);
  return models::covariate(cause.name, term, scenario, values);
}

/// What the scenario states and what the fit finds, by parameter.
using Stated = std::vector<std::tuple<std::string, double, double>>;

Stated stated_and_fitted(const models::Cause& cause, const Scenario& scenario) {
  const ParameterValues values = models::complete_parameters(scenario);
  const auto stated = [&](const std::string& name) {
    return std::get<double>(values.at(fmt::format("{}_{}", cause.name, name)));
  };
  std::vector<std::string> terms;
  std::vector<MonthlySeries> series;
  for (const models::Term& term : cause.terms) {
    const std::string name(term.name);
    if (stated("occurrence_" + name) == 0 && stated("size_" + name) == 0) continue;
    terms.push_back(name);
    series.push_back(term_series(cause, name, scenario, values));
  }
  HurdleInputs inputs;
  inputs.displaced = &scenario.monthly_driver(fmt::format("displaced_{}", cause.name))->series;
  for (const MonthlySeries& one : series) inputs.drivers.push_back(&one);
  inputs.fit_from = kFirst;
  inputs.regions = false;
  const HurdleLognormal fit =
      fit_hurdle_lognormal(hurdle_data(inputs, month_number(scenario.period.start)));
  Stated list;
  const auto add = [&](const std::string& name, double found) {
    list.emplace_back(fmt::format("{}_{}", cause.name, name), stated(name), found);
  };
  add("occurrence", fit.occurrence.coefficient(0));
  add("size", fit.size.coefficient(0));
  add("size_sd", fit.log_sd);
  for (std::size_t k = 0; k < terms.size(); ++k) {
    add("occurrence_" + terms[k], fit.occurrence.coefficient(static_cast<Eigen::Index>(k) + 1));
    add("size_" + terms[k], fit.size.coefficient(static_cast<Eigen::Index>(k) + 1));
  }
  return list;
}

/// Gravity of the flows known when the period begins, all months alike.
Stated stated_and_fitted_gravity(const models::Cause& cause, const Scenario& scenario) {
  const ParameterValues values = models::complete_parameters(scenario);
  const std::vector<Zone>& zones = scenario.world.zones;
  const int end = month_number(scenario.period.start);
  MonthlyFlows flows(kFirst, end - kFirst, zones.size());
  for (const PastFlow& flow : scenario.past_flows) {
    if (flow.cause != cause.name || flow.month < kFirst || flow.month >= end) continue;
    flows.at(flow.month, flow.from, flow.to) += flow.persons;
  }
  GravityInputs inputs;
  for (const Zone& from : zones) {
    for (const Zone& to : zones) inputs.distance_km.push_back(great_circle_km(from, to));
    inputs.mass.push_back(from.attributes.at("urban") + 1000);  // as the model has it
  }
  const Fit fit = fit_destination_logit(model_gravity_choices(flows, inputs, end));
  const auto stated = [&](const char* name) {
    return std::get<double>(values.at(fmt::format("{}_{}", cause.name, name)));
  };
  Stated list;
  const auto add = [&](const char* name, double found) {
    list.emplace_back(fmt::format("{}_{}", cause.name, name), stated(name), found);
  };
  add("intra", fit.coefficient(0));
  add("distance_exponent", -fit.coefficient(1));
  add("mass_exponent", fit.coefficient(2));
  return list;
}

void check_coefficients(const char* file, const std::filesystem::path& folder = kFolder) {
  const Scenario scenario = io::read_scenario_file(folder / file).scenario;
  for (const models::Cause& cause : models::known_causes()) {
    if (!scenario.behaviour.parameters.contains(fmt::format("{}_form", cause.name))) continue;
    Stated numbers = stated_and_fitted(cause, scenario);
    for (const auto& one : stated_and_fitted_gravity(cause, scenario)) numbers.push_back(one);
    for (const auto& [name, stated, fitted] : numbers) {
      INFO(fmt::format("{}: {}: {:.3f}", file, name, fitted));  // as the scenario has to say
      CHECK(std::abs(stated - fitted) < 0.00051);               // three decimals
    }
  }
}

}  // namespace

TEST_CASE("Somalia: the regions' scenario states what was fitted to its tables") {
  check_coefficients("scenario.yaml");
}

TEST_CASE("Somalia: the districts' scenario states what was fitted to its tables") {
  check_coefficients("districts.yaml");
}

TEST_CASE("Somalia: the scenario with terms of trade states what was fitted to them") {
  namespace fs = std::filesystem;
  const fs::path publisher = data_folder() / "somalia/drivers";
  if (!fs::exists(publisher)) {
    WARN("skipped: " << publisher.string() << " is not there (set RAVENSTEIN_DATA)");
    return;
  }
  const fs::path copy = fs::temp_directory_path() / "ravenstein-somalia-with-terms-of-trade";
  fs::remove_all(copy);
  fs::create_directories(copy);
  for (const char* name : {"scenario.yaml", "districts.yaml", "fsnau.yaml"}) {
    fs::copy_file(kFolder / name, copy / name);
  }
  fs::copy(kFolder / "data", copy / "data");
  const io::DriverImport made = io::import_fsnau(publisher, kFolder / "data/districts.csv");
  io::write_files(made.files, copy / "data/drivers", true);
  check_coefficients("fsnau.yaml", copy);
  fs::remove_all(copy);
}

}  // namespace ravenstein::calibration
