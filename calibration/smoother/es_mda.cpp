// SPDX-License-Identifier: Apache-2.0
#include "calibration/smoother/es_mda.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

/// Scaled misfits of the members that worked, and which they are.
struct Runs {
  Eigen::MatrixXd misfit;
  std::vector<Eigen::Index> worked;
};

Runs take(MdaState& state, std::span<const Outcome> outcomes) {
  const EnsembleSettings& s = state.settings.ensemble;
  Runs runs;
  for (std::size_t j = 0; j < outcomes.size(); ++j) {
    if (worked(s, outcomes[j])) runs.worked.push_back(static_cast<Eigen::Index>(j));
  }
  state.failed_runs += static_cast<std::uint32_t>(outcomes.size() - runs.worked.size());
  runs.misfit.resize(static_cast<Eigen::Index>(s.observed.size()),
                     static_cast<Eigen::Index>(runs.worked.size()));
  for (std::size_t k = 0; k < runs.worked.size(); ++k) {
    const Outcome& outcome = outcomes[static_cast<std::size_t>(runs.worked[k])];
    runs.misfit.col(static_cast<Eigen::Index>(k)) = scaled_misfit(s, outcome.values);
  }
  return runs;
}

/// 1 / alpha = min(max(m / 2 mean(phi), sqrt(m / 2 var(phi))), what is left), phi half a misfit.
double controlled_inflation(const MdaState& state, const Eigen::MatrixXd& misfit) {
  const Eigen::ArrayXd phi = misfit.colwise().squaredNorm().transpose().array() / 2;
  const double mean = phi.mean();
  const double variance = (phi - mean).square().sum() / static_cast<double>(phi.size() - 1);
  const double m = static_cast<double>(misfit.rows()) / 2;
  const double left = 1 - state.done;
  if (state.step + 1 >= state.settings.most_steps) return 1 / left;
  return 1 / std::min(std::max(m / mean, std::sqrt(m / variance)), left);
}

/// Members drawn from the Gaussian of those there are (failure handler SampleSuccGauss of
/// EnsembleKalmanProcesses.jl).
Eigen::MatrixXd with_redrawn(const MdaState& state, const Eigen::MatrixXd& members) {
  const Eigen::Index lost = state.settings.ensemble.members - members.cols();
  const Eigen::MatrixXd z = standard_normals(state.settings.ensemble.seed, purpose::kResampling,
                                             state.step + 1, members.cols(), lost);
  Eigen::MatrixXd all(members.rows(), members.cols() + lost);
  const Eigen::VectorXd mean = members.rowwise().mean();
  all << members, (anomalies(members) * z).colwise() + mean;
  return all;
}

}  // namespace

MdaState start_mda(const MdaSettings& settings) {
  check(settings.ensemble);
  double sum = 0;
  for (const double alpha : settings.inflation) {
    if (!(alpha > 0)) throw std::invalid_argument("ES-MDA: expected inflation > 0");
    sum += 1 / alpha;
  }
  if (!settings.inflation.empty() && std::abs(sum - 1) > 1e-9) {
    throw std::invalid_argument("ES-MDA: expected the inverses of the inflation to sum to 1");
  }
  if (settings.most_steps == 0) throw std::invalid_argument("ES-MDA: expected a step");
  MdaState state;
  state.settings = settings;
  state.members = first_members(settings.ensemble);
  return state;
}

std::vector<Evaluation> ask(const MdaState& state) {
  const EnsembleSettings& s = state.settings.ensemble;
  std::vector<Evaluation> batch;
  for (Eigen::Index j = 0; j < state.members.cols(); ++j) {
    batch.push_back(
        run_of(s.priors, state.members.col(j), s.seed, state.step, static_cast<std::uint32_t>(j)));
  }
  return batch;
}

void tell(MdaState& state, std::span<const Outcome> outcomes) {
  const EnsembleSettings& s = state.settings.ensemble;
  if (outcomes.size() != static_cast<std::size_t>(state.members.cols())) {
    throw std::logic_error("ES-MDA: expected as many outcomes as evaluations asked for");
  }
  const Runs runs = take(state, outcomes);
  const auto least = std::max(4.0, s.least_members * s.members);
  if (static_cast<double>(runs.worked.size()) < least) {
    state.stop = EnsembleStop::too_few_members;
    return;
  }
  const std::vector<double>& fixed = state.settings.inflation;
  const double alpha = fixed.empty() ? controlled_inflation(state, runs.misfit) : fixed[state.step];
  Eigen::MatrixXd members = only_columns(state.members, runs.worked);
  const Eigen::MatrixXd gain =
      ensemble_gain(s, anomalies(members), anomalies(runs.misfit), alpha, state.step);
  const Eigen::MatrixXd noise = standard_normals(s.seed, purpose::kPerturbation, state.step,
                                                 runs.misfit.rows(), runs.misfit.cols());
  members += gain * (std::sqrt(alpha) * noise - runs.misfit);
  state.misfits.push_back(runs.misfit.colwise().squaredNorm().mean());
  state.steps.push_back(alpha);
  state.done += 1 / alpha;
  const bool redraw = s.failed == FailedMembers::redraw && members.cols() < s.members;
  state.members = redraw ? with_redrawn(state, members) : members;
  ++state.step;
  const bool complete = fixed.empty() ? state.done > 1 - 1e-12 : state.step == fixed.size();
  if (complete) state.stop = EnsembleStop::complete;
}

Eigen::VectorXd spread_left(const Eigen::MatrixXd& members) {
  return anomalies(members).rowwise().norm();
}

}  // namespace ravenstein::calibration
