// SPDX-License-Identifier: Apache-2.0
// Morris' screening (1991, Technometrics 33): which factors matter at all, from few runs. Factors
// step on `levels` levels in the middle of equal shares of probability, so none is infinite; an
// elementary effect is the change of an output over the change of probability (1/2).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

struct MorrisSettings {
  std::vector<Prior> factors;
  std::uint32_t trajectories = 20;  ///< each costs factors + 1 runs
  std::uint32_t levels = 4;         ///< even
  std::uint64_t seed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.factors, s.trajectories, s.levels, s.seed);
  }
};

/// A batch is a trajectory. Sums over elementary effects, outputs x factors.
struct MorrisState {
  MorrisSettings settings;
  std::uint32_t next = 0;
  std::uint32_t failed_runs = 0;  ///< each takes the effects away that it is an end of
  Eigen::MatrixXd count, mean, mean_absolute, squares;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.next, s.failed_runs, s.count, s.mean, s.mean_absolute, s.squares);
  }
};

/// Throws std::invalid_argument: no factors, a bad prior, levels that are odd or below 2.
MorrisState start_morris(const MorrisSettings& settings);
std::vector<Evaluation> ask(const MorrisState& state);
void tell(MorrisState& state, std::span<const Outcome> outcomes);
inline bool finished(const MorrisState& state) { return state.next >= state.settings.trajectories; }
/// Standard deviation of the effects; above 0 where a factor acts nonlinearly or with others. NaN
/// for fewer than two effects. (mu and mu*: `mean`, `mean_absolute`.)
Eigen::MatrixXd effect_sd(const MorrisState& state);

}  // namespace ravenstein::calibration
