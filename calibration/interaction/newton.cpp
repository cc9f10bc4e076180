// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/newton.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>

#include "calibration/interaction/column_system.hpp"
#include "engine/core/row_blocks.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr int kMostHalvings = 60;
constexpr double kCollinear = 1e-12;  // of a term's own information

Matrix matrix_of(const std::vector<double>& values, std::size_t k) {
  const auto size = static_cast<Eigen::Index>(k);
  return Eigen::Map<const Matrix>(values.data(), size, size);
}

/// Of a matrix scaled to a unit diagonal, so that units of terms do not matter.
class Scaled {
 public:
  explicit Scaled(const Matrix& m) : scale_(m.diagonal().cwiseMax(0).cwiseSqrt()) {
    good_ = m.size() == 0 || scale_.minCoeff() > 0;
    if (!good_ || m.size() == 0) return;
    factor_.compute(scale_.asDiagonal().inverse() * m * scale_.asDiagonal().inverse());
    good_ = factor_.info() == Eigen::Success && factor_.vectorD().minCoeff() > kCollinear;
  }
  bool good() const { return good_; }
  Vector solve(const Vector& right) const {
    if (right.size() == 0) return right;
    return factor_.solve(right.cwiseQuotient(scale_)).cwiseQuotient(scale_);
  }

 private:
  Vector scale_;
  Eigen::LDLT<Matrix> factor_;
  bool good_ = true;
};

struct Step {
  Vector coefficient;
  std::vector<double> origin, destination;
  double decrement = 0;      ///< twice the gain in ln L that the quadratic model promises
  double in_errors = 0;      ///< largest change of a coefficient in standard errors
  bool relative_nil = true;  ///< no coefficient changes by more than rounding
};

class Fitter {
 public:
  Fitter(const Design& design, const Totals& totals, const Likelihood& likelihood,
         const NewtonOptions& options)
      : design_(design), totals_(totals), likelihood_(likelihood), options_(options) {}

  NewtonResult run(FitState start);

 private:
  Moments evaluate(FitState& state);
  bool find_step(Step& step);
  void find_origin_step(Step& step);
  bool search(const Step& step);
  bool arrived(const Step& step) const;
  double worst_margin(const Moments& moments) const;
  void solve_columns();

  const Design& design_;
  const Totals& totals_;
  const Likelihood& likelihood_;
  const NewtonOptions& options_;
  NewtonResult at_;
  std::vector<double> columns_;  ///< solutions for B and the destinations' score
};

Moments Fitter::evaluate(FitState& state) {
  const bool attraction = state.origin_effect.empty() && !state.destination_effect.empty();
  if (attraction && !likelihood_.by_cell) {
    set_destination_effects(design_, totals_, state);
    ++at_.readings;
  }
  ++at_.readings;
  return moments_of(design_, totals_, likelihood_, state);
}

double Fitter::worst_margin(const Moments& moments) const {
  double worst = 0;
  for (std::size_t j = 0; j < moments.destination_score.size(); ++j) {
    if (totals_.destination[j] > 0) {
      worst = std::fmax(worst, std::fabs(moments.destination_score[j]) / totals_.destination[j]);
    }
  }
  return worst;
}

void Fitter::solve_columns() {
  const std::size_t k = design_.size();
  std::vector<double> right = at_.moments.destination_terms;
  right.insert(right.end(), at_.moments.destination_score.begin(),
               at_.moments.destination_score.end());
  columns_.resize(right.size(), 0.0);  // B changes little, so its last solution is a good guess
  std::fill(columns_.begin() + static_cast<std::ptrdiff_t>(k * design_.data().destinations),
            columns_.end(), 0.0);
  // Coarse while the step is far from the end; once the margins are right only B is left to solve.
  const bool balanced = !likelihood_.by_cell && at_.worst_margin <= options_.margin_tolerance;
  const double tolerance = std::clamp(0.3 * at_.worst_margin, 1e-8, 0.03);
  const ColumnSystem system(design_, likelihood_, at_.state, at_.moments);
  at_.readings += system.solve(balanced ? k : k + 1, right, tolerance, columns_);
}

