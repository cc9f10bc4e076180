// SPDX-License-Identifier: Apache-2.0
#include "calibration/mcmc/tempered.hpp"

#include <Eigen/Cholesky>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

std::size_t rungs(const TemperedState& state) { return state.settings.powers.size(); }

Eigen::VectorXd proposal(const TemperedState& state, std::size_t c) {
  const TemperedChain& chain = state.chains[c];
  Stream stream =
      draws(state.settings.seed, purpose::kProposal, state.step + 1, static_cast<std::uint32_t>(c));
  Eigen::VectorXd z(chain.at.size());
  for (double& number : z) number = normal_quantile(stream.uniform_open());
  return chain.at + std::exp(chain.log_scale) * (chain.factor * z);
}

/// Learns from where the chain is and how likely its last proposal was.
void adapt(TemperedState& state, TemperedChain& chain, double chance) {
  const auto d = static_cast<double>(chain.at.size());
  const double n = state.step + 2.0;
  const double wanted = d > 1 ? 0.234 : 0.44;  // Roberts, Gelman & Gilks 1997
  chain.log_scale += (std::min(1.0, chance) - wanted) / std::pow(n, 0.6);
  const Eigen::VectorXd off = chain.at - chain.mean;
  const double rate = std::max(1 / n, 4.0 / state.settings.burn_in);  // forgets the way there
  chain.mean += rate * off;
  chain.covariance += rate * (off * off.transpose() * (1 - rate) - chain.covariance);
  if (state.step % 10 != 0) return;
  Eigen::MatrixXd regular = chain.covariance;
  regular.diagonal().array() += 1e-8;
  const Eigen::LLT<Eigen::MatrixXd> llt(regular);
  if (llt.info() == Eigen::Success) chain.factor = llt.matrixL();
}

void step_chain(TemperedState& state, std::size_t c, double told) {
  TemperedChain& chain = state.chains[c];
  const Eigen::VectorXd to = proposal(state, c);
  const double power = state.settings.powers[c % rungs(state)];
  // A chain at likelihood 0 takes any place that is possible.
  const double gain =
      std::isinf(chain.log_likelihood) ? told : power * (told - chain.log_likelihood);
  const double log_chance = std::isinf(chain.log_likelihood) && !std::isinf(told)
                                ? 0
                                : gain + log_prior_of(to) - log_prior_of(chain.at);
  Stream stream = draws(state.settings.seed, purpose::kAcceptance, state.step + 1,
                        static_cast<std::uint32_t>(c));
  if (std::log(stream.uniform_open()) < log_chance) {
    chain.at = to;
    chain.log_likelihood = told;
    ++chain.accepted;
  }
  if (state.step < state.settings.burn_in) adapt(state, chain, std::exp(log_chance));
}

/// Neighbours 0-1, 2-3, ... and 1-2, 3-4, ... in turn.
void swap_neighbours(TemperedState& state, std::size_t ladder) {
  for (std::size_t r = state.step % 2; r + 1 < rungs(state); r += 2) {
    TemperedChain& cold = state.chains[ladder * rungs(state) + r];
    TemperedChain& hot = state.chains[ladder * rungs(state) + r + 1];
    Stream stream = draws(state.settings.seed, purpose::kResampling, state.step + 1,
                          static_cast<std::uint32_t>(ladder * rungs(state) + r));
    const double log_chance = (state.settings.powers[r] - state.settings.powers[r + 1]) *
                              (hot.log_likelihood - cold.log_likelihood);
    if (!(std::log(stream.uniform_open()) < log_chance)) continue;
    std::swap(cold.at, hot.at);
    std::swap(cold.log_likelihood, hot.log_likelihood);
    ++cold.swaps;
  }
}

void keep(TemperedState& state) {
  const TemperedSettings& s = state.settings;
  ++state.step;
  if (state.step <= s.burn_in || (state.step - s.burn_in) % s.thin != 0) return;
  Eigen::MatrixXd cold(static_cast<Eigen::Index>(s.priors.size()), s.ladders);
  for (Eigen::Index l = 0; l < cold.cols(); ++l) {
    cold.col(l) = state.chains[static_cast<std::size_t>(l) * rungs(state)].at;
  }
  state.kept.push_back(cold);
}

}  // namespace

TemperedState start_tempered(const TemperedSettings& s) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (s.priors.empty()) fail("tempered chains: expected at least one parameter");
  for (const Prior& prior : s.priors) prior.check();
  if (s.powers.empty() || s.powers[0] != 1 || s.ladders == 0) {
    fail("tempered chains: expected ladders with powers that start at 1");
  }
  for (std::size_t r = 1; r < s.powers.size(); ++r) {
    if (!(s.powers[r] > 0 && s.powers[r] < s.powers[r - 1])) {
      fail("tempered chains: expected powers that fall, and are above 0");
    }
  }
  if (s.steps <= s.burn_in || s.thin == 0)
    fail("tempered chains: expected steps after the burn-in");
  TemperedState state;
  state.settings = s;
  const auto d = static_cast<Eigen::Index>(s.priors.size());
  for (std::uint32_t c = 0; c < s.ladders * s.powers.size(); ++c) {
    TemperedChain chain;
    Stream stream = draws(s.seed, Purpose::parameter, 0, c);
    chain.at.resize(d);
    for (double& number : chain.at) number = normal_quantile(stream.uniform_open());
    chain.mean = chain.at;
    chain.covariance = chain.factor = Eigen::MatrixXd::Identity(d, d);
    chain.log_scale = std::log(2.38 / std::sqrt(static_cast<double>(d)));
    state.chains.push_back(chain);
  }
  return state;
}

std::vector<Evaluation> ask(const TemperedState& state) {
  const TemperedSettings& s = state.settings;
  std::vector<Evaluation> batch;
  for (std::size_t c = 0; c < state.chains.size(); ++c) {
    batch.push_back(run_of(s.priors, state.known ? proposal(state, c) : state.chains[c].at, s.seed,
                           state.known ? state.step + 1 : 0, static_cast<std::uint32_t>(c)));
  }
  return batch;
}

void tell(TemperedState& state, std::span<const Outcome> outcomes) {
  if (outcomes.size() != state.chains.size()) {
    throw std::logic_error("tempered chains: expected as many outcomes as evaluations asked for");
  }
  for (std::size_t c = 0; c < state.chains.size(); ++c) {
    const double told = log_likelihood_of(outcomes[c]);
    if (state.known) {
      step_chain(state, c, told);
    } else {
      state.chains[c].log_likelihood = told;
    }
  }
  if (!std::exchange(state.known, true)) return;
  for (std::size_t ladder = 0; ladder < state.settings.ladders; ++ladder) {
    swap_neighbours(state, ladder);
  }
  keep(state);
}

}  // namespace ravenstein::calibration
