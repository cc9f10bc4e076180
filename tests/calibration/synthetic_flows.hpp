// SPDX-License-Identifier: Apache-2.0
// Flows drawn from a known model, as reference/spatial-interaction.md section 4 has them: uniform
// points in a box of 1000 km, masses lognormal(9, 1.2), (V W)^.8 e^(-d / 100), five trips per pair.
#pragma once

#include <cmath>
#include <vector>

#include "calibration/interaction/interaction_data.hpp"
#include "engine/core/row_blocks.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::testing {

struct SyntheticFlows {
  std::size_t n = 0;
  std::vector<double> flow, cost, log_mass;

  calibration::InteractionData data() const { return {n, n, flow, cost, false, 0}; }
};

/// `expected`: the means themselves instead of draws.
inline SyntheticFlows synthetic_flows(std::size_t n, std::uint64_t seed, bool expected = false) {
  SyntheticFlows all{n, std::vector<double>(n * n), std::vector<double>(n * n),
                     std::vector<double>(n)};
  std::vector<double> x(n), y(n);
  const DrawKey key{seed, 0};
  for (std::size_t i = 0; i < n; ++i) {
    Stream stream(key, Purpose::attribute, static_cast<std::uint32_t>(i), 0);
    x[i] = 1000 * stream.uniform();
    y[i] = 1000 * stream.uniform();
    const double radius = std::sqrt(-2 * std::log(stream.uniform_open()));  // Box and Muller 1958
    all.log_mass[i] = 9 + 1.2 * radius * std::cos(6.283185307179586 * stream.uniform());
  }
  const auto mean = [&](std::size_t i, std::size_t j) {
    return std::exp(0.8 * (all.log_mass[i] + all.log_mass[j]) - all.cost[i * n + j] / 100);
  };
  std::vector<double> sum(row_block_count(n), 0.0);
  for_row_blocks(n, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        all.cost[i * n + j] = std::hypot(x[i] - x[j], y[i] - y[j]);
        if (i != j) sum[block.index] += mean(i, j);
      }
    }
  });
  double total = 0;
  for (const double s : sum) total += s;
  const double scale = 5.0 * static_cast<double>(n * (n - 1)) / total;
  for_row_blocks(n, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        if (i == j) continue;
        Stream stream(key, Purpose::destination, static_cast<std::uint32_t>(i),
                      static_cast<std::uint32_t>(j));
        const double mu = scale * mean(i, j);
        all.flow[i * n + j] = expected ? mu : static_cast<double>(poisson(stream, mu));
      }
    }
  });
  return all;
}

}  // namespace ravenstein::testing
