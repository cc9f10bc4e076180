// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/column_system.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/row_blocks.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kMostReadings = 2000;

/// One right-hand side on its way.
struct Gradient {
  std::vector<double> residual, preconditioned, direction, image;
  double norm2 = 0;  ///< residual' M^-1 residual
  double goal2 = 0;
  bool done = false;
};

}  // namespace

void ColumnSystem::apply(std::size_t count, std::span<const double> x,
                         std::span<double> result) const {
  const std::size_t n = design_.data().destinations;
  const bool by_origin = !state_.origin_effect.empty();
  for (std::size_t m = 0; m < count; ++m) {
    for (std::size_t j = 0; j < n; ++j) {
      result[m * n + j] = moments_.destination_weight[j] * x[m * n + j];
    }
  }
  if (!by_origin) return;
  BlockSums blocks(design_.data().origins, count * n);
  for_row_blocks(design_.data().origins, [&](const RowBlock& block) {
    DesignRow row;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (!(moments_.origin_weight[i] > 0)) continue;
      row_weights(design_, likelihood_, state_, i, row);
      for (std::size_t m = 0; m < count; ++m) {
        const double mean = dot_row(row.mu, x.subspan(m * n, n)) / moments_.origin_weight[i];
        add_scaled_row(-mean, row.mu, blocks.of(block.index).subspan(m * n, n));
      }
    }
  });
  blocks.add(result);
}

int ColumnSystem::solve(std::size_t count, std::span<const double> right, double tolerance,
                        std::span<double> solution) const {
  const std::size_t n = design_.data().destinations;
  const auto part = [n](auto span, std::size_t m) { return span.subspan(m * n, n); };
  std::vector<double> inverse(n), image(count * n), packed;
  for (std::size_t j = 0; j < n; ++j) {
    inverse[j] = moments_.destination_weight[j] > 0 ? 1 / moments_.destination_weight[j] : 0;
  }
  const bool by_origin = !state_.origin_effect.empty();
  const double whole = sum_row(moments_.destination_weight);
  int readings = 0;
  std::fill(image.begin(), image.end(), 0.0);
  if (std::any_of(solution.begin(), solution.end(), [](double x) { return x != 0; })) {
    apply(count, solution, image);
    ++readings;
  }
  std::vector<Gradient> all(count);
  for (std::size_t m = 0; m < count; ++m) {
    Gradient& g = all[m];
    const std::span<const double> b = part(right, m);
    g.residual.assign(b.begin(), b.end());
    // What rounding left of the part that S does not see would never go away.
    if (by_origin) add_scaled_row(-sum_row(b) / whole, moments_.destination_weight, g.residual);
    g.goal2 = tolerance * tolerance * dot_row(b, b, inverse);
    add_scaled_row(-1, part(std::span<const double>(image), m), g.residual);
    g.norm2 = dot_row(g.residual, g.residual, inverse);
    g.direction.assign(n, 0.0);
    add_scaled_row(1, g.residual, inverse, g.direction);
    g.done = !(g.norm2 > g.goal2);
  }
  while (readings < kMostReadings) {
    packed.clear();
    for (const Gradient& g : all) {
      if (!g.done) packed.insert(packed.end(), g.direction.begin(), g.direction.end());
    }
    if (packed.empty()) break;
    apply(packed.size() / n, packed, image);
    ++readings;
    std::size_t at = 0;
    for (std::size_t m = 0; m < count; ++m) {
      Gradient& g = all[m];
      if (g.done) continue;
      const std::span<const double> s = part(std::span<const double>(image), at++);
      const double curvature = dot_row(g.direction, s);
      if (!(curvature > 0)) {  // nothing left but what S does not see
        g.done = true;
        continue;
      }
      const double step = g.norm2 / curvature;
      add_scaled_row(step, g.direction, part(solution, m));
      add_scaled_row(-step, s, g.residual);
      const double norm2 = dot_row(g.residual, g.residual, inverse);
      scale_row(norm2 / g.norm2, g.direction);
      add_scaled_row(1, g.residual, inverse, g.direction);
      g.norm2 = norm2;
      g.done = !(g.norm2 > g.goal2);
    }
  }
  return readings;
}

}  // namespace ravenstein::calibration
