// SPDX-License-Identifier: Apache-2.0
#include "calibration/abc/abc_smc.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

#include "calibration/abc/abc_population.hpp"
#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

/// Runs per particle that the scales are judged by.
constexpr std::size_t kSeenPerParticle = 10;

Eigen::MatrixXd columns(const std::vector<std::vector<double>>& lists) {
  Eigen::MatrixXd matrix(static_cast<Eigen::Index>(lists[0].size()),
                         static_cast<Eigen::Index>(lists.size()));
  for (std::size_t i = 0; i < lists.size(); ++i) {
    matrix.col(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::VectorXd>(lists[i].data(), matrix.rows());
  }
  return matrix;
}

/// Sums of weights, to choose particles by.
std::vector<double> cumulated(const Eigen::VectorXd& weight) {
  std::vector<double> sums;
  double sum = 0;
  for (const double w : weight) sums.push_back(sum += w);
  return sums;
}

/// Around a particle of the last generation, until the prior allows it.
std::vector<double> propose(const AbcState& state, const std::vector<double>& sums,
                            std::uint32_t index) {
  const std::vector<Prior>& priors = state.settings.priors;
  Stream stream = draws(state.settings.seed, purpose::kProposal, state.generation, index);
  if (state.generation == 0) return draw(priors, stream);
  for (;;) {
    const auto found =
        std::upper_bound(sums.begin(), sums.end() - 1, stream.uniform() * sums.back());
    const auto j = found - sums.begin();
    Eigen::VectorXd z(static_cast<Eigen::Index>(priors.size()));
    for (double& number : z) number = normal_quantile(stream.uniform_open());
    const Eigen::VectorXd x =
        state.population.parameters.col(j) + state.kernel[static_cast<std::size_t>(j)] * z;
    std::vector<double> proposal(x.begin(), x.end());
    if (std::isfinite(log_density(priors, proposal))) return proposal;
  }
}

void complete_generation(AbcState& state) {
  const AbcSettings& s = state.settings;
  AbcPopulation next;
  next.parameters = columns(state.parameters);
  next.statistics = columns(state.statistics);
  const Eigen::Index count = next.parameters.cols();
  next.distance = Eigen::Map<const Eigen::VectorXd>(state.distance.data(), count);
  next.tolerance = state.tolerance;
  next.acceptance = static_cast<double>(count) / state.proposals;
  const AbcPopulation& last = state.population;
  next.weight =
      state.generation == 0
          ? Eigen::VectorXd(Eigen::VectorXd::Constant(count, 1.0 / static_cast<double>(count)))
          : importance_weights(s.priors, next.parameters, last.parameters, last.weight,
                               state.kernel);
  state.population = std::move(next);
  state.tolerances.push_back(state.tolerance);
}

/// New scales, so new distances of the population; then the next tolerance and kernels. Gives the
/// last tolerance in the new scales.
double prepare_generation(AbcState& state) {
  const AbcSettings& s = state.settings;
  AbcPopulation& population = state.population;
  Eigen::VectorXd distance = population.distance;
  double last_tolerance = state.tolerance;
  if (s.adaptive_scales) {
    state.scale = statistic_scales(state.seen);
    for (Eigen::Index i = 0; i < distance.size(); ++i) {
      const auto column = population.statistics.col(i);
      const std::vector<double> statistics(column.begin(), column.end());
      distance[i] = statistic_distance(statistics, s.observed, state.scale);
    }
    population.distance = distance;
    last_tolerance = distance.maxCoeff();  // tolerances in other scales do not compare
  }
  state.tolerance =
      std::max(s.minimum_tolerance, weighted_quantile(distance, population.weight, s.quantile));
  state.kernel = local_kernels(population.parameters, population.weight, distance, state.tolerance);
  ++state.generation;
  state.next = state.proposals = 0;
  state.parameters.clear();
  state.statistics.clear();
  state.distance.clear();
  state.seen.clear();
  return last_tolerance;
}

AbcStop reason_to_stop(const AbcState& state) {
  const AbcSettings& s = state.settings;
  if (state.generation > 0 && state.tolerance <= s.minimum_tolerance) return AbcStop::tolerance;
  if (state.population.acceptance < s.minimum_acceptance) return AbcStop::acceptance;
  if (state.generation + 1 >= s.most_generations) return AbcStop::generations;
  return state.runs >= s.most_runs ? AbcStop::budget : AbcStop::none;
}

void end_generation(AbcState& state) {
  complete_generation(state);
  state.stop = reason_to_stop(state);
  if (state.stop != AbcStop::none) return;
  const std::uint32_t done = state.generation;
  const double last_tolerance = prepare_generation(state);
  if (done > 0 && state.tolerance > (1 - state.settings.minimum_change) * last_tolerance) {
    state.stop = AbcStop::change;
  }
}

/// Whether the next outcome is accepted.
bool accept(AbcState& state, const Outcome& outcome) {
  const AbcSettings& s = state.settings;
  ++state.proposals;
  if (!outcome.usable() || outcome.values.size() != s.observed.size()) {
    ++state.failed_runs;
    return false;
  }
  if (s.adaptive_scales && state.seen.size() < kSeenPerParticle * s.particles) {
    state.seen.push_back(outcome.values);
  }
  const double distance = statistic_distance(outcome.values, s.observed, state.scale);
  if (!(distance <= state.tolerance)) return false;
  state.statistics.push_back(outcome.values);
  state.distance.push_back(distance);
  return true;
}

/// How many proposals come next: a batch, or what the budget leaves of it.
std::uint32_t next_batch(const AbcState& state) {
  const std::int64_t left = state.settings.most_runs - state.runs;
  return static_cast<std::uint32_t>(std::clamp<std::int64_t>(left, 0, state.settings.batch));
}

}  // namespace

