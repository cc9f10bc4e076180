// SPDX-License-Identifier: Apache-2.0
#include "models/city/scaling_growth.hpp"

#include <cmath>
#include <limits>

namespace ravenstein::models {
namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
}

double scaling_growth_rate(const ScalingGrowth& growth, double people) {
  return (growth.output * std::pow(people, growth.exponent) - growth.upkeep * people) / growth.cost;
}

double scaling_growth_after(const ScalingGrowth& growth, double people, double years) {
  if (years >= scaling_growth_singularity(growth, people)) return kInfinity;
  const double power = 1 - growth.exponent;
  const double rest = growth.output / growth.upkeep;
  const double fading = std::exp(-growth.upkeep * power * years / growth.cost);
  return std::pow(rest + (std::pow(people, power) - rest) * fading, 1 / power);
}

double scaling_growth_singularity(const ScalingGrowth& growth, double people) {
  const double rest = growth.output / growth.upkeep;
  const double apart = rest - std::pow(people, 1 - growth.exponent);
  if (growth.exponent <= 1 || !(apart > 0)) return kInfinity;  // it shrinks, or grows slower
  return growth.cost / (growth.upkeep * (growth.exponent - 1)) * std::log(rest / apart);
}

}  // namespace ravenstein::models
