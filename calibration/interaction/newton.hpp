// SPDX-License-Identifier: Apache-2.0
// Maximum likelihood by Newton's method on coefficients and effects together (Fisher scoring where
// the family is not canonical), effects eliminated: a step costs a number of readings of the cells
// that does not grow with them. A step that would lower the likelihood is halved.
#pragma once

#include <string>
#include <vector>

#include "calibration/interaction/moments.hpp"

namespace ravenstein::calibration {

struct NewtonOptions {
  int most_iterations = 200;
  double margin_tolerance = 1e-10;      ///< of the sums of destinations, relative
  double coefficient_tolerance = 1e-9;  ///< of the last step, in standard errors
};

struct NewtonResult {
  FitState state;
  Moments moments;                  ///< there
  std::vector<double> information;  ///< of the coefficients, effects eliminated (K x K)
  int iterations = 0;
  int readings = 0;         ///< of all cells
  double last_step = 0;     ///< in standard errors, the largest of all coefficients
  double worst_margin = 0;  ///< relative error of the sums of destinations
  bool converged = false;
  std::string trouble;  ///< why it did not converge; empty if it did
};

/// Starts from `start`, which has all effects that the model has.
NewtonResult maximise(const Design& design, const Totals& totals, const Likelihood& likelihood,
                      FitState start, const NewtonOptions& options = {});

/// A state to start from: no effect of any term, effects by the totals.
FitState plain_state(const Design& design, const Totals& totals);

/// Information of the coefficients at `state` with effects eliminated; `moments` are those there.
std::vector<double> reduced_information(const Design& design, const Likelihood& likelihood,
                                        const FitState& state, const Moments& moments);

/// Inverse of a symmetric positive definite K x K matrix; empty if it is not (terms that tell the
/// same), or if there is none.
std::vector<double> inverse(const std::vector<double>& matrix, std::size_t k);

}  // namespace ravenstein::calibration
