// SPDX-License-Identifier: Apache-2.0
// Fits an interaction model by maximum likelihood: Poisson (Flowerdew and Aitkin 1982),
// quasi-Poisson and negative binomial. Zeros are data; missing cells tell nothing; censored cells
// tell that their flow is small. The matrix of dummies is never built: memory beyond flows and
// costs grows as the number of places, time as cells x iterations.
#pragma once

#include <string>
#include <vector>

#include "calibration/interaction/goodness.hpp"
#include "calibration/interaction/newton.hpp"

namespace ravenstein::calibration {

struct Estimate {
  std::string name;
  double value = 0;
  double standard_error = 0;
  double low = 0, high = 0;  ///< 95 % confidence interval (normal)
};

struct InteractionFit {
  std::string objective;  ///< what was optimised, e.g. `Poisson maximum likelihood`
  double shape = 1;       ///< of the deterrence function
  FitState state;         ///< coefficients in the order of `estimates`, and effects
  /// Coefficients; then the shape, if the deterrence function has one, and the negative
  /// binomial's alpha.
  std::vector<Estimate> estimates;
  std::vector<double> covariance;  ///< of coefficients and shape
  double alpha = 0;                ///< negative binomial
  double dispersion = 1;           ///< by which covariances were multiplied (quasi-Poisson)
  std::size_t parameters = 0;      ///< with effects of places
  Goodness goodness;
  int iterations = 0;
  int readings = 0;  ///< of all cells, by Newton's method
  bool converged = false;
  std::string trouble;  ///< why not
  std::string note;     ///< what a reader of a converged fit must know; may be empty
};

struct FitOptions {
  NewtonOptions newton;
};

/// Throws InputError (see check_interaction). A fit that does not converge is returned and says so.
InteractionFit fit_interaction(const InteractionData& data, const InteractionModel& model,
                               const FitOptions& options = {});

/// E[T_ij] of every cell that exists, missing ones too; 0 elsewhere. All three must outlive it.
RowSource fitted_rows(const InteractionData& data, const InteractionModel& model,
                      const InteractionFit& fit);

}  // namespace ravenstein::calibration
