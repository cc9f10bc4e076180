// SPDX-License-Identifier: Apache-2.0
#include "calibration/smoother/ies.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

constexpr double kFailed = std::numeric_limits<double>::infinity();
constexpr std::uint32_t kMostRefused = 3;

Eigen::Index trial_members(const IesState& state) {
  const auto n = static_cast<double>(state.members.cols());
  return static_cast<Eigen::Index>(
      std::min(n, std::max(4.0, std::ceil(state.settings.trial_share * n))));
}

/// Where the members go with lambda and scale.
Eigen::MatrixXd moved(const IesState& state, double lambda, double scale) {
  const EnsembleSettings& s = state.settings.ensemble;
  const Eigen::MatrixXd x = anomalies(state.members);
  // The noise of the observations is no answer of the model.
  const Eigen::MatrixXd y = anomalies(state.misfit + state.noise);
  const Eigen::MatrixXd gain = ensemble_gain(s, x, y, 1 + lambda, state.attempt);
  Eigen::MatrixXd change = gain * state.misfit;
  if (!state.settings.approximate) {
    const Eigen::MatrixXd spread = x * x.transpose() - gain * (y * x.transpose());
    change += spread * (state.members - state.start) / (1 + lambda);
  }
  return state.members - scale * change;
}

/// Each member's misfit and, in the full form, its distance from its start.
Eigen::VectorXd objective(const IesState& state, const Eigen::MatrixXd& members,
                          const Eigen::MatrixXd& misfit) {
  Eigen::VectorXd value = misfit.colwise().squaredNorm().transpose();
  if (!state.settings.approximate) {
    value += (members - state.start.leftCols(members.cols())).colwise().squaredNorm().transpose();
  }
  return value;
}

/// Misfits of runs of members first, first + 1, ...; NaN columns where they failed.
Eigen::MatrixXd misfits(IesState& state, std::span<const Outcome> outcomes, Eigen::Index first) {
  const EnsembleSettings& s = state.settings.ensemble;
  Eigen::MatrixXd result(static_cast<Eigen::Index>(s.observed.size()),
                         static_cast<Eigen::Index>(outcomes.size()));
  for (Eigen::Index j = 0; j < result.cols(); ++j) {
    const Outcome& outcome = outcomes[static_cast<std::size_t>(j)];
    if (worked(s, outcome)) {
      result.col(j) = scaled_misfit(s, outcome.values) - state.noise.col(first + j);
    } else {
      result.col(j).setConstant(std::nan(""));
      ++state.failed_runs;
    }
  }
  return result;
}

/// Takes members and misfits over, without those that failed.
void adopt(IesState& state, const Eigen::MatrixXd& members, const Eigen::MatrixXd& misfit) {
  std::vector<Eigen::Index> kept;
  for (Eigen::Index j = 0; j < misfit.cols(); ++j) {
    if (!misfit.col(j).hasNaN()) kept.push_back(j);
  }
  state.members = only_columns(members, kept);
  state.misfit = only_columns(misfit, kept);
  state.start = only_columns(state.start, kept);
  state.noise = only_columns(state.noise, kept);
  state.objectives.push_back(kept.empty() ? kFailed
                                          : objective(state, state.members, state.misfit).mean());
  const EnsembleSettings& s = state.settings.ensemble;
  if (static_cast<double>(kept.size()) < std::max(4.0, s.least_members * s.members)) {
    state.stop = EnsembleStop::too_few_members;
  }
}

void tell_first(IesState& state, std::span<const Outcome> outcomes) {
  adopt(state, state.members, misfits(state, outcomes, 0));
  if (state.stop != EnsembleStop::none) return;
  const double per_datum =
      state.misfit.colwise().squaredNorm().mean() / (2 * static_cast<double>(state.misfit.rows()));
  const double first = state.settings.first_lambda;
  state.lambda =
      first > 0 ? first : std::pow(10, std::floor(std::log10(std::max(per_datum, 1e-300))));
  state.phase = IesPhase::trial;
  ++state.attempt;
}

/// Mean objective over the trial members that worked; infinity if fewer than half did.
double trial_value(const IesState& state, const Eigen::MatrixXd& members,
                   const Eigen::MatrixXd& misfit) {
  const Eigen::VectorXd value = objective(state, members.leftCols(misfit.cols()), misfit);
  double sum = 0, count = 0;
  for (const double v : value) {
    if (std::isnan(v)) continue;
    sum += v;
    count += 1;
  }
  return 2 * count < static_cast<double>(value.size()) ? kFailed : sum / count;
}

