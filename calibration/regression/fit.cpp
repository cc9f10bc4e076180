// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/fit.hpp"

#include <map>
#include <stdexcept>

namespace ravenstein::calibration {

Eigen::VectorXd standard_errors(const Eigen::MatrixXd& covariance) {
  return covariance.diagonal().cwiseSqrt();
}

Eigen::MatrixXd clustered_covariance(const Eigen::MatrixXd& bread, const Eigen::MatrixXd& score,
                                     const std::vector<int>& cluster) {
  std::map<int, Eigen::VectorXd> sums;
  for (Eigen::Index i = 0; i < score.rows(); ++i) {
    auto& sum = sums[cluster[static_cast<std::size_t>(i)]];
    if (sum.size() == 0) sum = Eigen::VectorXd::Zero(score.cols());
    sum += score.row(i).transpose();
  }
  Eigen::MatrixXd meat = Eigen::MatrixXd::Zero(score.cols(), score.cols());
  for (const auto& [label, sum] : sums) meat += sum * sum.transpose();
  return bread * meat * bread;
}

void check(const Regression& data, const Penalty& penalty, bool counts) {
  const auto refuse = [](const char* why) { throw std::invalid_argument(why); };
  const Eigen::Index n = data.x.rows();
  if (data.y.size() != n) refuse("regression: x and y have different numbers of rows");
  if (data.offset.size() != 0 && data.offset.size() != n) {
    refuse("regression: x and offset have different numbers of rows");
  }
  if (!data.cluster.empty() && static_cast<Eigen::Index>(data.cluster.size()) != n) {
    refuse("regression: x and cluster have different numbers of rows");
  }
  if (penalty.size() != 0 && penalty.size() != data.x.cols()) {
    refuse("regression: expected a penalty per column of x");
  }
  if (penalty.size() == 0 && n <= data.x.cols()) {
    refuse("regression: expected more rows than columns");
  }
  if (!data.x.allFinite() || !data.y.allFinite() || !data.offset.allFinite()) {
    refuse("regression: a number is not finite");
  }
  if (counts && n > 0 && data.y.minCoeff() < 0) refuse("regression: expected counts, found y < 0");
}

Eigen::VectorXd linear_predictor(const Regression& data, const Eigen::VectorXd& coefficient) {
  Eigen::VectorXd eta = data.x * coefficient;
  if (data.offset.size() != 0) eta += data.offset;
  return eta;
}

}  // namespace ravenstein::calibration
