// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/engine_forecaster.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include "calibration/regression/draw.hpp"
#include "calibration/scores/coverage.hpp"
#include "engine/simulation.hpp"
#include "models/drivers/model.hpp"

namespace ravenstein::calibration {
namespace {

/// The fit as parameters of the model.
struct Numbers {
  ParameterValues parameters;
  models::ZoneEffects effects;
};

Numbers numbers_of(const HurdleLognormal& fit, const EngineForecast& setup) {
  Numbers numbers;
  for (const ParameterInfo& info : models::driver_parameters()) {
    numbers.parameters[info.name] = info.default_value;
  }
  const auto set = [&](const std::string& name, double value) {
    numbers.parameters.at(fmt::format("{}_{}", setup.cause, name)) = value;
  };
  numbers.parameters.at(setup.cause + "_form") = std::string("episodes");
  for (const models::Cause& cause : models::known_causes()) {  // no term but those fitted
    if (cause.name != setup.cause) continue;
    for (const models::Term& term : cause.terms) {
      set(fmt::format("occurrence_{}", term.name), 0);
      set(fmt::format("size_{}", term.name), 0);
    }
  }
  set("occurrence", fit.occurrence.coefficient(0));
  set("size", fit.size.coefficient(0));
  set("size_sd", fit.log_sd);
  for (std::size_t k = 0; k < setup.terms.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k) + 1;
    set("occurrence_" + setup.terms[k], fit.occurrence.coefficient(column));
    set("size_" + setup.terms[k], fit.size.coefficient(column));
  }
  const auto effects = [&](const Fit& of) {
    std::vector<double> values;
    for (Eigen::Index r = fit.drivers; r < of.coefficient.size(); ++r) {
      values.push_back(of.coefficient(r));
    }
    return values;
  };
  numbers.effects[setup.cause + "_occurrence_effect"] = effects(fit.occurrence);
  numbers.effects[setup.cause + "_size_effect"] = effects(fit.size);
  return numbers;
}

HurdleLognormal drawn(HurdleLognormal fit, const DrawKey& key, int origin) {
  Stream stream(key, Purpose::parameter, 0, static_cast<std::uint32_t>(origin));
  for (Fit* part : {&fit.occurrence, &fit.size}) {
    part->coefficient = draw_coefficients(stream, part->coefficient, part->covariance);
  }
  return fit;
}

/// Runs all members over the months and appends their cells.
void run(const EngineForecast& setup, const HurdleLognormal& fit, const Origin& origin, int first,
         int months, std::vector<CellForecast>& cells) {
  Scenario scenario = *setup.scenario;
  scenario.resolution = setup.resolution;
  scenario.period.start = first_of_month(first);
  scenario.period.days =
      static_cast<int>((first_of_month(first + months) - scenario.period.start).count());
  scenario.period.interval = setup.step;
  scenario.population.departures = PopulationPlan::Departures::hazard;
  scenario.record = {.every = Interval::month, .flows = false, .strata = false, .homes = false};
  scenario.world.network =
      Network(scenario.world.zones, scenario.world.network.links(), {}, scenario.period.days);
  const Numbers estimate = numbers_of(fit, setup);
  const models::Drivers model(estimate.parameters, scenario);
  const std::size_t zones = scenario.world.size(), before = cells.size();
  cells.resize(before + static_cast<std::size_t>(months) * zones);
  for (std::size_t c = before; c < cells.size(); ++c) {
    cells[c].sample.resize(static_cast<std::size_t>(setup.members));
  }
  oneapi::tbb::parallel_for(0, setup.members, [&](int member) {
    const DrawKey key{setup.seed, static_cast<std::uint32_t>(member)};
    const Numbers own =
        setup.draw_parameters ? numbers_of(drawn(fit, key, origin.fit_end), setup) : estimate;
    models::Drivers behaviour(model, own.parameters, own.effects);
    const Projection projection =
        simulate_here(scenario, behaviour, {.seed = key.seed, .member = key.member});
    for (int row = 0; row < months; ++row) {
      for (std::size_t z = 0; z < zones; ++z) {
        const std::size_t cell = before + static_cast<std::size_t>(row) * zones + z;
        cells[cell].sample[static_cast<std::size_t>(member)] = projection.departures.row(row)[z];
      }
    }
  });
}

}  // namespace

Forecaster engine_forecaster(const EngineForecast& setup) {
  return [setup](const Origin& origin) {
    const HurdleLognormal fit =
        fit_hurdle_lognormal(hurdle_data(setup.fit, origin.fit_end), setup.fit.penalty);
    std::vector<CellForecast> cells;
    if (origin.one_step) {
      for (int month = origin.first_month; month < origin.end_month(); ++month) {
        run(setup, fit, origin, month, 1, cells);
      }
    } else {
      run(setup, fit, origin, origin.first_month, origin.months, cells);
    }
    for (CellForecast& cell : cells) {
      cell.median = sorted_quantile(sorted_sample(cell.sample), 0.5);
    }
    return cells;
  };
}

}  // namespace ravenstein::calibration
