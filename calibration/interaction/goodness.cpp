// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/goodness.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "calibration/interaction/likelihood.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kSortedCells = 4'000'000;
constexpr std::size_t kClasses = 65'536;

/// What is added up over cells.
enum Sum : std::size_t {
  kCells,
  kFlow,
  kGuess,
  kFlowCost,
  kGuessCost,
  kLeast,
  kBoth,
  kFlowLinks,
  kGuessLinks,
  kShare,
  kSquares,
  kInformation,
  kDeviance,
  kLikelihood,
  kPearson,
  kNullDeviance,
  kNullLikelihood,
  kZt,
  kTt,
  kZz,
  kSums
};

struct Cell {
  double cost, flow, guess;
};

class Adder {
 public:
  Adder(const InteractionData& data, const RowSource& predicted, const GoodnessOptions& options,
        double mean)
      : data_(data),
        predicted_(predicted),
        options_(options),
        mean_(mean),
        log_mean_(std::log(mean)) {}

  void add_rows(const RowBlock& block, std::span<double> sums) const {
    const std::size_t n = data_.destinations;
    std::vector<double> guess(n);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      predicted_(i, guess);
      for (std::size_t j = 0; j < n; ++j) {
        const double flow = data_.flow[i * n + j];
        if (!data_.cell_exists(i, j) || std::isnan(flow)) continue;
        if (flow == kCensoredFlow) {
          sums[kLikelihood] += log_censored_poisson(data_.censored_at_most, guess[j]);
          sums[kNullLikelihood] += log_censored_poisson(data_.censored_at_most, mean_);
        } else {
          add({data_.cost[i * n + j], flow, guess[j]}, sums);
        }
      }
    }
  }

 private:
  void add(const Cell& c, std::span<double> s) const {
    const double miss = c.flow - c.guess;
    const double least = std::min(c.flow, c.guess);
    s[kCells] += 1;
    s[kFlow] += c.flow;
    s[kGuess] += c.guess;
    s[kFlowCost] += c.flow * c.cost;
    s[kGuessCost] += c.guess * c.cost;
    s[kLeast] += least;
    s[kBoth] += c.flow > 0 && c.guess > 0 ? 1 : 0;
    s[kFlowLinks] += c.flow > 0 ? 1 : 0;
    s[kGuessLinks] += c.guess > 0 ? 1 : 0;
    s[kShare] += c.flow + c.guess > 0 ? 2 * least / (c.flow + c.guess) : 1;
    s[kSquares] += miss * miss;
    if (options_.family == Family::negative_binomial) {
      add_negative_binomial(c, s);
    } else {
      add_poisson(c, s);
    }
    if (!(c.guess > 0)) return;
    const double squared = miss * miss / c.guess;
    s[kPearson] += squared;
    const double z = squared - c.flow / c.guess;  // regressed on the mean, without a constant
    s[kZt] += z * c.guess;
    s[kTt] += c.guess * c.guess;
    s[kZz] += z * z;
  }

  // As log_poisson and poisson_deviance, but with two logarithms for all of it.
  void add_poisson(const Cell& c, std::span<double> s) const {
    double from_guess = 0, from_mean = 0, likelihood = 0, null_likelihood = 0;
    if (c.flow > 0) {
      const double log_flow = std::log(c.flow), log_guess = std::log(c.guess);
      from_guess = c.flow * (log_flow - log_guess);
      from_mean = c.flow * (log_flow - log_mean_);
      const double ways = log_factorial(c.flow);
      likelihood = c.flow * log_guess - ways;
      null_likelihood = c.flow * log_mean_ - ways;
      if (c.guess > 0) s[kInformation] += from_guess;
    }
    s[kDeviance] += 2 * (from_guess - (c.flow - c.guess));
    s[kNullDeviance] += 2 * (from_mean - (c.flow - mean_));
    s[kLikelihood] += likelihood - c.guess;
    s[kNullLikelihood] += null_likelihood - mean_;
  }

  void add_negative_binomial(const Cell& c, std::span<double> s) const {
    if (c.flow > 0 && c.guess > 0) s[kInformation] += c.flow * std::log(c.flow / c.guess);
    s[kDeviance] += negative_binomial_deviance(c.flow, c.guess, options_.alpha);
    s[kLikelihood] += log_negative_binomial(c.flow, c.guess, options_.alpha);
    s[kNullDeviance] += negative_binomial_deviance(c.flow, mean_, options_.alpha);
    s[kNullLikelihood] += log_negative_binomial(c.flow, mean_, options_.alpha);
  }

  const InteractionData& data_;
  const RowSource& predicted_;
  const GoodnessOptions& options_;
  double mean_;
  double log_mean_;
};

