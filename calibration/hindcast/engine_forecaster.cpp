// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/engine_forecaster.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <utility>

#include "calibration/hindcast/engine_run.hpp"
#include "calibration/hindcast/recalibration.hpp"
#include "calibration/regression/draw.hpp"
#include "calibration/scores/coverage.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

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
  const Scenario scenario = months_of(setup, first, months);
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

double shared_by_month(const std::string& name) {
  for (const models::Cause& cause : models::known_causes()) {
    if (cause.name == name) return cause.shared_by_month;
  }
  return 0;
}

}  // namespace

Forecaster engine_forecaster(const EngineForecast& setup) {
  return [setup](const Origin& origin) {
    HurdleLognormal fit =
        fit_hurdle_lognormal(hurdle_data(setup.fit, origin.fit_end), setup.fit.penalty);
    if (setup.recalibrate) {
      const RecalibrationOptions options{.shared_by_month = shared_by_month(setup.cause)};
      fit = recalibrated(std::move(fit), recalibration(setup.fit, origin.fit_end, options));
    }
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
