// SPDX-License-Identifier: Apache-2.0
// Adaptive Metropolis (Haario, Saksman & Tamminen 2001, Bernoulli 7) with parallel tempering: hot
// chains, whose likelihood is raised to a power below 1, wander between modes and swap states with
// colder ones (Geyer 1991). During the burn-in each chain learns the covariance of its steps, and
// their size so that about a quarter is accepted; then both stay, so that what is kept has the
// posterior as its law. A batch is one step of all chains.
#pragma once

#include <cstdint>
#include <tuple>

#include "calibration/mcmc/target.hpp"

namespace ravenstein::calibration {

struct TemperedSettings {
  std::vector<Prior> priors;
  std::vector<double> powers = {1, 0.5, 0.25, 0.125};  ///< of the likelihood; the first is 1
  std::uint32_t ladders = 2;  ///< independent sets of chains, one per power
  std::uint32_t steps = 5000;
  std::uint32_t burn_in = 1000;
  std::uint32_t thin = 1;
  std::uint64_t seed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.priors, s.powers, s.ladders, s.steps, s.burn_in, s.thin, s.seed);
  }
};

struct TemperedChain {
  Eigen::VectorXd at;  ///< scores
  double log_likelihood = 0;
  double log_scale = 0;  ///< of the steps
  Eigen::VectorXd mean;  ///< of where the chain was
  Eigen::MatrixXd covariance;
  Eigen::MatrixXd factor;  ///< Cholesky factor of the steps' covariance
  std::uint64_t accepted = 0, swaps = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.at, s.log_likelihood, s.log_scale, s.mean, s.covariance, s.factor, s.accepted,
                    s.swaps);
  }
};

struct TemperedState {
  TemperedSettings settings;
  std::uint32_t step = 0;
  bool known = false;                 ///< the likelihoods of the first points
  std::vector<TemperedChain> chains;  ///< ladder by ladder, coldest first
  std::vector<Eigen::MatrixXd> kept;  ///< the cold chains' scores, parameters x ladders

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.step, s.known, s.chains, s.kept);
  }
};

/// Throws std::invalid_argument: no or bad priors, powers that do not fall from 1 to above 0, no
/// steps after the burn-in.
TemperedState start_tempered(const TemperedSettings& settings);
std::vector<Evaluation> ask(const TemperedState& state);
void tell(TemperedState& state, std::span<const Outcome> outcomes);
inline bool finished(const TemperedState& state) { return state.step >= state.settings.steps; }

}  // namespace ravenstein::calibration
