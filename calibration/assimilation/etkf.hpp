// SPDX-License-Identifier: Apache-2.0
// Ensemble transform Kalman filter (Bishop, Etherton & Majumdar 2001; Hunt, Kostelich & Szunyogh
// 2007, Physica D 230): one analysis, given an ensemble and what it predicts of the observations.
// Inflation acts only where observations do, so that places nobody reports on do not drift.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <functional>
#include <vector>

namespace ravenstein::calibration {

struct EtkfSettings {
  double inflation = 1;   ///< factor of the deviations from the mean, before the analysis
  double relax = 0;       ///< 0..1: share of the lost spread that is given back (RTPS; Whitaker &
                          ///< Hamill 2012)
  double outlier_sd = 3;  ///< beyond so many sd of forecast and error an observation is not used
};

/// What became of an observation.
enum class ObservationFlag : std::uint8_t {
  used,
  missing,  ///< NaN, or no error sd > 0
  outlier,  ///< farther from the forecast than it should be
};

struct Analysis {
  Eigen::MatrixXd state;  ///< states x members
  std::vector<ObservationFlag> flags;
};

/// Weight, 0..1, of an observation for a state (gaspari_cohn of their distance, e.g.).
using LocalWeight = std::function<double(Eigen::Index state, Eigen::Index observation)>;

/// `state`: states x members; `predicted`: observations x members, what each member predicts;
/// error_sd: of the observations. With `weight` every state has an analysis of its own, with
/// observations' precisions times their weight (LETKF). Throws std::invalid_argument for sizes that
/// do not fit or fewer than two members; flags whatever is wrong with single observations.
Analysis etkf(const Eigen::MatrixXd& state, const Eigen::MatrixXd& predicted,
              const Eigen::VectorXd& observed, const Eigen::VectorXd& error_sd,
              const EtkfSettings& settings, const LocalWeight& weight = {});

}  // namespace ravenstein::calibration
