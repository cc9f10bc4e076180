// SPDX-License-Identifier: Apache-2.0
#include "calibration/sensitivity/morris.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

/// Levels of the factors at the start of a trajectory, and the order in which they change.
struct Path {
  std::vector<std::uint32_t> level;
  std::vector<std::uint32_t> order;
};

Path path_of(const MorrisState& state) {
  const MorrisSettings& s = state.settings;
  Stream stream = draws(s.seed, purpose::kProposal, state.next, 0);
  Path path;
  for (std::size_t i = 0; i < s.factors.size(); ++i) {
    path.level.push_back(static_cast<std::uint32_t>(uniform_below(stream, s.levels)));
  }
  path.order.resize(s.factors.size());
  std::iota(path.order.begin(), path.order.end(), 0U);
  choose_without_replacement(stream, path.order, path.order.size());
  return path;
}

/// Half of the levels away, the only way that there is.
std::uint32_t stepped(std::uint32_t level, std::uint32_t levels) {
  return level < levels / 2 ? level + levels / 2 : level - levels / 2;
}

}  // namespace

MorrisState start_morris(const MorrisSettings& settings) {
  if (settings.factors.empty()) throw std::invalid_argument("Morris: expected a factor");
  if (settings.levels < 2 || settings.levels % 2 != 0) {
    throw std::invalid_argument("Morris: expected an even number of levels");
  }
  for (const Prior& factor : settings.factors) factor.check();
  MorrisState state;
  state.settings = settings;
  return state;
}

std::vector<Evaluation> ask(const MorrisState& state) {
  const MorrisSettings& s = state.settings;
  Path path = path_of(state);
  const DrawKey key = evaluation_key(s.seed, state.next, 0);  // a change is an effect, not chance
  std::vector<double> x;
  const auto value = [&](std::size_t i) {
    return s.factors[i].quantile((path.level[i] + 0.5) / s.levels);
  };
  for (std::size_t i = 0; i < s.factors.size(); ++i) x.push_back(value(i));
  std::vector<Evaluation> batch{{x, key}};
  for (const std::uint32_t i : path.order) {
    path.level[i] = stepped(path.level[i], s.levels);
    x[i] = value(i);
    batch.push_back({x, key});
  }
  return batch;
}

void tell(MorrisState& state, std::span<const Outcome> outcomes) {
  const Path path = path_of(state);
  if (outcomes.size() != path.order.size() + 1) {
    throw std::logic_error("Morris: expected as many outcomes as evaluations asked for");
  }
  for (const Outcome& run : outcomes) {
    state.failed_runs += run.usable() ? 0 : 1;
    if (!run.usable() || state.count.size() > 0) continue;
    state.count = state.mean = state.mean_absolute = state.squares = Eigen::MatrixXd::Zero(
        static_cast<Eigen::Index>(run.values.size()), static_cast<Eigen::Index>(path.order.size()));
  }
  for (std::size_t k = 0; k < path.order.size(); ++k) {
    const Outcome &from = outcomes[k], &to = outcomes[k + 1];
    if (!from.usable() || !to.usable()) continue;
    const std::uint32_t factor = path.order[k];
    const double step = path.level[factor] < state.settings.levels / 2 ? 0.5 : -0.5;
    for (Eigen::Index o = 0; o < state.count.rows(); ++o) {
      const auto at = static_cast<std::size_t>(o);
      const double effect = (to.values.at(at) - from.values.at(at)) / step;
      const double n = ++state.count(o, factor);
      const double off = effect - state.mean(o, factor);
      state.mean(o, factor) += off / n;
      state.mean_absolute(o, factor) += (std::abs(effect) - state.mean_absolute(o, factor)) / n;
      state.squares(o, factor) += off * (effect - state.mean(o, factor));
    }
  }
  ++state.next;
}

Eigen::MatrixXd effect_sd(const MorrisState& state) {
  return (state.squares.array() / (state.count.array() - 1)).sqrt();
}

}  // namespace ravenstein::calibration
