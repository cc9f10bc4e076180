// SPDX-License-Identifier: Apache-2.0
// Affine-invariant ensemble sampler: each walker moves along the line through another one, so that
// badly scaled posteriors cost no more than round ones (Goodman & Weare 2010, Commun. Appl. Math.
// Comput. Sci. 5, with the halves of Foreman-Mackey et al. 2013). A batch is half of the walkers.
#pragma once

#include <cstdint>
#include <tuple>

#include "calibration/mcmc/target.hpp"

namespace ravenstein::calibration {

struct StretchSettings {
  std::vector<Prior> priors;
  std::uint32_t walkers = 32;   ///< even, at least twice the parameters and 4
  std::uint32_t steps = 2000;   ///< of each walker
  std::uint32_t burn_in = 500;  ///< steps that are not kept
  std::uint32_t thin = 1;       ///< keep every so many
  double stretch = 2;           ///< a > 1: lengths between 1 / a and a
  std::uint64_t seed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.priors, s.walkers, s.steps, s.burn_in, s.thin, s.stretch, s.seed);
  }
};

struct StretchState {
  StretchSettings settings;
  std::uint32_t step = 0;             ///< complete
  std::uint32_t half = 0;             ///< that moves next
  Eigen::MatrixXd walkers;            ///< scores, parameters x walkers
  Eigen::VectorXd log_likelihood;     ///< of each; empty: not known yet
  std::vector<Eigen::MatrixXd> kept;  ///< walkers after steps that are kept
  std::uint64_t accepted = 0, proposed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.step, s.half, s.walkers, s.log_likelihood, s.kept, s.accepted,
                    s.proposed);
  }
};

/// Walkers start at draws from the prior. Throws std::invalid_argument: no or bad priors, walkers
/// odd or too few, no steps after the burn-in, stretch <= 1.
StretchState start_stretch(const StretchSettings& settings);
std::vector<Evaluation> ask(const StretchState& state);
void tell(StretchState& state, std::span<const Outcome> outcomes);
inline bool finished(const StretchState& state) { return state.step >= state.settings.steps; }

}  // namespace ravenstein::calibration