void refuse(IesState& state) {
  state.lambda *= 10;
  state.phase = IesPhase::trial;
  ++state.attempt;
  if (++state.refused > kMostRefused) state.stop = EnsembleStop::converged;
}

void tell_trial(IesState& state, std::span<const Outcome> outcomes) {
  const auto tried = static_cast<std::size_t>(trial_members(state));
  double best = kFailed;
  std::size_t at = 0;
  for (const double factor : state.settings.lambda_factors) {
    for (const double scale : state.settings.scales) {
      const Eigen::MatrixXd misfit = misfits(state, outcomes.subspan(at, tried), 0);
      at += tried;
      const double value = trial_value(state, moved(state, state.lambda * factor, scale), misfit);
      if (!(value < best)) continue;
      best = value;
      state.trial_lambda = state.lambda * factor;
      state.trial_scale = scale;
      state.trial_misfit = misfit;
    }
  }
  if (best == kFailed) return refuse(state);
  state.phase = IesPhase::rest;
}

void tell_rest(IesState& state, std::span<const Outcome> outcomes) {
  const Eigen::MatrixXd members = moved(state, state.trial_lambda, state.trial_scale);
  Eigen::MatrixXd misfit(state.misfit.rows(), members.cols());
  const Eigen::Index tried = state.trial_misfit.cols();
  misfit.leftCols(tried) = state.trial_misfit;
  misfit.rightCols(members.cols() - tried) = misfits(state, outcomes, tried);
  const double before = state.objectives.back();
  const double after = trial_value(state, members, misfit);
  if (!(after < before)) return refuse(state);
  adopt(state, members, misfit);
  state.refused = 0;
  state.lambda = 0.75 * state.trial_lambda;
  state.phase = IesPhase::trial;
  ++state.step;
  ++state.attempt;
  if (state.stop != EnsembleStop::none) return;
  if (after > (1 - state.settings.minimum_fall) * before) state.stop = EnsembleStop::converged;
  if (state.step >= state.settings.most_steps) state.stop = EnsembleStop::complete;
}

void append(std::vector<Evaluation>& batch, const IesState& state, const Eigen::MatrixXd& members,
            Eigen::Index from, Eigen::Index to) {
  const EnsembleSettings& s = state.settings.ensemble;
  for (Eigen::Index j = from; j < to; ++j) {
    batch.push_back(
        run_of(s.priors, members.col(j), s.seed, state.attempt, static_cast<std::uint32_t>(j)));
  }
}

}  // namespace

IesState start_ies(const IesSettings& settings) {
  check(settings.ensemble);
  if (settings.lambda_factors.empty() || settings.scales.empty()) {
    throw std::invalid_argument("IES: expected factors of lambda and scales to try");
  }
  IesState state;
  state.settings = settings;
  const EnsembleSettings& s = settings.ensemble;
  state.start = state.members = first_members(s);
  state.noise = standard_normals(s.seed, purpose::kPerturbation, 0,
                                 static_cast<Eigen::Index>(s.observed.size()), s.members);
  return state;
}

std::vector<Evaluation> ask(const IesState& state) {
  std::vector<Evaluation> batch;
  const Eigen::Index tried = trial_members(state);
  switch (state.phase) {
    case IesPhase::first:
      append(batch, state, state.members, 0, state.members.cols());
      break;
    case IesPhase::trial:
      for (const double factor : state.settings.lambda_factors) {
        for (const double scale : state.settings.scales) {
          append(batch, state, moved(state, state.lambda * factor, scale), 0, tried);
        }
      }
      break;
    case IesPhase::rest:
      append(batch, state, moved(state, state.trial_lambda, state.trial_scale), tried,
             state.members.cols());
      break;
  }
  return batch;
}

void tell(IesState& state, std::span<const Outcome> outcomes) {
  const Eigen::Index tried = trial_members(state);
  const std::size_t trials = state.settings.lambda_factors.size() * state.settings.scales.size();
  const auto expected =
      state.phase == IesPhase::first   ? static_cast<std::size_t>(state.members.cols())
      : state.phase == IesPhase::trial ? trials * static_cast<std::size_t>(tried)
                                       : static_cast<std::size_t>(state.members.cols() - tried);
  if (outcomes.size() != expected) {
    throw std::logic_error("IES: expected as many outcomes as evaluations asked for");
  }
  switch (state.phase) {
    case IesPhase::first:
      return tell_first(state, outcomes);
    case IesPhase::trial:
      return tell_trial(state, outcomes);
    case IesPhase::rest:
      return tell_rest(state, outcomes);
  }
}

}  // namespace ravenstein::calibration
