// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/moments.hpp"

#include <cmath>
#include <limits>

#include "calibration/interaction/likelihood.hpp"
#include "engine/core/row_blocks.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNothing = -std::numeric_limits<double>::infinity();

double effect_of(std::span<const double> effect, std::size_t k) {
  return effect.empty() ? 0 : effect[k];
}

/// What the rows of a block add up: named pieces of one row of sums.
struct Pieces {
  std::size_t terms;
  std::size_t columns;

  std::size_t width() const { return 1 + terms + terms * terms + (2 + terms) * columns; }
  double& objective(std::span<double> all) const { return all[0]; }
  std::span<double> score(std::span<double> all) const { return all.subspan(1, terms); }
  std::span<double> information(std::span<double> all) const {
    return all.subspan(1 + terms, terms * terms);
  }
  std::span<double> column(std::span<double> all, std::size_t which) const {
    return all.subspan(1 + terms + terms * terms + which * columns, columns);
  }
};

class Reading {
 public:
  Reading(const Design& design, const Totals& totals, const Likelihood& likelihood, FitState& state)
      : design_(design),
        totals_(totals),
        likelihood_(likelihood),
        state_(state),
        by_origin_(has_origin_effects(design.model().constraint)),
        by_destination_(has_destination_effects(design.model().constraint)),
        pieces_{design.size(), by_destination_ ? design.data().destinations : 0},
        n_(design.data().destinations) {}

  Moments read();

 private:
  struct Work {
    DesignRow row;
    std::vector<double> weight, score, centred;
  };

  void add_row(std::size_t i, Work& work, std::span<double> sums, Moments& moments);
  void weigh(std::size_t i, Work& work, double& objective);
  void add_terms(std::size_t i, Work& work, std::span<double> sums, Moments& moments) const;
  void use_totals(Moments& moments);
  std::span<const double> term(const Work& work, std::size_t k) const {
    return std::span(work.row.terms).subspan(k * n_, n_);
  }

  const Design& design_;
  const Totals& totals_;
  const Likelihood& likelihood_;
  FitState& state_;
  bool by_origin_;
  bool by_destination_;
  Pieces pieces_;
  std::size_t n_;
};

/// mu into row.mu; Poisson effects of the origin are set on the way.
void predict_row(const Design& design, const Totals* totals, FitState& state, std::size_t i,
                 DesignRow& row) {
  design.read(i, true, row);
  if (totals == nullptr || state.origin_effect.empty()) {
    design.predict(state.coefficient, effect_of(state.origin_effect, i), state.destination_effect,
                   row);
    return;
  }
  design.predict(state.coefficient, 0, state.destination_effect, row);
  const double sum = sum_row(row.mu);
  state.origin_effect[i] = sum > 0 ? std::log(totals->origin[i] / sum) : kNothing;
  scale_row(sum > 0 ? totals->origin[i] / sum : 0, row.mu);
}

void weigh_cells(const Design& design, const Likelihood& likelihood, std::size_t i,
                 const DesignRow& row, std::span<double> weight, std::span<double> score,
                 double& objective) {
  const InteractionData& data = design.data();
  const std::size_t n = data.destinations;
  for (std::size_t j = 0; j < n; ++j) {
    CellLikelihood cell;
    if (row.mu[j] > 0) {
      const double flow = data.flow[i * n + j];
      cell = flow == kCensoredFlow ? censored_poisson_cell(data.censored_at_most, row.mu[j])
             : likelihood.family == Family::negative_binomial
                 ? negative_binomial_cell(flow, row.mu[j], likelihood.alpha)
                 : poisson_cell(flow, row.mu[j]);
      if (likelihood.observed && likelihood.family == Family::negative_binomial) {
        cell.weight *= (1 + likelihood.alpha * flow) / (1 + likelihood.alpha * row.mu[j]);
      }
    } else if (std::isfinite(row.eta[j]) && data.flow[i * n + j] > 0) {
      cell.objective = kNothing;  // the mean is too small for a number: a step too far
    }
    weight[j] = cell.weight;
    if (!score.empty()) score[j] = cell.score;
    objective += cell.objective;
  }
}

