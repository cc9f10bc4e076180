// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/mean_cost.hpp"

#include <cmath>

#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kMostIterations = 200;
constexpr double kTolerance = 1e-11;  // of the mean cost, relative

double mean_cost(const InteractionData& data, const RowSource& rows) {
  const std::size_t n = data.destinations;
  BlockSums blocks(data.origins, 2);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    std::vector<double> row(n);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      rows(i, row);
      for (std::size_t j = 0; j < n; ++j) {
        if (!(row[j] > 0) || !data.cell_exists(i, j)) continue;
        blocks.of(block.index)[0] += row[j] * data.cost[i * n + j];
        blocks.of(block.index)[1] += row[j];
      }
    }
  });
  std::vector<double> sums(2, 0.0);
  blocks.add(sums);
  return sums[0] / sums[1];
}

class Search {
 public:
  Search(const InteractionData& data, const models::Law& law, const models::LawInputs& inputs,
         models::Constraint constraint)
      : data_(data),
        law_(law),
        inputs_(inputs),
        constraint_(constraint),
        observed_(observed_margins(data)) {
    fit_.observed_mean_cost = mean_cost(data, [&](std::size_t i, std::span<double> row) {
      const std::span<const double> flow = data.flow.subspan(i * row.size(), row.size());
      std::copy(flow.begin(), flow.end(), row.begin());
    });
  }

  /// How much the mean cost is above the observed one.
  double excess(double coefficient) {
    law_.deterrence.coefficient[0] = coefficient;
    const RowSource weights =
        models::kept(data_.origins, data_.destinations, models::law_rows(law_, inputs_));
    fit_.balance = models::balance(data_.origins, data_.destinations, weights, constraint_,
                                   observed_.margins(), {1e-12, 20000});
    fit_.coefficient = coefficient;
    fit_.predicted_mean_cost = mean_cost(data_, models::balanced_rows(weights, fit_.balance));
    ++fit_.iterations;
    return fit_.predicted_mean_cost - fit_.observed_mean_cost;
  }

  MeanCostFit run();

 private:
  bool there(double excess) const {
    return std::fabs(excess) <= kTolerance * fit_.observed_mean_cost;
  }

  const InteractionData& data_;
  models::Law law_;
  const models::LawInputs& inputs_;
  models::Constraint constraint_;
  ObservedMargins observed_;
  MeanCostFit fit_;
};

/// Hyman's secant steps, kept within what is known to hold the answer: the mean cost rises with
/// the coefficient.
MeanCostFit Search::run() {
  const bool power = law_.deterrence.kind == models::DeterrenceKind::power;
  double low = power ? -1 : -1 / fit_.observed_mean_cost, high = 0;
  double at_high = excess(high);
  double at_low = excess(low);
  for (int widen = 0; at_low > 0 && widen < 20; ++widen) {
    high = low;
    at_high = at_low;
    at_low = excess(low *= 2);
  }
  for (int widen = 0; at_high < 0 && widen < 20; ++widen) {
    low = high;
    at_low = at_high;
    high = high == 0 ? -low / 4 + (power ? 0.5 : 0.5 / fit_.observed_mean_cost) : 2 * high;
    at_high = excess(high);
  }
  if (!(at_low <= 0 && at_high >= 0)) {
    fit_.trouble = "no coefficient gives the observed mean cost";
    return fit_;
  }
  while (fit_.iterations < kMostIterations) {
    double next = high - at_high * (high - low) / (at_high - at_low);
    const double margin = 1e-3 * (high - low);
    if (!(next > low + margin && next < high - margin)) {
      next = std::fabs(at_low) < std::fabs(at_high) ? low + margin : high - margin;
      if (!(next > low && next < high)) next = (low + high) / 2;
    }
    const double value = excess(next);
    if (there(value) || high - low <= 1e-15 * std::fabs(low)) {
      fit_.converged = fit_.balance.converged;
      if (!fit_.converged) fit_.trouble = "balancing did not converge";
      return fit_;
    }
    // Halving the value kept on the other side makes both ends move (Illinois algorithm).
    if (value < 0) {
      low = next;
      at_low = value;
      at_high /= 2;
    } else {
      high = next;
      at_high = value;
      at_low /= 2;
    }
  }
  fit_.trouble = "the iterations allowed were used up";
  return fit_;
}

}  // namespace

ObservedMargins observed_margins(const InteractionData& data) {
  ObservedMargins sums;
  sums.zone = data.zone;
  sums.file = data.flow_file;
  sums.origin.assign(data.origins, 0.0);
  sums.destination.assign(data.destinations, 0.0);
  for (std::size_t i = 0; i < data.origins; ++i) {
    for (std::size_t j = 0; j < data.destinations; ++j) {
      const double flow = data.flow[i * data.destinations + j];
      if (!data.cell_exists(i, j) || !(flow > 0)) continue;
      sums.origin[i] += flow;
      sums.destination[j] += flow;
    }
  }
  sums.total = sum_row(sums.origin);
  if (!(sums.total > 0)) {
    throw InputError(
        InputKind::data,
        {{{std::string(data.flow_file)}, "flows", "no flow is above 0 where a cost is known", ""}});
  }
  return sums;
}

MeanCostFit fit_mean_cost(const InteractionData& data, models::Law law,
                          const models::LawInputs& inputs, models::Constraint constraint) {
  return Search(data, law, inputs, constraint).run();
}

}  // namespace ravenstein::calibration
