// SPDX-License-Identifier: Apache-2.0
// Iterative ensemble smoother: each member minimises its own misfit plus its own distance from
// where it started, by Levenberg-Marquardt steps whose sensitivities come from the ensemble (Chen &
// Oliver 2013, Comput. Geosci. 17; as in PEST++ IES). In units of the error sd, for scores with
// prior N(0, I), members X with first values X0 and misfits E to observations perturbed once:
//
//   X - scale [K E + (P - K C_yx) (X - X0) / (1 + lambda)],   K = C_xy (C_yy + (1 + lambda) I)^-1.
//
// This is the full form; `approximate` drops its second part. A step tries several lambda and scale
// on some members, takes the best and completes it. Cost per step: about two runs per member.
#pragma once

#include "calibration/smoother/es_mda.hpp"

namespace ravenstein::calibration {

struct IesSettings {
  EnsembleSettings ensemble;  ///< failed members are dropped, whatever it says
  std::uint32_t most_steps = 10;
  bool approximate = false;
  std::vector<double> lambda_factors = {0.1, 1, 10};
  std::vector<double> scales = {0.75, 1, 1.1};
  double trial_share = 0.1;     ///< of the members, that try; at least 4
  double minimum_fall = 0.005;  ///< converged when the objective falls by a smaller share
  double first_lambda = 0;      ///< 0: 10^floor(log10(mean misfit / 2 m))

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.ensemble, s.most_steps, s.approximate, s.lambda_factors, s.scales,
                    s.trial_share, s.minimum_fall, s.first_lambda);
  }
};

enum class IesPhase : std::uint8_t {
  first,  ///< all members are run
  trial,  ///< some members, with every lambda and scale
  rest,   ///< the others, with the best of these
};

struct IesState {
  IesSettings settings;
  std::uint32_t step = 0;     ///< taken
  std::uint32_t attempt = 0;  ///< to take a step
  std::uint32_t refused = 0;  ///< attempts in a row that made things worse
  IesPhase phase = IesPhase::first;
  double lambda = 0;
  Eigen::MatrixXd start, members;  ///< scores
  Eigen::MatrixXd noise;           ///< of the observations, in units of their sd
  Eigen::MatrixXd misfit;          ///< to the observations with noise, of `members`
  // the step under way
  double trial_lambda = 0, trial_scale = 0;
  Eigen::MatrixXd trial_misfit;    ///< of the members that tried, with these
  std::vector<double> objectives;  ///< mean over members, at the start and after each step
  std::uint32_t failed_runs = 0;
  EnsembleStop stop = EnsembleStop::none;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.step, s.attempt, s.refused, s.phase, s.lambda, s.start, s.members,
                    s.noise, s.misfit, s.trial_lambda, s.trial_scale, s.trial_misfit, s.objectives,
                    s.failed_runs, s.stop);
  }
};

/// Throws std::invalid_argument as check() does, and for empty lists of factors or scales.
IesState start_ies(const IesSettings& settings);
std::vector<Evaluation> ask(const IesState& state);
void tell(IesState& state, std::span<const Outcome> outcomes);
inline bool finished(const IesState& state) { return state.stop != EnsembleStop::none; }

}  // namespace ravenstein::calibration
