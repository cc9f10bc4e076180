// SPDX-License-Identifier: Apache-2.0
#include "calibration/mcmc/stretch.hpp"

#include <cmath>
#include <stdexcept>

#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

Eigen::Index half_size(const StretchState& state) { return state.walkers.cols() / 2; }

struct Move {
  Eigen::VectorXd to;
  double log_factor;  ///< (d - 1) ln z
};

/// Of walker j of the half that moves: z with density ~ 1 / sqrt(z) between 1 / a and a.
Move move_of(const StretchState& state, Eigen::Index j) {
  const Eigen::Index half = half_size(state), first = state.half * half;
  Stream stream = draws(state.settings.seed, purpose::kProposal, state.step + 1,
                        static_cast<std::uint32_t>(first + j));
  const double a = state.settings.stretch;
  const double root = (1 + (a - 1) * stream.uniform_open()) / std::sqrt(a);
  const double z = root * root;
  const auto other =
      static_cast<Eigen::Index>(uniform_below(stream, static_cast<std::uint64_t>(half)));
  const Eigen::VectorXd from = state.walkers.col((1 - state.half) * half + other);
  return {from + z * (state.walkers.col(first + j) - from),
          static_cast<double>(state.walkers.rows() - 1) * std::log(z)};
}

void keep(StretchState& state) {
  const StretchSettings& s = state.settings;
  ++state.step;
  if (state.step > s.burn_in && (state.step - s.burn_in) % s.thin == 0) {
    state.kept.push_back(state.walkers);
  }
}

}  // namespace

StretchState start_stretch(const StretchSettings& s) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (s.priors.empty()) fail("stretch sampler: expected at least one parameter");
  for (const Prior& prior : s.priors) prior.check();
  if (s.walkers % 2 != 0 || s.walkers < 4 || s.walkers < 2 * s.priors.size()) {
    fail("stretch sampler: expected an even number of walkers, at least two for each parameter");
  }
  if (s.steps <= s.burn_in || s.thin == 0)
    fail("stretch sampler: expected steps after the burn-in");
  if (!(s.stretch > 1)) fail("stretch sampler: expected a stretch > 1");
  StretchState state;
  state.settings = s;
  state.walkers = standard_normals(s.seed, Purpose::parameter, 0,
                                   static_cast<Eigen::Index>(s.priors.size()), s.walkers);
  return state;
}

std::vector<Evaluation> ask(const StretchState& state) {
  const StretchSettings& s = state.settings;
  std::vector<Evaluation> batch;
  if (state.log_likelihood.size() == 0) {
    for (Eigen::Index j = 0; j < state.walkers.cols(); ++j) {
      batch.push_back(
          run_of(s.priors, state.walkers.col(j), s.seed, 0, static_cast<std::uint32_t>(j)));
    }
    return batch;
  }
  for (Eigen::Index j = 0; j < half_size(state); ++j) {
    const auto walker = static_cast<std::uint32_t>(state.half * half_size(state) + j);
    batch.push_back(run_of(s.priors, move_of(state, j).to, s.seed, state.step + 1, walker));
  }
  return batch;
}

void tell(StretchState& state, std::span<const Outcome> outcomes) {
  const bool first = state.log_likelihood.size() == 0;
  const Eigen::Index count = first ? state.walkers.cols() : half_size(state);
  if (outcomes.size() != static_cast<std::size_t>(count)) {
    throw std::logic_error("stretch sampler: expected as many outcomes as evaluations asked for");
  }
  if (first) state.log_likelihood.resize(count);
  for (Eigen::Index j = 0; j < count; ++j) {
    const double told = log_likelihood_of(outcomes[static_cast<std::size_t>(j)]);
    if (first) {
      state.log_likelihood[j] = told;
      continue;
    }
    const Eigen::Index walker = state.half * count + j;
    const Move move = move_of(state, j);
    const double now = state.log_likelihood[walker] + log_prior_of(state.walkers.col(walker));
    const double chance = move.log_factor + told + log_prior_of(move.to) - now;
    Stream stream = draws(state.settings.seed, purpose::kAcceptance, state.step + 1,
                          static_cast<std::uint32_t>(walker));
    ++state.proposed;
    // From nowhere (likelihood 0) anywhere is better; from nowhere to nowhere is NaN: stay.
    if (!(std::log(stream.uniform_open()) < chance)) continue;
    ++state.accepted;
    state.walkers.col(walker) = move.to;
    state.log_likelihood[walker] = told;
  }
  if (first) return;
  state.half = 1 - state.half;
  if (state.half == 0) keep(state);
}

}  // namespace ravenstein::calibration
