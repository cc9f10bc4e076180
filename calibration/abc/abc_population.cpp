// SPDX-License-Identifier: Apache-2.0
#include "calibration/abc/abc_population.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "calibration/scores/coverage.hpp"

namespace ravenstein::calibration {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return sorted_quantile(values, 0.5);
}

double standard_deviation(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return std::sqrt(squares / n);
}

/// Cholesky factor, with as much on the diagonal as it takes.
Eigen::MatrixXd factor(Eigen::MatrixXd covariance) {
  double more = std::max(1e-300, covariance.diagonal().mean()) * 1e-12;
  Eigen::LLT<Eigen::MatrixXd> llt(covariance);
  while (llt.info() != Eigen::Success) {
    covariance.diagonal().array() += more;
    more *= 100;
    llt.compute(covariance);
  }
  return llt.matrixL();
}

}  // namespace

std::vector<double> statistic_scales(std::span<const std::vector<double>> statistics) {
  std::vector<double> scale(statistics.empty() ? 0 : statistics[0].size());
  for (std::size_t k = 0; k < scale.size(); ++k) {
    std::vector<double> value;
    for (const std::vector<double>& run : statistics) value.push_back(run[k]);
    const double centre = median(value);
    std::vector<double> off;
    for (const double v : value) off.push_back(std::abs(v - centre));
    double spread = median(off);
    if (spread == 0) spread = standard_deviation(value);
    scale[k] = spread > 0 ? 1 / spread : 0;
  }
  return scale;
}

double statistic_distance(std::span<const double> statistics, std::span<const double> observed,
                          std::span<const double> scale) {
  double sum = 0;
  for (std::size_t k = 0; k < observed.size(); ++k) {
    const double off = (statistics[k] - observed[k]) * scale[k];
    sum += off * off;
  }
  return std::sqrt(sum);
}

double weighted_quantile(const Eigen::VectorXd& value, const Eigen::VectorXd& weight, double p) {
  std::vector<Eigen::Index> order(static_cast<std::size_t>(value.size()));
  std::iota(order.begin(), order.end(), Eigen::Index{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](Eigen::Index a, Eigen::Index b) { return value[a] < value[b]; });
  const double total = weight.sum();
  double below = 0, last_at = 0, last_value = value[order.front()];
  for (const Eigen::Index i : order) {
    const double at = (below + weight[i] / 2) / total;
    if (at >= p) {
      const double share = at > last_at ? (p - last_at) / (at - last_at) : 1;
      return below == 0 ? value[i] : last_value + share * (value[i] - last_value);
    }
    below += weight[i];
    last_at = at;
    last_value = value[i];
  }
  return last_value;
}

std::vector<Eigen::MatrixXd> local_kernels(const Eigen::MatrixXd& parameters,
                                           const Eigen::VectorXd& weight,
                                           const Eigen::VectorXd& distance, double tolerance) {
  Eigen::VectorXd near = (distance.array() <= tolerance).select(weight, 0.0);
  near /= near.sum();
  const Eigen::VectorXd mean = parameters * near;
  const Eigen::MatrixXd centred = parameters.colwise() - mean;
  const Eigen::MatrixXd covariance = centred * near.asDiagonal() * centred.transpose();
  std::vector<Eigen::MatrixXd> kernels;
  for (Eigen::Index j = 0; j < parameters.cols(); ++j) {
    const Eigen::VectorXd off = mean - parameters.col(j);
    kernels.push_back(factor(covariance + off * off.transpose()));
  }
  return kernels;
}

Eigen::VectorXd importance_weights(std::span<const Prior> priors, const Eigen::MatrixXd& parameters,
                                   const Eigen::MatrixXd& from, const Eigen::VectorXd& from_weight,
                                   std::span<const Eigen::MatrixXd> kernel) {
  // Normalising constants that all kernels share fall out.
  Eigen::VectorXd density = Eigen::VectorXd::Zero(parameters.cols());
  for (Eigen::Index j = 0; j < from.cols(); ++j) {
    const Eigen::MatrixXd& lower = kernel[static_cast<std::size_t>(j)];
    const Eigen::MatrixXd z =
        lower.triangularView<Eigen::Lower>().solve(parameters.colwise() - from.col(j));
    density.array() += from_weight[j] / lower.diagonal().prod() *
                       (-0.5 * z.colwise().squaredNorm().transpose().array()).exp();
  }
  Eigen::VectorXd weight(parameters.cols());
  for (Eigen::Index i = 0; i < parameters.cols(); ++i) {
    const auto column = parameters.col(i);
    const std::vector<double> x(column.begin(), column.end());
    weight[i] = std::exp(log_density(priors, x)) / density[i];
  }
  return weight / weight.sum();
}

}  // namespace ravenstein::calibration
