// SPDX-License-Identifier: Apache-2.0
// Episodes and their severity: P(y > 0) = logit^-1(a x + alpha_r), ln y | y > 0 ~ N(b x + beta_r,
// s^2), with effects of regions r drawn towards zero.
// Source of the form: selection on the PRMN register of Somalia (docs/data.md).
#pragma once

#include <vector>

#include "calibration/regression/fit.hpp"
#include "calibration/scores/hurdle_forecast.hpp"

namespace ravenstein::calibration {

/// Cells (zone, month). The first column of x is ones.
struct HurdleData {
  Eigen::MatrixXd x;           ///< n x k
  Eigen::VectorXd persons;     ///< n
  std::vector<int> region;     ///< n, each 0..regions-1
  int regions = 0;             ///< 0: no effects of regions
  std::vector<int> cluster{};  ///< n, or empty
};

/// weight a_k^2 and weight b_k^2 per driver (not the ones); alpha_r^2 / (2 sd^2), beta_r^2 / (2
/// sd^2).
struct HurdlePenalty {
  double driver_weight = 0.05;
  double region_sd = 0.7;
};

/// Coefficients: k of x, then one per region. The penalties of the size stand against its SSE / (2
/// s^2), with s^2 = SSE / max(1, n+ - p / 2), n+ cells with y > 0, p = k + regions; found by
/// repetition.
struct HurdleLognormal {
  Fit occurrence;
  Fit size;
  double log_sd = 0;          ///< s
  double ratio_of_means = 0;  ///< kappa: sum y / sum over all cells of P(y > 0) exp(b x + beta)
  Eigen::Index drivers = 0;   ///< k
  int positive = 0;           ///< n+
};

/// std::invalid_argument if fewer than two cells have y > 0.
HurdleLognormal fit_hurdle_lognormal(const HurdleData& data, const HurdlePenalty& penalty = {});

/// What a cell's terms add up to; x: k values, the first 1.
struct HurdlePredictor {
  double occurrence = 0;  ///< logit of the chance of an episode
  double log_size = 0;
};
HurdlePredictor predictor(const HurdleLognormal& model, const Eigen::VectorXd& x, int region);
/// cap: persons.
HurdleForecast forecast(const HurdleLognormal& model, const Eigen::VectorXd& x, int region,
                        double cap);

}  // namespace ravenstein::calibration