void Reading::weigh(std::size_t i, Work& work, double& objective) {
  predict_row(design_, likelihood_.by_cell ? nullptr : &totals_, state_, i, work.row);
  if (!likelihood_.by_cell) {
    work.weight = work.row.mu;
    objective -= sum_row(work.row.mu);
    return;
  }
  work.weight.resize(n_);
  work.score.resize(n_);
  weigh_cells(design_, likelihood_, i, work.row, work.weight, work.score, objective);
}

void Reading::add_row(std::size_t i, Work& work, std::span<double> sums, Moments& moments) {
  if (by_origin_ && !(totals_.origin[i] > 0)) {
    state_.origin_effect[i] = kNothing;
    return;
  }
  weigh(i, work, pieces_.objective(sums));
  if (by_origin_) {
    moments.origin_weight[i] = sum_row(work.weight);
    if (!(moments.origin_weight[i] > 0)) return;
  }
  add_terms(i, work, sums, moments);
}

void Reading::add_terms(std::size_t i, Work& work, std::span<double> sums, Moments& moments) const {
  const std::size_t terms = pieces_.terms;
  const double weight = by_origin_ ? moments.origin_weight[i] : 1;
  const double row_score = by_origin_ && likelihood_.by_cell ? sum_row(work.score) : 0;
  if (by_origin_) moments.origin_score[i] = row_score;
  const std::span<double> score = pieces_.score(sums), information = pieces_.information(sums);
  for (std::size_t k = 0; k < terms; ++k) {
    const std::span<double> z = std::span(work.row.terms).subspan(k * n_, n_);
    // Without the family's single cells the score is the totals' less this sum.
    score[k] += likelihood_.by_cell ? dot_row(work.score, z) : -dot_row(work.weight, z);
    if (by_origin_) {
      const double mean = dot_row(work.weight, z) / weight;
      moments.origin_terms[i * terms + k] = mean * weight;
      score[k] -= mean * row_score;
      for (double& value : z) value -= mean;
    }
    for (std::size_t l = 0; l <= k; ++l) {
      information[k * terms + l] += dot_row(work.weight, z, term(work, l));
    }
  }
  if (!by_destination_) return;
  add_scaled_row(1, work.weight, pieces_.column(sums, 0));
  if (likelihood_.by_cell) {
    add_scaled_row(1, work.score, pieces_.column(sums, 1));
    add_scaled_row(-row_score / weight, work.weight, pieces_.column(sums, 1));
  }
  for (std::size_t k = 0; k < terms; ++k) {
    add_scaled_row(1, work.weight, term(work, k), pieces_.column(sums, 2 + k));
  }
}

/// The parts that single flows do not tell; and the constant, to which all is proportional.
void Reading::use_totals(Moments& moments) {
  double sum = -moments.objective;  // of mu
  if (design_.constant() < design_.size() && sum > 0) {
    const double scale = totals_.flow / sum;
    state_.coefficient[design_.constant()] += std::log(scale);
    scale_row(scale, moments.score);
    scale_row(scale, moments.information);
    sum *= scale;
  }
  add_scaled_row(1, totals_.terms, moments.score);
  const auto told = [](std::span<const double> flow, std::span<const double> effect) {
    double value = 0;
    for (std::size_t k = 0; k < effect.size(); ++k) {
      if (flow[k] > 0) value += flow[k] * effect[k];
    }
    return value;
  };
  moments.objective = told(totals_.origin, state_.origin_effect) +
                      told(totals_.destination, state_.destination_effect) - sum;
  for (std::size_t k = 0; k < design_.predictors(); ++k) {
    moments.objective += totals_.terms[k] * state_.coefficient[k];
  }
  for (std::size_t j = 0; j < moments.destination_score.size(); ++j) {
    moments.destination_score[j] = totals_.destination[j] - moments.destination_weight[j];
  }
}

