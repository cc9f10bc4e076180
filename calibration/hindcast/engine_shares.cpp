// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/engine_shares.hpp"

#include <memory>
#include <utility>

#include "calibration/hindcast/engine_run.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

/// Shares by month of an origin.
using MonthlyShares = std::vector<std::vector<double>>;

void set_destinations(const EngineShares& setup, const Origin& origin, ParameterValues& values) {
  const Fit fit =
      fit_destination_logit(model_gravity_choices(*setup.flows, setup.gravity, origin.fit_end));
  const std::string& cause = setup.departures.cause;
  values.at(cause + "_intra") = fit.coefficient(0);
  values.at(cause + "_distance_exponent") = -fit.coefficient(1);
  values.at(cause + "_mass_exponent") = fit.coefficient(2);
  values.at(cause + "_adjacency") = setup.gravity.adjacent.empty() ? 0.0 : fit.coefficient(3);
  values.at("corridor_half_life_months") = setup.half_life_months;
  values.at("corridor_prior_persons") = setup.prior_persons;
  values.at("shocks") = std::string("expected");
}

void run(const EngineShares& setup, const Numbers& numbers, int first, int months,
         MonthlyShares& shares) {
  EngineForecast departures = setup.departures;
  departures.resolution = Resolution::flows;
  Scenario scenario = months_of(departures, first, months);
  scenario.record.flows = true;
  const models::Drivers model(numbers.parameters, scenario);
  models::Drivers behaviour(model, numbers.parameters, numbers.effects);
  const Projection projection = simulate_here(scenario, behaviour, {.seed = departures.seed});
  const std::size_t zones = scenario.world.size(), before = shares.size();
  shares.resize(before + static_cast<std::size_t>(months), std::vector(zones * zones, 0.0));
  for (const FlowEntry& flow : projection.flows) {
    shares[before + static_cast<std::size_t>(flow.day)][flow.from * zones + flow.to] +=
        flow.persons;
  }
  for (std::size_t m = before; m < shares.size(); ++m) {
    for (std::size_t from = 0; from < zones; ++from) {
      const std::span<double> row = std::span(shares[m]).subspan(from * zones, zones);
      double sum = 0;
      for (const double persons : row) sum += persons;
      for (double& share : row) share = sum > 0 ? share / sum : 0;
    }
  }
}

MonthlyShares shares_of(const EngineShares& setup, const Origin& origin) {
  const HurdleInputs& fit = setup.departures.fit;
  Numbers numbers = numbers_of(fit_hurdle_lognormal(hurdle_data(fit, origin.fit_end), fit.penalty),
                               setup.departures);
  set_destinations(setup, origin, numbers.parameters);
  MonthlyShares shares;
  if (!origin.one_step) {
    run(setup, numbers, origin.first_month, origin.months, shares);
    return shares;
  }
  for (int month = origin.first_month; month < origin.end_month(); ++month) {
    run(setup, numbers, month, 1, shares);
  }
  return shares;
}

}  // namespace

ShareForecaster engine_shares(const EngineShares& setup) {
  // Months of an origin are asked for one by one, and are made together.
  const auto made = std::make_shared<std::pair<int, MonthlyShares>>(-1, MonthlyShares{});
  return [setup, made](const Origin& origin, int month) {
    if (made->first != origin.first_month ||
        made->second.size() != static_cast<std::size_t>(origin.months)) {
      *made = {origin.first_month, shares_of(setup, origin)};
    }
    return made->second[static_cast<std::size_t>(month - origin.first_month)];
  };
}

}  // namespace ravenstein::calibration