bool counts(const InteractionData& data, std::size_t i, std::size_t j) {
  const double flow = data.flow[i * data.destinations + j];
  return data.cell_exists(i, j) && flow >= 0;
}

struct MeanAndReach {
  double mean = 0;
  double cells = 0;
  double highest_cost = 0;
};

MeanAndReach survey(const InteractionData& data) {
  BlockSums blocks(data.origins, 2);
  std::vector<double> highest(row_block_count(data.origins), 0.0);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::size_t j = 0; j < data.destinations; ++j) {
        if (!counts(data, i, j)) continue;
        blocks.of(block.index)[0] += data.flow[i * data.destinations + j];
        blocks.of(block.index)[1] += 1;
        highest[block.index] = std::max(highest[block.index], data.cost[i * data.destinations + j]);
      }
    }
  });
  std::vector<double> sums(2, 0.0);
  blocks.add(sums);
  return {sums[1] > 0 ? sums[0] / sums[1] : 0, sums[1],
          *std::max_element(highest.begin(), highest.end())};
}

/// Flows by class of cost: class k holds costs in [k, k + 1) x width.
struct ByCost {
  std::vector<double> flow, guess;
};

ByCost by_cost(const InteractionData& data, const RowSource& predicted, double width,
               std::size_t classes) {
  BlockSums blocks(data.origins, 2 * classes);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    std::vector<double> guess(data.destinations);
    const std::span<double> sums = blocks.of(block.index);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      predicted(i, guess);
      for (std::size_t j = 0; j < data.destinations; ++j) {
        if (!counts(data, i, j)) continue;
        const std::size_t cell = i * data.destinations + j;
        const auto at = static_cast<std::size_t>(data.cost[cell] / width);
        sums[std::min(at, classes - 1)] += data.flow[cell];
        sums[classes + std::min(at, classes - 1)] += guess[j];
      }
    }
  });
  std::vector<double> sums(2 * classes, 0.0);
  blocks.add(sums);
  const auto middle = sums.begin() + static_cast<std::ptrdiff_t>(classes);
  return {{sums.begin(), middle}, {middle, sums.end()}};
}

double largest_difference(const ByCost& classes, double flow_sum, double guess_sum) {
  double flow = 0, guess = 0, worst = 0;
  for (std::size_t k = 0; k < classes.flow.size(); ++k) {
    flow += classes.flow[k] / flow_sum;
    guess += classes.guess[k] / guess_sum;
    worst = std::max(worst, std::fabs(flow - guess));
  }
  return worst;
}

double sorted_difference(const InteractionData& data, const RowSource& predicted, double flow_sum,
                         double guess_sum) {
  std::vector<Cell> cells;
  std::vector<double> guess(data.destinations);
  for (std::size_t i = 0; i < data.origins; ++i) {
    predicted(i, guess);
    for (std::size_t j = 0; j < data.destinations; ++j) {
      const std::size_t cell = i * data.destinations + j;
      if (counts(data, i, j)) cells.push_back({data.cost[cell], data.flow[cell], guess[j]});
    }
  }
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell& a, const Cell& b) { return a.cost < b.cost; });
  double up_to = 0, worst = 0;
  for (std::size_t k = 0; k < cells.size(); ++k) {
    up_to += cells[k].flow / flow_sum - cells[k].guess / guess_sum;
    if (k + 1 == cells.size() || cells[k + 1].cost > cells[k].cost) {
      worst = std::max(worst, std::fabs(up_to));
    }
  }
  return worst;
}

