// SPDX-License-Identifier: Apache-2.0
#include "calibration/priors/scores.hpp"

#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {

std::vector<double> from_scores(std::span<const Prior> priors, const Eigen::VectorXd& z) {
  std::vector<double> x;
  for (std::size_t i = 0; i < priors.size(); ++i) {
    x.push_back(priors[i].from_score(z[static_cast<Eigen::Index>(i)]));
  }
  return x;
}

Eigen::VectorXd to_scores(std::span<const Prior> priors, std::span<const double> x) {
  Eigen::VectorXd z(static_cast<Eigen::Index>(priors.size()));
  for (std::size_t i = 0; i < priors.size(); ++i) {
    z[static_cast<Eigen::Index>(i)] = priors[i].to_score(x[i]);
  }
  return z;
}

Eigen::MatrixXd parameters_of(std::span<const Prior> priors, const Eigen::MatrixXd& z) {
  Eigen::MatrixXd x(z.rows(), z.cols());
  for (Eigen::Index j = 0; j < z.cols(); ++j) {
    for (Eigen::Index i = 0; i < z.rows(); ++i) {
      x(i, j) = priors[static_cast<std::size_t>(i)].from_score(z(i, j));
    }
  }
  return x;
}

Evaluation run_of(std::span<const Prior> priors, const Eigen::VectorXd& z, std::uint64_t seed,
                  std::uint32_t generation, std::uint32_t particle) {
  return {from_scores(priors, z), evaluation_key(seed, generation, particle)};
}

Eigen::MatrixXd standard_normals(std::uint64_t seed, Purpose purpose, std::uint32_t generation,
                                 Eigen::Index rows, Eigen::Index columns) {
  Eigen::MatrixXd z(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    Stream stream = draws(seed, purpose, generation, static_cast<std::uint32_t>(j));
    for (Eigen::Index i = 0; i < rows; ++i) z(i, j) = normal_quantile(stream.uniform_open());
  }
  return z;
}

}  // namespace ravenstein::calibration
