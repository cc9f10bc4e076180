// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/restarts.hpp"

#include <algorithm>
#include <cmath>

#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

/// Keeps the numbers of a start apart from those of generations: no start lives so long.
constexpr std::uint32_t kNoGeneration = 0xffffffffU;

std::vector<double> new_start(const CmaSettings& s, int restart) {
  Stream stream =
      draws(s.seed, purpose::kProposal, kNoGeneration, static_cast<std::uint32_t>(restart));
  std::vector<double> start = s.start;
  for (std::size_t i = 0; i < start.size(); ++i) {
    const double u = stream.uniform_open();
    const bool limited = !s.lower.empty() && std::isfinite(s.lower[i]) && std::isfinite(s.upper[i]);
    start[i] = limited ? s.lower[i] + u * (s.upper[i] - s.lower[i])
                       : start[i] + 3 * s.step[i] * normal_quantile(u);
    if (!s.lower.empty()) start[i] = std::clamp(start[i], s.lower[i], s.upper[i]);
  }
  return start;
}

void restart(IpopState& state) {
  const auto population = static_cast<int>(state.current.points.cols());
  state.evaluations_before += state.current.evaluations;
  ++state.restarts;
  CmaSettings next = state.settings;
  next.start = new_start(state.settings, state.restarts);
  next.population = 2 * population;
  next.most_evaluations = state.settings.most_evaluations - state.evaluations_before;
  next.seed =
      evaluation_key(state.settings.seed, kNoGeneration, static_cast<std::uint32_t>(state.restarts))
          .seed;
  state.current = start_cma(next);
}

}  // namespace

IpopState start_ipop(const CmaSettings& settings, int most_restarts) {
  IpopState state;
  state.settings = settings;
  state.current = start_cma(settings);
  state.most_restarts = most_restarts;
  state.done = finished(state.current);
  return state;
}

std::vector<Evaluation> ask(const IpopState& state) { return ask(state.current); }

void tell(IpopState& state, std::span<const Outcome> outcomes) {
  tell(state.current, outcomes);
  if (state.current.best_value < state.best_value) {
    state.best_value = state.current.best_value;
    state.best = state.current.best;
  }
  const CmaStop stop = state.current.stop;
  if (stop == CmaStop::none) return;
  state.done =
      stop == CmaStop::target || stop == CmaStop::budget || state.restarts >= state.most_restarts;
  if (state.done) return;
  restart(state);
  state.done = finished(state.current);
}

}  // namespace ravenstein::calibration