Moments Reading::read() {
  const std::size_t rows = design_.data().origins, terms = pieces_.terms;
  Moments moments;
  if (by_origin_) {
    moments.origin_weight.assign(rows, 0.0);
    moments.origin_score.assign(rows, 0.0);
    moments.origin_terms.assign(rows * terms, 0.0);
  }
  BlockSums blocks(rows, pieces_.width());
  for_row_blocks(rows, [&](const RowBlock& block) {
    Work work;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      add_row(i, work, blocks.of(block.index), moments);
    }
  });
  std::vector<double> sums(pieces_.width(), 0.0);
  blocks.add(sums);
  const auto copied = [](std::span<const double> part) {
    return std::vector<double>(part.begin(), part.end());
  };
  moments.objective = pieces_.objective(sums);
  moments.score = copied(pieces_.score(sums));
  moments.information = copied(pieces_.information(sums));
  for (std::size_t k = 0; k < terms; ++k) {
    for (std::size_t l = 0; l < k; ++l) {
      moments.information[l * terms + k] = moments.information[k * terms + l];
    }
  }
  if (by_destination_) {
    moments.destination_weight = copied(pieces_.column(sums, 0));
    moments.destination_score = copied(pieces_.column(sums, 1));
    moments.destination_terms = copied(std::span(sums).last(terms * n_));
  }
  if (!likelihood_.by_cell) use_totals(moments);
  return moments;
}

}  // namespace

Totals totals_of(const Design& design) {
  const InteractionData& data = design.data();
  const std::size_t n = data.destinations, terms = design.size();
  Totals totals;
  totals.origin.assign(data.origins, 0.0);
  BlockSums blocks(data.origins, n + terms + 2);
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    DesignRow row;
    const std::span<double> sums = blocks.of(block.index);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      design.read(i, true, row);
      for (std::size_t j = 0; j < n; ++j) {
        double flow = data.flow[i * n + j];
        const bool counts = row.eta[j] == 0;
        sums[n + terms] += counts ? 1 : 0;
        sums[n + terms + 1] += counts && flow == kCensoredFlow ? 1 : 0;
        row.mu[j] = counts && flow != kCensoredFlow ? flow : 0;
      }
      totals.origin[i] = sum_row(row.mu);
      add_scaled_row(1, row.mu, sums.first(n));
      for (std::size_t k = 0; k < terms; ++k) {
        sums[n + k] += dot_row(row.mu, std::span(row.terms).subspan(k * n, n));
      }
    }
  });
  std::vector<double> sums(n + terms + 2, 0.0);
  blocks.add(sums);
  totals.flow = sum_row(totals.origin);
  totals.destination.assign(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(n));
  totals.terms.assign(sums.begin() + static_cast<std::ptrdiff_t>(n),
                      sums.end() - static_cast<std::ptrdiff_t>(2));
  totals.cells = sums[n + terms];
  totals.censored = sums[n + terms + 1] > 0;
  return totals;
}

Moments moments_of(const Design& design, const Totals& totals, const Likelihood& likelihood,
                   FitState& state) {
  return Reading(design, totals, likelihood, state).read();
}

void row_weights(const Design& design, const Likelihood& likelihood, const FitState& state,
                 std::size_t i, DesignRow& row) {
  if (!state.origin_effect.empty() && state.origin_effect[i] == kNothing) {
    row.mu.assign(design.data().destinations, 0.0);
    return;
  }
  design.means(i, true, state.coefficient, effect_of(state.origin_effect, i),
               state.destination_effect, row);
  double unused = 0;
  if (likelihood.by_cell) weigh_cells(design, likelihood, i, row, row.mu, {}, unused);
}

void set_destination_effects(const Design& design, const Totals& totals, FitState& state) {
  const std::size_t n = design.data().destinations;
  BlockSums blocks(design.data().origins, n);
  for_row_blocks(design.data().origins, [&](const RowBlock& block) {
    DesignRow row;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      if (!state.origin_effect.empty() && !(totals.origin[i] > 0)) continue;
      predict_row(design, &totals, state, i, row);
      add_scaled_row(1, row.mu, blocks.of(block.index));
    }
  });
  std::vector<double> sums(n, 0.0);
  blocks.add(sums);
  for (std::size_t j = 0; j < n; ++j) {
    const bool flows = totals.destination[j] > 0 && sums[j] > 0;
    state.destination_effect[j] =
        flows ? state.destination_effect[j] + std::log(totals.destination[j] / sums[j]) : kNothing;
  }
}

}  // namespace ravenstein::calibration
