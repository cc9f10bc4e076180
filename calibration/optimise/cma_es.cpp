// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/cma_es.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

#include "calibration/optimise/cma_stop.hpp"
#include "calibration/optimise/cma_update.hpp"
#include "calibration/optimise/rank_change.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kToDo = std::numeric_limits<double>::quiet_NaN();
constexpr double kFailed = std::numeric_limits<double>::infinity();
constexpr int kTriesWithinLimits = 100;

Eigen::Index size_of(const CmaState& state) {
  return static_cast<Eigen::Index>(state.settings.start.size());
}

/// Whether the point is within the limits; if not and `move`, it is moved there.
bool within_limits(const CmaSettings& settings, Eigen::Ref<Eigen::VectorXd> x, bool move) {
  bool inside = true;
  for (std::size_t i = 0; i < settings.lower.size(); ++i) {
    double& value = x[static_cast<Eigen::Index>(i)];
    const double allowed = std::clamp(value, settings.lower[i], settings.upper[i]);
    inside = inside && allowed == value;
    if (move) value = allowed;
  }
  return inside;
}

void draw_point(CmaState& state, Eigen::Index i) {
  const CmaSettings& settings = state.settings;
  const Eigen::Map<const Eigen::VectorXd> step(settings.step.data(), size_of(state));
  const auto which = static_cast<std::uint32_t>(i + state.points.cols() * state.attempt[i]);
  Stream stream = draws(settings.seed, purpose::kProposal, state.generation, which);
  Eigen::VectorXd z(size_of(state));
  for (int tries = 1;; ++tries) {
    for (double& number : z) number = normal_quantile(stream.uniform_open());
    const Eigen::VectorXd y = state.axes * state.axis_length.cwiseProduct(z);
    state.points.col(i) = step.cwiseProduct(state.mean + state.sigma * y);
    const bool last = tries == kTriesWithinLimits;
    if (within_limits(settings, state.points.col(i), last) || last) return;
  }
}

void start_generation(CmaState& state) {
  const auto population = static_cast<std::size_t>(state.points.cols());
  state.attempt.assign(population, 0);
  state.value.assign(population, kToDo);
  state.revalue.clear();
  state.replicates = static_cast<int>(state.replicates_wanted);
  for (Eigen::Index i = 0; i < state.points.cols(); ++i) draw_point(state, i);
}

void check(const CmaSettings& s) {
  const auto fail = [](const std::string& what) { throw std::invalid_argument("CMA-ES: " + what); };
  const std::size_t n = s.start.size();
  if (n == 0) fail("expected at least one parameter");
  if (s.step.size() != n) fail("expected a step for each parameter");
  if (s.lower.size() != s.upper.size() || (!s.lower.empty() && s.lower.size() != n)) {
    fail("expected limits for each parameter or none");
  }
  for (std::size_t i = 0; i < n; ++i) {
    const std::string of = " of parameter " + std::to_string(i);
    if (!(s.step[i] > 0)) fail("expected a step > 0" + of);
    if (s.lower.empty()
            ? !std::isfinite(s.start[i])
            : !(s.lower[i] < s.upper[i] && s.start[i] >= s.lower[i] && s.start[i] <= s.upper[i])) {
      fail("expected lower <= start <= upper" + of);
    }
  }
  if (s.population != 0 && s.population < 4) fail("expected a population of at least 4");
  if (s.redraws < 0 || s.most_replicates < 1) fail("expected redraws >= 0, replicates >= 1");
}

/// Points still without a value, or if `again`, points to evaluate once more.
std::vector<std::size_t> waiting(const CmaState& state, bool& again) {
  std::vector<std::size_t> points;
  for (std::size_t i = 0; i < state.value.size(); ++i) {
    if (std::isnan(state.value[i])) points.push_back(i);
  }
  again = points.empty();
  for (std::size_t i = 0; again && i < state.revalue.size(); ++i) {
    if (std::isnan(state.revalue[i])) points.push_back(i);
  }
  return points;
}

DrawKey key_of(const CmaState& state, std::size_t point, int replicate, bool again) {
  const CmaSettings& s = state.settings;
  const auto r = static_cast<std::uint32_t>(replicate);
  if (s.common_seeds && !s.noise) return evaluation_key(s.seed, state.generation, r);
  const std::size_t attempt = static_cast<std::size_t>(state.attempt[point]) * 2 + (again ? 1 : 0);
  const auto which = static_cast<std::uint32_t>(attempt * state.value.size() + point);
  return evaluation_key(s.seed, state.generation,
                        which * static_cast<std::uint32_t>(s.most_replicates) + r);
}

/// Mean of the replicates; infinity if one failed.
double mean_of(std::span<const Outcome> outcomes) {
  double sum = 0;
  for (const Outcome& outcome : outcomes) {
    if (!outcome.failure.empty() || outcome.values.empty() || std::isnan(outcome.values[0])) {
      return kFailed;
    }
    sum += outcome.values[0];
  }
  return sum / static_cast<double>(outcomes.size());
}