bool Fitter::find_step(Step& step) {
  const std::size_t k = design_.size(), n = design_.data().destinations;
  Matrix information = matrix_of(at_.moments.information, k);
  Vector score = Eigen::Map<const Vector>(at_.moments.score.data(), static_cast<Eigen::Index>(k));
  const bool columns = !at_.state.destination_effect.empty();
  const Vector own = information.diagonal();
  if (columns) {
    solve_columns();
    const auto size = static_cast<Eigen::Index>(n);
    const auto count = static_cast<Eigen::Index>(k);
    const Eigen::Map<const Matrix> b(at_.moments.destination_terms.data(), size, count);
    const Eigen::Map<const Matrix> x(columns_.data(), size, count);
    const Eigen::Map<const Vector> y(columns_.data() + k * n, size);
    const Matrix shared = b.transpose() * x;
    information -= 0.5 * (shared + shared.transpose());
    score -= b.transpose() * y;
    for (Eigen::Index i = 0; i < count; ++i) {
      if (information(i, i) < 1e-9 * own(i)) return false;
    }
  }
  const Scaled solver(information);
  if (!solver.good()) return false;
  step.coefficient = solver.solve(score);
  step.decrement = score.dot(step.coefficient);
  if (columns) {
    step.destination.assign(columns_.end() - static_cast<std::ptrdiff_t>(n), columns_.end());
    step.decrement += dot_row(step.destination, at_.moments.destination_score);
    for (std::size_t i = 0; i < k; ++i) {
      add_scaled_row(-step.coefficient(static_cast<Eigen::Index>(i)),
                     std::span<const double>(columns_).subspan(i * n, n), step.destination);
    }
  }
  at_.information.assign(information.data(), information.data() + k * k);
  const std::vector<double> covariance = inverse(at_.information, k);
  for (std::size_t i = 0; i < design_.predictors(); ++i) {
    const double change = std::fabs(step.coefficient(static_cast<Eigen::Index>(i)));
    step.in_errors = std::fmax(step.in_errors, change / std::sqrt(covariance[i * k + i]));
    if (change > 1e-13 * std::fabs(at_.state.coefficient[i])) step.relative_nil = false;
  }
  if (likelihood_.by_cell) find_origin_step(step);
  return true;
}

/// d effect of i = (r_i - sum_k (sum_j w z_k) d coefficient_k - sum_j w d effect of j) / R_i
void Fitter::find_origin_step(Step& step) {
  if (at_.state.origin_effect.empty()) return;
  const std::size_t k = design_.size();
  step.origin.assign(at_.state.origin_effect.size(), 0.0);
  for_row_blocks(step.origin.size(), [&](const RowBlock& block) {
    DesignRow row;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const double weight = at_.moments.origin_weight[i];
      if (!(weight > 0)) continue;
      double sum = at_.moments.origin_score[i];
      for (std::size_t t = 0; t < k; ++t) {
        sum -= at_.moments.origin_terms[i * k + t] * step.coefficient(static_cast<Eigen::Index>(t));
      }
      if (!step.destination.empty()) {
        row_weights(design_, likelihood_, at_.state, i, row);
        sum -= dot_row(row.mu, step.destination);
      }
      step.origin[i] = sum / weight;
    }
  });
  for (std::size_t i = 0; i < step.origin.size(); ++i) {
    const double weight = at_.moments.origin_weight[i];
    if (weight > 0) step.decrement += std::pow(at_.moments.origin_score[i], 2) / weight;
  }
  ++at_.readings;
}

