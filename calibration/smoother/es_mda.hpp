// SPDX-License-Identifier: Apache-2.0
// Ensemble smoother with multiple data assimilation (Emerick & Reynolds 2013, Comput. Geosci. 55),
// and with steps that it finds itself, ensemble Kalman inversion (Iglesias, Law & Stuart 2013) by
// the data-misfit controller (Iglesias & Yang 2021, Inverse Probl. 37). Each step k moves members
// by
//
//   X + C_xy (C_yy + alpha_k R)^-1 (y + sqrt(alpha_k) e - G(X)),   sum of 1 / alpha_k = 1.
#pragma once

#include "calibration/smoother/members.hpp"

namespace ravenstein::calibration {

enum class EnsembleStop : std::uint8_t { none, complete, converged, too_few_members };

struct MdaSettings {
  EnsembleSettings ensemble;
  /// alpha_k, first to last; empty: by the misfit of the members (ensemble Kalman inversion).
  std::vector<double> inflation = {28.0 / 3, 7, 4, 2};
  std::uint32_t most_steps = 50;  ///< of steps found itself; the last one completes the sum

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.ensemble, s.inflation, s.most_steps);
  }
};

struct MdaState {
  MdaSettings settings;
  std::uint32_t step = 0;
  double done = 0;              ///< sum of 1 / alpha so far
  Eigen::MatrixXd members;      ///< scores, parameters x members
  std::vector<double> steps;    ///< alpha of each step made
  std::vector<double> misfits;  ///< mean over members of sum ((G - y) / sd)^2, before each step
  std::uint32_t failed_runs = 0;
  EnsembleStop stop = EnsembleStop::none;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.step, s.done, s.members, s.steps, s.misfits, s.failed_runs,
                    s.stop);
  }
};

/// Throws std::invalid_argument as check() does, and for inflation <= 0 or whose inverses do not
/// sum to 1.
MdaState start_mda(const MdaSettings& settings);
std::vector<Evaluation> ask(const MdaState& state);
void tell(MdaState& state, std::span<const Outcome> outcomes);
inline bool finished(const MdaState& state) { return state.stop != EnsembleStop::none; }

/// Spread of the members over that of the prior, per parameter: near 0 the ensemble has collapsed.
Eigen::VectorXd spread_left(const Eigen::MatrixXd& members);

}  // namespace ravenstein::calibration
