// SPDX-License-Identifier: Apache-2.0
// A fitted model on other places: weights from its coefficients, to be balanced to known sums; on
// the places it was fitted to, with their effects, its flows.
#pragma once

#include <string>
#include <vector>

#include "calibration/interaction/interaction_data.hpp"
#include "engine/core/row_blocks.hpp"

namespace ravenstein::calibration {

struct FittedModel {
  models::Constraint constraint = models::Constraint::total;
  double constant = 0;  ///< 0 if the model has none
  models::Deterrence deterrence;
  struct FittedTerm {
    Term term;  ///< its values are those of the places predicted
    double coefficient = 0;
  };
  std::vector<FittedTerm> terms;
  bool intrazonal = false;
  /// Of the places predicted, as logarithms; empty: none.
  std::vector<double> origin_effect, destination_effect;
};

/// e^(constant + terms) f(cost), row by row; `cost` gives rows of `destinations` numbers. The
/// arguments must outlive it.
RowSource weights_of(const FittedModel& model, std::size_t origins, std::size_t destinations,
                     const RowSource& cost);

}  // namespace ravenstein::calibration
