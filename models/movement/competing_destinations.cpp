// SPDX-License-Identifier: Apache-2.0
#include "models/movement/competing_destinations.hpp"

#include <cmath>
#include <vector>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {

double accessibility(std::size_t place, const Deterrence& deterrence, std::span<const double> mass,
                     std::span<const double> cost_from_place) {
  std::vector<double> f(mass.size());
  deterrence_row(deterrence, cost_from_place, f);
  f[place] = 0;
  return dot_row(f, mass);
}

void apply_competition(double exponent, double origin_mass, std::span<const double> accessibility,
                       std::span<const double> deterrence_to_origin, std::span<double> weight) {
  for (std::size_t j = 0; j < weight.size(); ++j) {
    const double others = accessibility[j] - origin_mass * deterrence_to_origin[j];
    if (weight[j] != 0) weight[j] *= others > 0 ? std::pow(others, exponent) : 0;
  }
}

std::vector<double> place_among(const World& world, std::span<const ZoneIndex> places,
                                double exponent) {
  constexpr double kNearest_km = 10;
  std::vector<double> factor(places.size(), 1.0);
  if (exponent == 0 || places.size() < 2) return factor;
  double mean_log = 0;
  for (std::size_t x = 0; x < places.size(); ++x) {
    double sum = 0;
    for (const ZoneIndex other : places) {
      if (other == places[x]) continue;
      const double km = great_circle_km(world.zones[places[x]], world.zones[other]);
      sum += 1 / std::max(kNearest_km, km);
    }
    factor[x] = std::log(sum);
    mean_log += factor[x] / static_cast<double>(places.size());
  }
  for (double& log_sum : factor) log_sum = std::exp(exponent * (log_sum - mean_log));
  return factor;
}

}  // namespace ravenstein::models
