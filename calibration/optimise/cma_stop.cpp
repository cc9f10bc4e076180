// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/cma_stop.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::calibration {
namespace {

double range(std::span<const double> values) {
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return *high - *low;
}

std::span<const double> last(const std::vector<double>& history, std::size_t count) {
  return std::span(history).last(std::min(count, history.size()));
}

double median(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

bool flat(const CmaState& s) {
  const auto horizon =
      10 + static_cast<std::size_t>(std::ceil(30.0 * static_cast<double>(s.mean.size()) /
                                              static_cast<double>(s.value.size())));
  return s.best_of.size() >= horizon && range(last(s.best_of, horizon)) <= s.settings.tolerance &&
         range(s.value) <= s.settings.tolerance;
}

bool small_step(const CmaState& s) {
  const double limit = s.settings.step_ratio / s.sigma;
  return (s.covariance.diagonal().array().sqrt() < limit).all() &&
         (s.path_covariance.array().abs() < limit).all();
}

bool no_effect(const CmaState& s) {
  const Eigen::Index axis = s.generation % s.mean.size();
  const Eigen::VectorXd moved = s.mean + 0.1 * s.sigma * s.axis_length[axis] * s.axes.col(axis);
  if (moved == s.mean) return true;
  const Eigen::VectorXd sd = s.covariance.diagonal().cwiseSqrt();
  return ((s.mean + 0.2 * s.sigma * sd).array() == s.mean.array()).any();
}

/// Neither best nor median values of the last 30 % of a horizon are below those of its first 30 %.
bool stagnates(const CmaState& s) {
  const auto least = 120 + static_cast<std::size_t>(30.0 * static_cast<double>(s.mean.size()) /
                                                    static_cast<double>(s.value.size()));
  const std::size_t horizon = std::clamp(s.best_of.size() / 5, least, std::size_t{20'000});
  if (s.best_of.size() < horizon) return false;
  const auto worse = [&](const std::vector<double>& history) {
    const std::span<const double> recent = last(history, horizon);
    const std::size_t part = horizon * 3 / 10;
    return median(recent.last(part)) >= median(recent.first(part));
  };
  return worse(s.best_of) && worse(s.median_of);
}

}  // namespace

CmaStop stop_reason(const CmaState& s) {
  if (s.best_value < s.settings.target) return CmaStop::target;
  if (flat(s)) return CmaStop::flat;
  if (small_step(s)) return CmaStop::small_step;
  const double longest = s.axis_length.maxCoeff(), shortest = s.axis_length.minCoeff();
  if (longest * longest > 1e14 * shortest * shortest) return CmaStop::condition;
  if (no_effect(s)) return CmaStop::no_effect;
  if (stagnates(s)) return CmaStop::stagnation;
  return s.sigma * longest > 1e4 ? CmaStop::diverging : CmaStop::none;
}

}  // namespace ravenstein::calibration
