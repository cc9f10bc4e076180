// SPDX-License-Identifier: Apache-2.0
// Counts with mean exp(offset + x c): Poisson, and quasi-Poisson for counts that scatter more.
#pragma once

#include "calibration/regression/fit.hpp"

namespace ravenstein::calibration {

/// Maximum likelihood; the offset is ln(exposure). The log-likelihood holds -ln(y!).
Fit fit_poisson(const Regression& data, const Penalty& penalty = {});

/// Pearson's dispersion phi = sum (y - mu)^2 / mu / (n - k), k: all columns.
double dispersion(const Regression& data, const Fit& fit);

/// A Poisson mean for counts that scatter phi times as much (Wedderburn 1974).
struct QuasiPoissonFit : Fit {
  double dispersion = 0;  ///< phi
};

/// Maximises log-likelihood / phi - penalty, with phi from the same fit: penalties weigh as much as
/// such scattered counts let them. The covariance is phi times Poisson's; the log-likelihood is
/// Poisson's. Not converged: phi still changes by more than 1e-10 of itself after 200 rounds.
QuasiPoissonFit fit_quasi_poisson(const Regression& data, const Penalty& penalty = {});

}  // namespace ravenstein::calibration
