// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/hurdle_forecaster.hpp"

#include <algorithm>
#include <cmath>

#include "calibration/regression/draw.hpp"
#include "calibration/scores/coverage.hpp"
#include "models/drivers/memory.hpp"

namespace ravenstein::calibration {
namespace {

Eigen::VectorXd row_of(const HurdleInputs& inputs, int month, std::size_t zone) {
  Eigen::VectorXd x = Eigen::VectorXd::Ones(static_cast<Eigen::Index>(inputs.drivers.size()) + 1);
  for (std::size_t k = 0; k < inputs.drivers.size(); ++k) {
    x(static_cast<Eigen::Index>(k) + 1) = inputs.drivers[k]->at(month, zone);
  }
  return x;
}

/// What the zones remember at the end of the known months.
std::vector<models::DecayedMean> memories(const MonthlySeries& displaced, int known_end,
                                          double decay) {
  std::vector<models::DecayedMean> memory(displaced.zones);
  for (int month = displaced.first_month; month < known_end; ++month) {
    for (std::size_t zone = 0; zone < displaced.zones; ++zone) {
      memory[zone].add(std::log1p(displaced.at(month, zone)), decay);
    }
  }
  return memory;
}

HurdleLognormal with_drawn_parameters(HurdleLognormal model, Stream& stream) {
  model.occurrence.coefficient =
      draw_coefficients(stream, model.occurrence.coefficient, model.occurrence.covariance);
  model.size.coefficient = draw_coefficients(stream, model.size.coefficient, model.size.covariance);
  return model;
}

/// One path: calls use(cell, persons) for its cells, month-major.
template <class Use>
void simulate_path(const HurdleInputs& inputs, const HurdleLognormal& model, const Origin& origin,
                   const DrawKey& key, double half_life_months, Use&& use) {
  const double decay = models::decay_per_month(half_life_months);
  std::vector<models::DecayedMean> memory = memories(*inputs.displaced, origin.fit_end, decay);
  std::size_t cell = 0;
  for (int month = origin.first_month; month < origin.end_month(); ++month) {
    for (std::size_t zone = 0; zone < memory.size(); ++zone) {
      Eigen::VectorXd x = row_of(inputs, month, zone);
      x(1) = memory[zone].mean();
      const HurdleForecast drawn =
          forecast(model, x, inputs.regions ? static_cast<int>(zone) : 0, inputs.cap[zone]);
      Stream stream(key, Purpose::shock, static_cast<std::uint32_t>(zone),
                    static_cast<std::uint32_t>(month));
      const double persons = drawn.quantile(stream.uniform_open());
      memory[zone].add(std::log1p(persons), decay);
      use(cell++, persons);
    }
  }
}

}  // namespace

HurdleData hurdle_data(const HurdleInputs& inputs, int end) {
  const std::size_t zones = inputs.displaced->zones;
  const auto left_out = [&](std::size_t zone) {
    return !inputs.left_out.empty() && inputs.left_out[zone];
  };
  const auto fitted = static_cast<Eigen::Index>(zones) -
                      std::count(inputs.left_out.begin(), inputs.left_out.end(), true);
  const Eigen::Index n = fitted * (end - inputs.fit_from);
  HurdleData data{Eigen::MatrixXd(n, static_cast<Eigen::Index>(inputs.drivers.size()) + 1),
                  Eigen::VectorXd(n),
                  {},
                  inputs.regions ? static_cast<int>(zones) : 0,
                  {}};
  Eigen::Index i = 0;
  for (int month = inputs.fit_from; month < end; ++month) {
    for (std::size_t zone = 0; zone < zones; ++zone) {
      if (left_out(zone)) continue;
      data.x.row(i) = row_of(inputs, month, zone).transpose();
      data.persons(i) = inputs.displaced->at(month, zone);
      data.region.push_back(static_cast<int>(zone));
      data.cluster.push_back(month);
      ++i;
    }
  }
  return data;
}

Forecaster hurdle_forecaster(const HurdleInputs& inputs, std::size_t sample) {
  return [inputs, sample](const Origin& origin) {
    const HurdleLognormal model =
        fit_hurdle_lognormal(hurdle_data(inputs, origin.fit_end), inputs.penalty);
    std::vector<CellForecast> cells;
    for (int month = origin.first_month; month < origin.end_month(); ++month) {
      for (std::size_t zone = 0; zone < inputs.displaced->zones; ++zone) {
        const HurdleForecast cell =
            forecast(model, row_of(inputs, month, zone), static_cast<int>(zone), inputs.cap[zone]);
        cells.push_back({cell.median(), even_sample(cell, sample), cell});
      }
    }
    return cells;
  };
}

Forecaster simulated_hurdle_forecaster(const HurdleInputs& inputs,
                                       const SimulationOptions& options) {
  return [inputs, options](const Origin& origin) {
    const HurdleLognormal model =
        fit_hurdle_lognormal(hurdle_data(inputs, origin.fit_end), inputs.penalty);
    std::vector<CellForecast> cells(static_cast<std::size_t>(origin.months) *
                                    inputs.displaced->zones);
    for (CellForecast& cell : cells) cell.sample.resize(options.paths);
    for (std::size_t path = 0; path < options.paths; ++path) {
      const DrawKey key{options.seed, static_cast<std::uint32_t>(path)};
      Stream stream(key, Purpose::attribute, 0, static_cast<std::uint32_t>(origin.fit_end));
      const HurdleLognormal drawn =
          options.draw_parameters ? with_drawn_parameters(model, stream) : model;
      simulate_path(inputs, drawn, origin, key, options.half_life_months,
                    [&](std::size_t cell, double persons) { cells[cell].sample[path] = persons; });
    }
    for (CellForecast& cell : cells) {
      cell.median = sorted_quantile(sorted_sample(cell.sample), 0.5);
    }
    return cells;
  };
}

}  // namespace ravenstein::calibration
