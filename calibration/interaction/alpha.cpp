// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/alpha.hpp"

#include <cmath>

#include "calibration/interaction/likelihood.hpp"
#include "engine/core/row_blocks.hpp"

namespace ravenstein::calibration {
namespace {

/// Adds up value(flow, mean) of all observed cells with a mean.
template <class Value>
double sum_of_cells(const Design& design, const FitState& state, Value value) {
  const InteractionData& data = design.data();
  BlockSums blocks(data.origins, 1);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    DesignRow row;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const double effect = state.origin_effect.empty() ? 0 : state.origin_effect[i];
      if (!std::isfinite(effect)) continue;
      design.means(i, true, state.coefficient, effect, state.destination_effect, row);
      for (std::size_t j = 0; j < data.destinations; ++j) {
        if (!(row.mu[j] > 0)) continue;
        blocks.of(block.index)[0] += value(data.flow[i * data.destinations + j], row.mu[j]);
      }
    }
  });
  std::vector<double> sum(1, 0.0);
  blocks.add(sum);
  return sum[0];
}

/// psi(r + y) - psi(r), y > 0, without the digits that two psi of a large r would lose: recurrence
/// to r >= 10, then differences of the asymptotic series' terms (Abramowitz & Stegun 6.3.18).
double digamma_rise(double r, double y) {
  double sum = 0;
  for (; r < 10; r += 1) sum += 1 / r - 1 / (r + y);
  const double more = r + y;
  const auto tail = [](double x) {
    const double u = 1 / (x * x);
    return u * (1.0 / 12 - u * (1.0 / 120 - u * (1.0 / 252 - u * (1.0 / 240 - u / 132))));
  };
  return sum + std::log1p(y / r) + y / (2 * r * more) + tail(r) - tail(more);
}

}  // namespace

double alpha_score_of_cell(double flow, double mu, double alpha) {
  const double r = 1 / alpha;
  const double rise = flow > 0 ? digamma_rise(r, flow) : 0;
  return (flow - mu) / (1 + alpha * mu) + r * (std::log1p(alpha * mu) - rise);
}

double negative_binomial_likelihood(const Design& design, const FitState& state, double alpha) {
  return sum_of_cells(design, state, [alpha](double flow, double mu) {
    return log_negative_binomial(flow, mu, alpha);
  });
}

double alpha_score(const Design& design, const FitState& state, double alpha) {
  return sum_of_cells(design, state, [alpha](double flow, double mu) {
    return alpha_score_of_cell(flow, mu, alpha);
  });
}

}  // namespace ravenstein::calibration
