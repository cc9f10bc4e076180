// SPDX-License-Identifier: Apache-2.0
// The terms of a model, one origin's row at a time: the matrix of a generalised linear model that
// is never built. Effects of origins and destinations are not terms.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "calibration/interaction/interaction_data.hpp"

namespace ravenstein::calibration {

/// One row's terms and room to work in.
struct DesignRow {
  std::vector<double> terms;  ///< terms x destinations; 0 in cells that do not count
  std::vector<double> eta;    ///< linear predictor; -infinity in cells that do not count
  std::vector<double> mu;     ///< its exponential
};

class Design {
 public:
  /// `shape`: of the deterrence functions that have one. `with_shape` adds a last term, the
  /// derivative of the predictor with respect to the shape, for the information matrix; the
  /// predictor itself does not use it.
  Design(const InteractionData& data, const InteractionModel& model, double shape = 1);

  const InteractionData& data() const { return data_; }
  const InteractionModel& model() const { return model_; }
  double shape() const { return shape_; }
  std::size_t size() const { return names_.size(); }
  const std::vector<std::string>& names() const { return names_; }
  /// Number of the constant, or size() if there is none.
  std::size_t constant() const { return has_constant_ ? 0 : size(); }

  /// Cells that count: those that exist, and if `observed` those whose flow is not missing.
  void read(std::size_t i, bool observed, DesignRow& row) const;
  /// eta = terms x coefficients + effects (empty: none) + origin_effect; call after read.
  void predict(std::span<const double> coefficients, double origin_effect,
               std::span<const double> destination_effect, DesignRow& row) const;

  /// row.mu = e^eta of cells that count (0 elsewhere), without the terms; faster than the two
  /// above.
  void means(std::size_t i, bool observed, std::span<const double> coefficients,
             double origin_effect, std::span<const double> destination_effect,
             DesignRow& row) const;

  /// A design with one term more: d eta / d shape, with the deterrence coefficient given.
  Design with_shape_derivative(double coefficient) const;
  /// Terms of `coefficients` that predict() uses.
  std::size_t predictors() const { return size() - (shape_term_ ? 1 : 0); }

 private:
  void write_shape_term(std::span<const double> cost, std::span<double> out) const;
  /// Calls drop(j) for every cell of the row that does not count.
  template <class Drop>
  void exclude(std::size_t i, bool observed, Drop drop) const;

  const InteractionData& data_;
  const InteractionModel& model_;
  double shape_;
  bool has_constant_;
  bool shape_term_ = false;
  double shape_coefficient_ = 0;
  std::vector<std::string> names_;
  std::vector<char> has_gaps_;  ///< per row: a cell other than the diagonal does not count
};

}  // namespace ravenstein::calibration