void take(CmaState& state, std::size_t point, double value, bool again) {
  if (again) {
    state.revalue[point] = value;
    return;
  }
  if (value == kFailed && state.attempt[point] < state.settings.redraws) {
    ++state.attempt[point];
    draw_point(state, static_cast<Eigen::Index>(point));
    return;
  }
  state.value[point] = value;
  if (value < state.best_value) {
    state.best_value = value;
    const auto column = state.points.col(static_cast<Eigen::Index>(point));
    state.best.assign(column.begin(), column.end());
  }
}

/// Whether what the generation still needs is within the budget.
bool affordable(const CmaState& state) {
  bool again = false;
  const auto needed = static_cast<std::int64_t>(waiting(state, again).size()) * state.replicates;
  return state.evaluations + needed <= state.settings.most_evaluations;
}

/// UH-CMA-ES: more replicates, or a longer step, where noise changes ranks.
void answer_noise(CmaState& state) {
  const double change = rank_change(state.value, state.revalue);
  const double most = state.settings.most_replicates;
  if (change > 0 && state.replicates_wanted >= most) {
    state.sigma *= 1 + 2 / (static_cast<double>(size_of(state)) + 10);
  }
  state.replicates_wanted =
      std::clamp(state.replicates_wanted * (change > 0 ? 1.5 : 1 / 1.5), 1.0, most);
  for (std::size_t i = 0; i < state.revalue.size(); ++i) {
    state.value[i] = (state.value[i] + state.revalue[i]) / 2;
  }
}

/// All points have their value: asks for some again (noise), or ends the generation.
void end_round(CmaState& state) {
  if (state.settings.noise && state.revalue.empty()) {
    const double share = std::max(0.1, 2.0 / static_cast<double>(state.value.size()));
    const double count = std::ceil(share * static_cast<double>(state.value.size()));
    state.revalue.assign(static_cast<std::size_t>(count), kToDo);
    return;
  }
  if (state.settings.noise) answer_noise(state);
  const bool moved = update_distribution(state);
  state.stop = moved ? stop_reason(state) : CmaStop::all_failed;
  if (finished(state)) return;
  ++state.generation;
  start_generation(state);
}

}  // namespace

CmaState start_cma(const CmaSettings& settings) {
  check(settings);
  CmaState state;
  state.settings = settings;
  const Eigen::Index n = size_of(state);
  const int population = settings.population > 0
                             ? settings.population
                             : 4 + static_cast<int>(3 * std::log(static_cast<double>(n)));
  state.mean.resize(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    state.mean[i] = settings.start[at] / settings.step[at];
  }
  state.path_sigma = state.path_covariance = Eigen::VectorXd::Zero(n);
  state.axis_length = Eigen::VectorXd::Ones(n);
  state.covariance = state.axes = Eigen::MatrixXd::Identity(n, n);
  state.points.resize(n, population);
  start_generation(state);
  if (!affordable(state)) state.stop = CmaStop::budget;
  return state;
}

std::vector<Evaluation> ask(const CmaState& state) {
  std::vector<Evaluation> batch;
  bool again = false;
  for (const std::size_t point : waiting(state, again)) {
    const auto column = state.points.col(static_cast<Eigen::Index>(point));
    for (int r = 0; r < state.replicates; ++r) {
      batch.push_back({{column.begin(), column.end()}, key_of(state, point, r, again)});
    }
  }
  return batch;
}

void tell(CmaState& state, std::span<const Outcome> outcomes) {
  bool again = false;
  const std::vector<std::size_t> points = waiting(state, again);
  const auto replicates = static_cast<std::size_t>(state.replicates);
  if (outcomes.size() != points.size() * replicates) {
    throw std::logic_error("CMA-ES: expected as many outcomes as evaluations asked for");
  }
  state.evaluations += static_cast<std::int64_t>(outcomes.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    take(state, points[i], mean_of(outcomes.subspan(i * replicates, replicates)), again);
  }
  if (waiting(state, again).empty()) end_round(state);
  if (!finished(state) && !affordable(state)) state.stop = CmaStop::budget;
}

std::string_view to_string(CmaStop stop) {
  switch (stop) {
    case CmaStop::none:
      return "goes on";
    case CmaStop::target:
      return "target reached";
    case CmaStop::budget:
      return "all evaluations used";
    case CmaStop::flat:
      return "values no longer differ";
    case CmaStop::small_step:
      return "step too small to matter";
    case CmaStop::condition:
      return "covariance badly conditioned";
    case CmaStop::no_effect:
      return "step below the precision of numbers";
    case CmaStop::stagnation:
      return "no improvement";
    case CmaStop::diverging:
      return "step grows without end";
    case CmaStop::all_failed:
      return "no point of a generation could be evaluated";
  }
  return "";
}

}  // namespace ravenstein::calibration