AbcState start_abc(const AbcSettings& settings) {
  const auto fail = [](const char* what) { throw std::invalid_argument(what); };
  if (settings.priors.empty()) fail("ABC: expected at least one parameter");
  for (const Prior& prior : settings.priors) prior.check();
  if (settings.observed.empty()) fail("ABC: expected at least one statistic");
  if (!settings.scale.empty() && settings.scale.size() != settings.observed.size()) {
    fail("ABC: expected a scale for each statistic or none");
  }
  if (settings.particles < 10 || settings.particles < 2 * settings.priors.size()) {
    fail("ABC: expected at least 10 particles, and two for each parameter");
  }
  if (settings.batch == 0) fail("ABC: expected a batch of at least one proposal");
  if (settings.most_runs < settings.particles) {
    fail("ABC: expected a budget of at least one run for each particle");
  }
  if (!(settings.quantile > 0 && settings.quantile < 1)) {
    fail("ABC: expected a quantile within 0..1");
  }
  AbcState state;
  state.settings = settings;
  state.scale = settings.scale;
  if (state.scale.empty()) state.scale.assign(settings.observed.size(), 1);
  return state;
}

std::vector<Evaluation> ask(const AbcState& state) {
  const std::vector<double> sums = cumulated(state.population.weight);
  std::vector<Evaluation> batch;
  for (std::uint32_t i = state.next; i < state.next + next_batch(state); ++i) {
    batch.push_back(
        {propose(state, sums, i), evaluation_key(state.settings.seed, state.generation, i)});
  }
  return batch;
}

void tell(AbcState& state, std::span<const Outcome> outcomes) {
  if (outcomes.size() != next_batch(state)) {
    throw std::logic_error("ABC: expected as many outcomes as evaluations asked for");
  }
  const std::vector<double> sums = cumulated(state.population.weight);
  const std::uint32_t first = state.next;
  state.next += static_cast<std::uint32_t>(outcomes.size());
  state.runs += static_cast<std::int64_t>(outcomes.size());
  for (std::uint32_t i = 0; i < outcomes.size(); ++i) {
    if (!accept(state, outcomes[i])) continue;
    // Drawn again rather than kept: the state stays small.
    state.parameters.push_back(propose(state, sums, first + i));
    if (state.parameters.size() == state.settings.particles) return end_generation(state);
  }
  const double least = state.settings.minimum_acceptance * state.proposals;
  if (least > state.settings.particles) state.stop = AbcStop::acceptance;
  if (state.runs >= state.settings.most_runs) state.stop = AbcStop::budget;
}

std::string_view to_string(AbcStop stop) {
  switch (stop) {
    case AbcStop::none:
      return "goes on";
    case AbcStop::tolerance:
      return "tolerance reached";
    case AbcStop::acceptance:
      return "too few proposals are accepted";
    case AbcStop::change:
      return "the tolerance falls no more";
    case AbcStop::generations:
      return "all generations used";
    case AbcStop::budget:
      return "all runs used";
  }
  return "";
}

double effective_size(const AbcPopulation& population) {
  return 1 / population.weight.squaredNorm();
}

}  // namespace ravenstein::calibration
