// SPDX-License-Identifier: Apache-2.0
// What the ensemble methods share: members as standard normal scores of the parameters (for which
// the prior is N(0, I)), observations with independent Gaussian errors, and what becomes of members
// whose run failed. Methods: es_mda.hpp (ES-MDA and ensemble Kalman inversion), ies.hpp.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/scores.hpp"

namespace ravenstein::calibration {

enum class FailedMembers : std::uint8_t {
  drop,    ///< the ensemble gets smaller
  redraw,  ///< after the update, drawn from the Gaussian of those that worked (ES-MDA, EKI only)
};

enum class Localisation : std::uint8_t {
  none,
  taper,      ///< the gain times `taper`
  automatic,  ///< only correlations that chance does not give (localisation.hpp)
};

struct EnsembleSettings {
  std::vector<Prior> priors;
  std::vector<double> observed;
  std::vector<double> error_sd;  ///< of each observation, > 0
  std::uint32_t members = 100;
  std::uint64_t seed = 0;
  FailedMembers failed = FailedMembers::drop;
  double least_members = 0.5;  ///< share that must have worked, else the method stops
  Localisation localisation = Localisation::none;
  Eigen::MatrixXd taper;  ///< parameters x observations, 0..1

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.priors, s.observed, s.error_sd, s.members, s.seed, s.failed, s.least_members,
                    s.localisation, s.taper);
  }
};

/// Throws std::invalid_argument with the first thing that is wrong.
void check(const EnsembleSettings& settings);
/// Parameters x members from the prior.
Eigen::MatrixXd first_members(const EnsembleSettings& settings);
/// (predicted - observed) / error sd.
Eigen::VectorXd scaled_misfit(const EnsembleSettings& settings, std::span<const double> predicted);
/// Whether a run worked and has a value for each observation.
bool worked(const EnsembleSettings& settings, const Outcome& outcome);

/// The columns that are listed.
Eigen::MatrixXd only_columns(const Eigen::MatrixXd& matrix, std::span<const Eigen::Index> kept);
/// Columns less their mean, over sqrt(columns - 1).
Eigen::MatrixXd anomalies(const Eigen::MatrixXd& matrix);

/// Gain of an ensemble in units of the error sd: X Y' (Y Y' + damping I)^-1 for anomalies X, Y;
/// then localised as the settings say. Parameters x observations.
Eigen::MatrixXd ensemble_gain(const EnsembleSettings& settings, const Eigen::MatrixXd& x,
                              const Eigen::MatrixXd& y, double damping, std::uint32_t generation);

}  // namespace ravenstein::calibration
