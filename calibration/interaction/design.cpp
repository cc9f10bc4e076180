// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/design.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/row_blocks.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {

Design::Design(const InteractionData& data, const InteractionModel& model, double shape)
    : data_(data),
      model_(model),
      shape_(shape),
      has_constant_(model.constraint == models::Constraint::total),
      has_gaps_(data.origins, 0) {
  if (has_constant_) names_.emplace_back("constant");
  for (const Term& term : model.terms) names_.push_back(term.name);
  for (std::size_t k = 0; k < models::term_count(model.deterrence); ++k) {
    names_.emplace_back(models::term_name(model.deterrence, k));
  }
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      for (std::size_t j = 0; j < data.destinations && has_gaps_[i] == 0; ++j) {
        const std::size_t cell = i * data.destinations + j;
        if (i == j && !data.cell_exists(i, j)) continue;
        has_gaps_[i] = !std::isfinite(data.cost[cell]) || std::isnan(data.flow[cell]);
      }
    }
  });
}

Design Design::with_shape_derivative(double coefficient) const {
  Design wider = *this;
  wider.shape_term_ = true;
  wider.shape_coefficient_ = coefficient;
  wider.names_.emplace_back("shape");
  return wider;
}

void Design::write_shape_term(std::span<const double> cost, std::span<double> out) const {
  // d/ds of c d^s = c d^s ln d (0 at d = 0); of c max(d, s) = c where d < s.
  for (std::size_t j = 0; j < cost.size(); ++j) {
    if (model_.deterrence == models::DeterrenceKind::top_exponential) {
      out[j] = cost[j] < shape_ ? shape_coefficient_ : 0;
    } else {
      out[j] = cost[j] > 0 ? shape_coefficient_ * std::pow(cost[j], shape_) * std::log(cost[j]) : 0;
    }
  }
}

template <class Drop>
void Design::exclude(std::size_t i, bool observed, Drop drop) const {
  const std::size_t n = data_.destinations;
  if (i < n && data_.origins == n && !data_.intrazonal) drop(i);
  if (has_gaps_[i] == 0) return;
  for (std::size_t j = 0; j < n; ++j) {
    if (!std::isfinite(data_.cost[i * n + j]) || (observed && std::isnan(data_.flow[i * n + j]))) {
      drop(j);
    }
  }
}

void Design::read(std::size_t i, bool observed, DesignRow& row) const {
  const std::size_t n = data_.destinations;
  row.terms.resize(size() * n);
  row.eta.resize(n);
  row.mu.resize(n);
  std::fill(row.eta.begin(), row.eta.end(), 0.0);
  const std::span<double> all(row.terms);
  std::size_t k = 0;
  const auto next = [&] { return all.subspan(n * k++, n); };
  if (has_constant_) std::ranges::fill(next(), 1.0);
  for (const Term& term : model_.terms) {
    const std::span<double> out = next();
    if (term.side == Term::Side::origin) {
      std::ranges::fill(out, term.value[i]);
    } else {
      const std::size_t first = term.side == Term::Side::pair ? i * n : 0;
      std::ranges::copy(term.value.subspan(first, n), out.begin());
    }
  }
  const std::span<const double> cost = data_.cost.subspan(i * n, n);
  models::deterrence_terms(model_.deterrence, shape_, cost, all.subspan(n * k));
  if (shape_term_) write_shape_term(cost, all.subspan(n * (size() - 1), n));
  exclude(i, observed, [&](std::size_t j) {
    row.eta[j] = -std::numeric_limits<double>::infinity();
    for (std::size_t t = 0; t < size(); ++t) row.terms[t * n + j] = 0;
  });
}

void Design::predict(std::span<const double> coefficients, double origin_effect,
                     std::span<const double> destination_effect, DesignRow& row) const {
  const std::size_t n = data_.destinations;
  for (std::size_t k = 0; k < predictors(); ++k) {
    add_scaled_row(coefficients[k], std::span(row.terms).subspan(k * n, n), row.eta);
  }
  if (!destination_effect.empty()) add_scaled_row(1, destination_effect, row.eta);
  if (origin_effect != 0) {
    for (double& e : row.eta) e += origin_effect;
  }
  exp_row(row.eta, row.mu);
}

void Design::means(std::size_t i, bool observed, std::span<const double> coefficients,
                   double origin_effect, std::span<const double> destination_effect,
                   DesignRow& row) const {
  const std::size_t n = data_.destinations;
  const std::span<const double> cost = data_.cost.subspan(i * n, n);
  row.eta.assign(n, 0.0);
  row.mu.resize(n);
  std::size_t k = 0;
  double same = origin_effect + (has_constant_ ? coefficients[k++] : 0);
  if (!destination_effect.empty()) std::ranges::copy(destination_effect, row.eta.begin());
  for (const Term& term : model_.terms) {
    const double c = coefficients[k++];
    if (term.side == Term::Side::origin) {
      same += c * term.value[i];
    } else {
      const std::size_t first = term.side == Term::Side::pair ? i * n : 0;
      add_scaled_row(c, term.value.subspan(first, n), row.eta);
    }
  }
  const std::size_t deterrence = models::term_count(model_.deterrence);
  std::span<const double> last = cost;
  if (model_.deterrence != models::DeterrenceKind::exponential) {
    row.terms.resize(std::max(n, deterrence * n));
    models::deterrence_terms(model_.deterrence, shape_, cost, row.terms);
    last = std::span<const double>(row.terms).subspan(deterrence == 2 ? n : 0, n);
  }
  if (deterrence == 2) add_scaled_row(coefficients[k++], std::span(row.terms).first(n), row.eta);
  if (deterrence == 0) {
    for (double& e : row.eta) e += same;
    exp_row(row.eta, row.mu);
  } else {
    exp_affine_row(same, coefficients[k], last, row.eta, row.mu);
  }
  exclude(i, observed, [&](std::size_t j) { row.mu[j] = 0; });
}

}  // namespace ravenstein::calibration
