// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/cma_weights.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::calibration {
namespace {

struct Sums {
  double sum = 0, squares = 0;
  double effective() const { return sum * sum / squares; }
};

Sums sums(const std::vector<double>& weight, std::size_t from, std::size_t to) {
  Sums s;
  for (std::size_t i = from; i < to; ++i) {
    s.sum += weight[i];
    s.squares += weight[i] * weight[i];
  }
  return s;
}

}  // namespace

CmaWeights cma_weights(int parameters, int population) {
  const double n = parameters;
  CmaWeights w;
  w.parents = population / 2;
  for (int i = 1; i <= population; ++i) {
    w.weight.push_back(std::log((population + 1) / 2.0) - std::log(i));
  }
  const auto parents = static_cast<std::size_t>(w.parents);
  const Sums positive = sums(w.weight, 0, parents);
  const Sums negative = sums(w.weight, parents, w.weight.size());
  w.effective = positive.effective();
  w.rate_one = 2 / ((n + 1.3) * (n + 1.3) + w.effective);
  w.rate_mu = std::min(1 - w.rate_one, 2 * (0.25 + w.effective + 1 / w.effective - 2) /
                                           ((n + 2) * (n + 2) + w.effective));
  w.rate_path = (4 + w.effective / n) / (n + 4 + 2 * w.effective / n);
  w.rate_sigma = (w.effective + 2) / (n + w.effective + 5);
  w.damping = 1 + 2 * std::max(0.0, std::sqrt((w.effective - 1) / (n + 1)) - 1) + w.rate_sigma;
  w.expected_length = std::sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
  const double by_mu = 1 + w.rate_one / w.rate_mu;
  const double by_effective = 1 + 2 * negative.effective() / (w.effective + 2);
  const double definite = (1 - w.rate_one - w.rate_mu) / (n * w.rate_mu);
  const double scale = std::min({by_mu, by_effective, definite}) / std::abs(negative.sum);
  for (std::size_t i = 0; i < w.weight.size(); ++i) {
    w.weight[i] *= i < parents ? 1 / positive.sum : scale;
  }
  return w;
}

}  // namespace ravenstein::calibration
