// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/particle_filter.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "calibration/batch/evaluation.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();

/// ln of the sum of exponentials.
double log_sum(std::span<const double> values) {
  const double most = *std::max_element(values.begin(), values.end());
  if (most == kNever) return kNever;
  double sum = 0;
  for (const double v : values) sum += std::exp(v - most);
  return most + std::log(sum);
}

/// Evenly spaced pointers into the cumulated weights, from one random start.
std::vector<std::uint32_t> systematic(const ParticleState& state) {
  Stream stream = draws(state.seed, purpose::kResampling, state.step, 0);
  const auto n = state.log_weight.size();
  const double start = stream.uniform();
  std::vector<std::uint32_t> chosen;
  double sum = std::exp(state.log_weight[0]);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double pointer = (static_cast<double>(i) + start) / static_cast<double>(n);
    while (sum <= pointer && at + 1 < n) sum += std::exp(state.log_weight[++at]);
    chosen.push_back(at);
  }
  return chosen;
}

}  // namespace

ParticleState start_particles(std::uint32_t particles, std::uint64_t seed, double resample_below) {
  if (particles == 0) throw std::invalid_argument("particle filter: expected a particle");
  if (!(resample_below >= 0 && resample_below <= 1)) {
    throw std::invalid_argument("particle filter: expected a share within 0..1");
  }
  ParticleState state;
  state.seed = seed;
  state.resample_below = resample_below;
  state.log_weight.assign(particles, -std::log(particles));
  return state;
}

std::vector<std::uint32_t> assimilate(ParticleState& state,
                                      std::span<const double> log_likelihood) {
  if (log_likelihood.size() != state.log_weight.size()) {
    throw std::logic_error("particle filter: expected a likelihood for each particle");
  }
  std::vector<double> weight = state.log_weight;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    weight[i] = std::isnan(log_likelihood[i]) ? kNever : weight[i] + log_likelihood[i];
  }
  std::vector<std::uint32_t> chosen(weight.size());
  std::iota(chosen.begin(), chosen.end(), 0U);
  const double evidence = log_sum(weight);
  if (evidence == kNever) {
    ++state.ignored;
  } else {
    state.log_evidence += evidence;
    for (std::size_t i = 0; i < weight.size(); ++i) state.log_weight[i] = weight[i] - evidence;
    const auto count = static_cast<double>(weight.size());
    if (effective_particles(state) < state.resample_below * count) {
      chosen = systematic(state);
      std::fill(state.log_weight.begin(), state.log_weight.end(), -std::log(count));
    }
  }
  state.ancestors.push_back(chosen);
  ++state.step;
  return chosen;
}

double effective_particles(const ParticleState& state) {
  double squares = 0;
  for (const double w : state.log_weight) squares += std::exp(2 * w);
  return 1 / squares;
}

double weighted_mean(const ParticleState& state, std::span<const double> values) {
  double sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) sum += std::exp(state.log_weight[i]) * values[i];
  return sum;
}

}  // namespace ravenstein::calibration
