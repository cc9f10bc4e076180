// SPDX-License-Identifier: Apache-2.0
#include "calibration/optimise/cma_update.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/optimise/cma_weights.hpp"

namespace ravenstein::calibration {
namespace {

/// Points from best to worst; the failed last, equals in their order.
std::vector<std::size_t> ranking(const std::vector<double>& value) {
  std::vector<std::size_t> order(value.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return value[a] < value[b]; });
  return order;
}

/// The parents' weights only for points that worked, again with sum 1.
void leave_out_failed(std::vector<double>& weight, int parents, std::size_t worked) {
  double sum = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(parents); ++i) {
    if (i >= worked) weight[i] = 0;
    sum += weight[i];
  }
  for (std::size_t i = 0; i < static_cast<std::size_t>(parents); ++i) weight[i] /= sum;
}

void record(CmaState& state, const std::vector<std::size_t>& order) {
  state.best_of.push_back(state.value[order.front()]);
  state.median_of.push_back(state.value[order[order.size() / 2]]);
}

void decompose(CmaState& state) {
  const Eigen::MatrixXd symmetric = (state.covariance + state.covariance.transpose()) / 2;
  state.covariance = symmetric;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(symmetric);
  state.axes = solver.eigenvectors();
  state.axis_length = solver.eigenvalues().cwiseMax(1e-300).cwiseSqrt();
}

}  // namespace

bool update_distribution(CmaState& state) {
  const std::vector<std::size_t> order = ranking(state.value);
  const auto worked = static_cast<std::size_t>(std::count_if(
      state.value.begin(), state.value.end(), [](double v) { return std::isfinite(v); }));
  if (worked == 0) return false;
  record(state, order);
  const Eigen::Index n = state.mean.size();
  CmaWeights w = cma_weights(static_cast<int>(n), static_cast<int>(order.size()));
  leave_out_failed(w.weight, w.parents, worked);
  const Eigen::Map<const Eigen::VectorXd> unit(state.settings.step.data(), n);
  const auto whitened = [&](const Eigen::VectorXd& y) -> Eigen::VectorXd {
    return (state.axes.transpose() * y).cwiseQuotient(state.axis_length);
  };

  Eigen::MatrixXd y(n, state.points.cols());  // best first
  for (std::size_t i = 0; i < order.size(); ++i) {
    const auto from = static_cast<Eigen::Index>(order[i]);
    y.col(static_cast<Eigen::Index>(i)) =
        (state.points.col(from).cwiseQuotient(unit) - state.mean) / state.sigma;
  }
  Eigen::VectorXd shift = Eigen::VectorXd::Zero(n);
  for (Eigen::Index i = 0; i < w.parents; ++i)
    shift += w.weight[static_cast<std::size_t>(i)] * y.col(i);

  const double keep = 1 - w.rate_sigma;
  state.path_sigma = keep * state.path_sigma + std::sqrt(w.rate_sigma * (1 + keep) * w.effective) *
                                                   (state.axes * whitened(shift));
  const double length = state.path_sigma.norm();
  const double settled = std::sqrt(1 - std::pow(keep, 2.0 * (state.generation + 1)));
  const double size = static_cast<double>(n);
  const bool steady = length / settled < (1.4 + 2 / (size + 1)) * w.expected_length;
  const double rate = w.rate_path;
  state.path_covariance *= 1 - rate;
  if (steady) state.path_covariance += std::sqrt(rate * (2 - rate) * w.effective) * shift;

  const double missed = steady ? 0 : rate * (2 - rate);
  double total = 0;
  Eigen::MatrixXd spread = Eigen::MatrixXd::Zero(n, n);
  for (Eigen::Index i = 0; i < y.cols(); ++i) {
    double weight = w.weight[static_cast<std::size_t>(i)];
    total += weight;
    if (weight < 0) weight *= size / (whitened(y.col(i)).squaredNorm() + 1e-12);
    spread += weight * (y.col(i) * y.col(i).transpose());
  }
  state.covariance *= 1 + w.rate_one * missed - w.rate_one - w.rate_mu * total;
  state.covariance +=
      w.rate_one * (state.path_covariance * state.path_covariance.transpose()) + w.rate_mu * spread;
  state.mean += state.sigma * shift;
  state.sigma *=
      std::exp(std::min(1.0, w.rate_sigma / w.damping * (length / w.expected_length - 1)));
  decompose(state);
  return true;
}

}  // namespace ravenstein::calibration
