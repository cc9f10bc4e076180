// SPDX-License-Identifier: Apache-2.0
#include "models/grid/allocation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::models {
namespace {

[[noreturn]] void refuse(std::string message) {
  throw InputError(InputKind::data, {Problem{{}, "", std::move(message), ""}});
}

void check_target(double target) {
  if (target >= 0 && std::isfinite(target)) return;
  refuse(fmt::format("a target of population must be 0 or more, found {:.10g}", target));
}

/// s_i of losses: 1 / (l_i v_i), with the mean l where people live in unsuitable cells.
std::vector<double> loss_weights(std::span<const double> population,
                                 std::span<const double> suitability,
                                 std::span<const double> potential) {
  const double mean = sum_row(suitability) / static_cast<double>(suitability.size());
  std::vector<double> weight(population.size());
  for (std::size_t i = 0; i < weight.size(); ++i) {
    const bool unsuitable = suitability[i] == 0 && population[i] > 0;
    const double s = (unsuitable ? mean : suitability[i]) * potential[i];
    weight[i] = s != 0 ? 1 / s : 0;
  }
  return weight;
}

/// Cells below nobody are set to nobody; the others give what is missing, by weight (by population
/// if none of them has weight).
void settle_debts(std::span<const double> weight, std::vector<double>& population) {
  for (std::size_t round = 0; round <= population.size(); ++round) {
    double debt = 0, able = 0, people = 0;
    for (std::size_t i = 0; i < population.size(); ++i) {
      if (population[i] < 0) {
        debt -= population[i];
        population[i] = 0;
      } else if (population[i] > 0) {
        able += weight[i];
        people += population[i];
      }
    }
    if (debt == 0 || people == 0) return;
    for (std::size_t i = 0; i < population.size(); ++i) {
      if (!(population[i] > 0)) continue;
      population[i] -= debt * (able > 0 ? weight[i] / able : population[i] / people);
    }
  }
}

}  // namespace

std::vector<double> allocate_change(std::span<const double> population,
                                    std::span<const double> suitability,
                                    std::span<const double> potential, double target) {
  check_target(target);
  const double change = target - sum_row(population);
  std::vector<double> weight;
  if (change >= 0) {
    weight.resize(population.size());
    for (std::size_t i = 0; i < weight.size(); ++i) weight[i] = suitability[i] * potential[i];
  } else {
    weight = loss_weights(population, suitability, potential);
  }
  const double sum = sum_row(weight);
  std::vector<double> result(population.begin(), population.end());
  if (change == 0) return result;
  if (!(sum > 0) || !std::isfinite(sum)) {
    refuse(fmt::format(
        "a change of {:.10g} people, but suitability times potential is {} in the whole region",
        change, sum > 0 ? "not finite" : "0"));
  }
  add_scaled_row(change / sum, weight, result);
  settle_debts(weight, result);
  return result;
}

std::vector<double> allocate_by_elasticity(std::span<const double> population,
                                           std::span<const double> potential, double elasticity,
                                           double target) {
  check_target(target);
  std::vector<double> result(population.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    const double factor = potential[i] > 0 ? std::pow(potential[i], elasticity) : 1;
    result[i] = population[i] > 0 ? population[i] * factor : 0;
  }
  const double sum = sum_row(result);
  if (target > 0 && !(sum > 0)) {
    refuse(fmt::format("a target of {:.10g} people, but nobody lives in the region", target));
  }
  if (sum > 0) scale_row(target / sum, result);
  return result;
}

std::vector<double> climate_suitability(std::span<const double> suitability,
                                        std::span<const ClimateLayer> layers) {
  std::vector<double> result(suitability.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    double factor = 1;
    for (const ClimateLayer& layer : layers) {
      if (!std::isnan(layer.deviation[i])) factor += layer.weight * layer.deviation[i];
    }
    result[i] = suitability[i] * std::max(0.0, factor);
  }
  return result;
}

ClimateMigrants climate_migrants(std::span<const double> with, std::span<const double> without) {
  ClimateMigrants migrants{std::vector<double>(with.size()), 0};
  for (std::size_t i = 0; i < with.size(); ++i) {
    migrants.net[i] = with[i] - without[i];
    migrants.persons += std::max(0.0, migrants.net[i]);
  }
  return migrants;
}

}  // namespace ravenstein::models