bool Fitter::search(const Step& step) {
  double length = 1;
  for (int halved = 0; halved < kMostHalvings; ++halved, length /= 2) {
    FitState trial = at_.state;
    for (std::size_t i = 0; i < design_.predictors(); ++i) {
      trial.coefficient[i] += length * step.coefficient(static_cast<Eigen::Index>(i));
    }
    if (!step.destination.empty()) {
      add_scaled_row(length, step.destination, trial.destination_effect);
    }
    if (!step.origin.empty()) add_scaled_row(length, step.origin, trial.origin_effect);
    Moments moments = evaluate(trial);
    const double slack = 1e-12 * std::fabs(at_.moments.objective);
    if (!(moments.objective >= at_.moments.objective - slack)) continue;
    at_.state = std::move(trial);
    at_.moments = std::move(moments);
    return true;
  }
  return false;
}

bool Fitter::arrived(const Step& step) const {
  const bool still = step.in_errors <= options_.coefficient_tolerance || step.relative_nil;
  if (likelihood_.by_cell) return still && step.decrement <= 1e-12;
  return still && at_.worst_margin <= options_.margin_tolerance;
}

NewtonResult Fitter::run(FitState start) {
  at_.state = std::move(start);
  at_.moments = evaluate(at_.state);
  while (at_.iterations < options_.most_iterations) {
    ++at_.iterations;
    at_.worst_margin = worst_margin(at_.moments);
    Step step;
    if (!std::isfinite(at_.moments.objective)) {
      at_.trouble = "the likelihood is not finite";
      return at_;
    }
    if (!find_step(step)) {
      at_.trouble =
          "terms tell the same thing (collinear, or held already by the constraint), so their "
          "coefficients cannot be told apart";
      return at_;
    }
    at_.last_step = step.in_errors;
    if (arrived(step)) {
      at_.converged = true;
      return at_;
    }
    if (!search(step)) {
      at_.trouble = "no step along Newton's direction raises the likelihood";
      return at_;
    }
  }
  at_.trouble = "the iterations allowed were used up";
  return at_;
}

}  // namespace

std::vector<double> inverse(const std::vector<double>& matrix, std::size_t k) {
  if (matrix.size() != k * k) return {};  // none was found
  const Matrix m = matrix_of(matrix, k);
  const Scaled solver(m);
  if (!solver.good()) return {};
  std::vector<double> result(k * k);
  for (std::size_t i = 0; i < k; ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const Vector column = solver.solve(Vector::Unit(static_cast<Eigen::Index>(k), at));
    std::copy(column.begin(), column.end(), result.begin() + static_cast<std::ptrdiff_t>(i * k));
  }
  return result;
}

std::vector<double> reduced_information(const Design& design, const Likelihood& likelihood,
                                        const FitState& state, const Moments& moments) {
  if (state.destination_effect.empty()) return moments.information;
  const std::size_t k = design.size(), n = design.data().destinations;
  std::vector<double> x(k * n, 0.0);
  ColumnSystem(design, likelihood, state, moments).solve(k, moments.destination_terms, 1e-8, x);
  std::vector<double> information = moments.information;
  for (std::size_t a = 0; a < k; ++a) {
    for (std::size_t b = 0; b < k; ++b) {
      information[a * k + b] -=
          0.5 * (dot_row(std::span(x).subspan(a * n, n),
                         std::span(moments.destination_terms).subspan(b * n, n)) +
                 dot_row(std::span(x).subspan(b * n, n),
                         std::span(moments.destination_terms).subspan(a * n, n)));
    }
  }
  return information;
}

NewtonResult maximise(const Design& design, const Totals& totals, const Likelihood& likelihood,
                      FitState start, const NewtonOptions& options) {
  return Fitter(design, totals, likelihood, options).run(std::move(start));
}

FitState plain_state(const Design& design, const Totals& totals) {
  FitState state;
  state.coefficient.assign(design.size(), 0.0);
  if (has_origin_effects(design.model().constraint)) {
    state.origin_effect.assign(design.data().origins, 0.0);
  }
  if (has_destination_effects(design.model().constraint)) {
    for (const double flow : totals.destination) {
      state.destination_effect.push_back(std::log(flow));  // -infinity where there is none
    }
    for (int furness = 0; furness < 2; ++furness) set_destination_effects(design, totals, state);
  }
  return state;
}

}  // namespace ravenstein::calibration