Goodness from_sums(std::span<const double> s, const GoodnessOptions& options) {
  Goodness g;
  const double n = s[kCells], k = static_cast<double>(options.parameters);
  g.cells = static_cast<std::size_t>(n);
  g.observed_sum = s[kFlow];
  g.predicted_sum = s[kGuess];
  g.observed_mean_cost = s[kFlowCost] / s[kFlow];
  g.predicted_mean_cost = s[kGuessCost] / s[kGuess];
  g.cpc = 2 * s[kLeast] / (s[kFlow] + s[kGuess]);
  g.cpl = 2 * s[kBoth] / (s[kFlowLinks] + s[kGuessLinks]);
  g.ssi = s[kShare] / n;
  g.srmse = std::sqrt(s[kSquares] / n) / (s[kFlow] / n);
  g.nrmse_by_trips = std::sqrt(s[kSquares] / s[kFlow]);
  g.nrmse_by_sum = std::sqrt(s[kSquares] / n) / s[kFlow];
  g.kl = s[kInformation] / s[kFlow] + std::log(s[kGuess] / s[kFlow]) * (s[kBoth] > 0 ? 1 : 0);
  g.deviance = s[kDeviance];
  g.null_deviance = s[kNullDeviance];
  g.d2 = 1 - g.deviance / g.null_deviance;
  g.adjusted_d2 = 1 - (n - 1) / (n - k) * (1 - g.d2);
  g.log_likelihood = s[kLikelihood];
  g.null_log_likelihood = s[kNullLikelihood];
  g.pseudo_r2 = 1 - g.log_likelihood / g.null_log_likelihood;
  g.adjusted_pseudo_r2 = 1 - (g.log_likelihood - k) / g.null_log_likelihood;
  const bool true_likelihood = options.family != Family::quasi_poisson;
  g.aic = true_likelihood ? 2 * k - 2 * g.log_likelihood : kMissingFlow;
  g.bic = true_likelihood ? k * std::log(n) - 2 * g.log_likelihood : kMissingFlow;
  g.pearson_dispersion = s[kPearson] / (n - k);
  g.overdispersion_alpha = s[kZt] / s[kTt];
  const double rest = s[kZz] - g.overdispersion_alpha * s[kZt];
  g.overdispersion_t = g.overdispersion_alpha / std::sqrt(rest / (n - 1) / s[kTt]);
  return g;
}

}  // namespace

Goodness goodness_of(const InteractionData& data, const RowSource& predicted,
                     const GoodnessOptions& options) {
  const MeanAndReach all = survey(data);
  const Adder adder(data, predicted, options, all.mean);
  BlockSums blocks(data.origins, kSums);
  for_row_blocks(data.origins,
                 [&](const RowBlock& block) { adder.add_rows(block, blocks.of(block.index)); });
  std::vector<double> sums(kSums, 0.0);
  blocks.add(sums);
  Goodness g = from_sums(sums, options);
  const auto classes = static_cast<std::size_t>(
      std::min(all.highest_cost / options.cost_class, static_cast<double>(kClasses - 1)));
  const ByCost coarse = by_cost(data, predicted, options.cost_class, classes + 1);
  double common = 0;
  for (std::size_t k = 0; k < coarse.flow.size(); ++k) {
    common += std::min(coarse.flow[k], coarse.guess[k]);
  }
  g.cpc_d = 2 * common / (g.observed_sum + g.predicted_sum);
  if (all.cells <= kSortedCells) {
    g.ks = sorted_difference(data, predicted, g.observed_sum, g.predicted_sum);
  } else {
    const double width = std::max(all.highest_cost, 1e-300) / (kClasses - 1);
    g.ks = largest_difference(by_cost(data, predicted, width, kClasses), g.observed_sum,
                              g.predicted_sum);
  }
  return g;
}

double common_part(const InteractionData& data, const RowSource& predicted) {
  BlockSums blocks(data.origins, 3);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    std::vector<double> guess(data.destinations);
    const std::span<double> sums = blocks.of(block.index);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      predicted(i, guess);
      for (std::size_t j = 0; j < data.destinations; ++j) {
        if (!counts(data, i, j)) continue;
        const double flow = data.flow[i * data.destinations + j];
        sums[0] += std::min(flow, guess[j]);
        sums[1] += flow;
        sums[2] += guess[j];
      }
    }
  });
  std::vector<double> sums(3, 0.0);
  blocks.add(sums);
  return 2 * sums[0] / (sums[1] + sums[2]);
}

}  // namespace ravenstein::calibration
