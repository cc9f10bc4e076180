// SPDX-License-Identifier: Apache-2.0
#include "models/movement/balancing.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "models/movement/feasible_margins.hpp"

namespace ravenstein::models {
namespace {

constexpr std::array<Constraint, 5> kConstraints{Constraint::unconstrained, Constraint::total,
                                                 Constraint::production, Constraint::attraction,
                                                 Constraint::doubly};
constexpr int kPatience = 100;  // iterations after which it is asked whether there is a solution

struct Problem2D {
  std::size_t origins;
  std::size_t destinations;
  const RowSource& weights;
  const Margins& margins;
};

[[noreturn]] void refuse(const Margins& margins, std::string message) {
  throw InputError(InputKind::data,
                   {{{std::string(margins.file)}, "balancing", std::move(message), ""}});
}

std::string name_of(const Margins& margins, std::size_t k) {
  return margins.zone.empty() ? fmt::format("{}", k + 1) : margins.zone[k];
}

/// sum_j w_ij B_j of a row that is there.
double row_sum(std::span<const double> row, std::span<const double> factor) {
  const double sum = factor.empty() ? sum_row(row) : dot_row(row, factor);
  if (!std::isfinite(sum)) throw std::logic_error("balancing: a weight is not finite");
  return sum;
}

/// One reading of all weights: makes rows right (if `rows`), returns the sums of columns without B.
std::vector<double> pass(const Problem2D& problem, bool rows, Balance& balance) {
  BlockSums sums(problem.origins, problem.destinations);
  for_row_blocks(problem.origins, [&](const RowBlock& block) {
    std::vector<double> row(problem.destinations);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (balance.origin_factor[i] == 0 && !rows) continue;
      if (rows && !(problem.margins.origin[i] > 0)) {
        balance.origin_factor[i] = 0;
        continue;
      }
      problem.weights(i, row);
      if (rows) {
        const double sum = row_sum(row, balance.destination_factor);
        balance.origin_factor[i] = sum > 0 ? problem.margins.origin[i] / sum : 0;
      }
      add_scaled_row(balance.origin_factor[i], row, sums.of(block.index));
    }
  });
  std::vector<double> total(problem.destinations, 0.0);
  sums.add(total);
  return total;
}

/// Largest relative error of the sums of columns.
double worst_column(std::span<const double> sum, std::span<const double> factor,
                    std::span<const double> margin) {
  double worst = 0;
  for (std::size_t j = 0; j < margin.size(); ++j) {
    if (margin[j] > 0) worst = std::fmax(worst, std::fabs(sum[j] * factor[j] / margin[j] - 1));
  }
  return worst;
}

void check_feasible(const Problem2D& problem) {
  const std::string why = why_infeasible(problem.margins.origin, problem.margins.destination,
                                         problem.weights, problem.margins.zone);
  if (!why.empty()) refuse(problem.margins, "no matrix with these zeros has these margins: " + why);
}

void check_margins(const Margins& all, std::span<const double> margin, std::size_t expected,
                   const char* what) {
  if (margin.size() != expected) {
    throw std::logic_error(
        fmt::format("balancing: {} {} margins for {}", margin.size(), what, expected));
  }
  for (std::size_t k = 0; k < margin.size(); ++k) {
    if (margin[k] >= 0 && std::isfinite(margin[k])) continue;
    refuse(all, fmt::format("the margin of {} {} is {}; expected 0 or more", what, name_of(all, k),
                            margin[k]));
  }
}

/// Where a margin is positive there must be weights.
void check_served(const Margins& all, std::span<const double> factor_or_sum,
                  std::span<const double> margin, const char* what) {
  for (std::size_t k = 0; k < margin.size(); ++k) {
    if (margin[k] > 0 && !(factor_or_sum[k] > 0)) {
      refuse(all, fmt::format("{} {} has a margin of {:.10g}, but all its weights are zero", what,
                              name_of(all, k), margin[k]));
    }
  }
}

void set_columns(std::span<const double> sum, std::span<const double> margin,
                 std::vector<double>& factor) {
  for (std::size_t j = 0; j < margin.size(); ++j) {
    factor[j] = margin[j] > 0 && sum[j] > 0 ? margin[j] / sum[j] : 0;
  }
}

void balance_doubly(const Problem2D& problem, const BalancingOptions& options, Balance& balance) {
  const Margins& margins = problem.margins;
  const double out = sum_row(margins.origin);
  const double in = sum_row(margins.destination);
  if (!(std::fabs(out - in) <= 1e-9 * std::fmax(out, in))) check_feasible(problem);
  for (std::size_t j = 0; j < margins.destination.size(); ++j) {
    balance.destination_factor[j] = margins.destination[j] > 0 ? 1 : 0;
  }
  while (balance.iterations < options.most_iterations) {
    const std::vector<double> sum = pass(problem, true, balance);
    ++balance.iterations;
    check_served(margins, balance.origin_factor, margins.origin, "origin");
    check_served(margins, sum, margins.destination, "destination");
    balance.worst_margin = worst_column(sum, balance.destination_factor, margins.destination);
    if (balance.worst_margin <= options.tolerance) {
      balance.converged = true;
      return;
    }
    if (balance.iterations == kPatience) check_feasible(problem);
    set_columns(sum, margins.destination, balance.destination_factor);
  }
}

}  // namespace

std::string_view name_of(Constraint constraint) {
  switch (constraint) {
    case Constraint::unconstrained:
      return "unconstrained";
    case Constraint::total:
      return "total";
    case Constraint::production:
      return "production";
    case Constraint::attraction:
      return "attraction";
    case Constraint::doubly:
      return "doubly";
  }
  return "";
}

std::span<const Constraint> constraints() { return kConstraints; }

Balance balance(std::size_t origins, std::size_t destinations, const RowSource& weights,
                Constraint constraint, const Margins& margins, const BalancingOptions& options) {
  Balance balance;
  balance.origin_factor.assign(origins, 1.0);
  balance.destination_factor.assign(destinations, 1.0);
  const Problem2D problem{origins, destinations, weights, margins};
  if (constraint == Constraint::production || constraint == Constraint::doubly) {
    check_margins(margins, margins.origin, origins, "origin");
  }
  if (constraint == Constraint::attraction || constraint == Constraint::doubly) {
    check_margins(margins, margins.destination, destinations, "destination");
  }
  if (constraint == Constraint::doubly) {
    balance_doubly(problem, options, balance);
    return balance;
  }
  balance.converged = true;
  if (constraint == Constraint::unconstrained) return balance;
  balance.iterations = 1;
  const std::vector<double> sum = pass(problem, constraint == Constraint::production, balance);
  if (constraint == Constraint::production) {
    check_served(margins, balance.origin_factor, margins.origin, "origin");
  } else if (constraint == Constraint::attraction) {
    check_served(margins, sum, margins.destination, "destination");
    set_columns(sum, margins.destination, balance.destination_factor);
  } else {
    const double all = sum_row(sum);
    if (!(all > 0)) refuse(margins, "all weights are zero");
    balance.origin_factor.assign(origins, margins.total / all);
  }
  return balance;
}

RowSource balanced_rows(const RowSource& weights, const Balance& balance) {
  return [weights, &balance](std::size_t i, std::span<double> row) {
    weights(i, row);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] *= balance.destination_factor[j];
    scale_row(balance.origin_factor[i], row);
  };
}

}  // namespace ravenstein::models
