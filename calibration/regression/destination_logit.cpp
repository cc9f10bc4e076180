// SPDX-License-Identifier: Apache-2.0
#include "calibration/regression/destination_logit.hpp"

#include <cmath>
#include <stdexcept>

#include "calibration/regression/newton.hpp"

namespace ravenstein::calibration {
namespace {

/// Calls use(first row, rows) for every block.
template <class Use>
void for_blocks(const std::vector<int>& origin, Use&& use) {
  std::size_t first = 0;
  while (first < origin.size()) {
    std::size_t end = first;
    while (end < origin.size() && origin[end] == origin[first]) ++end;
    use(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(end - first));
    first = end;
  }
}

/// Shares and log shares of one block.
struct BlockShares {
  Eigen::VectorXd share, log_share;
};

BlockShares shares_of(const Eigen::MatrixXd& x, const Eigen::VectorXd& c) {
  Eigen::VectorXd utility = x * c;
  utility.array() -= utility.maxCoeff();
  const double log_sum = std::log(utility.array().exp().sum());
  utility.array() -= log_sum;
  return {utility.array().exp(), utility};
}

LocalShape shape_at(const DestinationChoices& data, const Eigen::VectorXd& lambda,
                    const Eigen::VectorXd& c) {
  LocalShape shape{-0.5 * c.cwiseAbs2().dot(lambda), -lambda.cwiseProduct(c),
                   Eigen::MatrixXd(lambda.asDiagonal())};
  for_blocks(data.origin, [&](Eigen::Index first, Eigen::Index rows) {
    const Eigen::VectorXd persons = data.persons.segment(first, rows);
    const double all = persons.sum();
    if (all == 0) return;
    const auto x = data.x.middleRows(first, rows);
    const BlockShares block = shares_of(x, c);
    shape.value += persons.dot(block.log_share);
    shape.gradient += x.transpose() * (persons - all * block.share);
    const Eigen::MatrixXd centred = x - Eigen::VectorXd::Ones(rows) * (block.share.transpose() * x);
    shape.negative_hessian += all * (centred.transpose() * block.share.asDiagonal() * centred);
  });
  return shape;
}

}  // namespace

Eigen::VectorXd choice_shares(const DestinationChoices& data, const Eigen::VectorXd& coefficient) {
  Eigen::VectorXd shares(data.x.rows());
  for_blocks(data.origin, [&](Eigen::Index first, Eigen::Index rows) {
    shares.segment(first, rows) = shares_of(data.x.middleRows(first, rows), coefficient).share;
  });
  return shares;
}

Fit fit_destination_logit(const DestinationChoices& data, const Penalty& penalty) {
  const Eigen::Index k = data.x.cols();
  if (data.persons.size() != data.x.rows() ||
      static_cast<Eigen::Index>(data.origin.size()) != data.x.rows()) {
    throw std::invalid_argument("destination logit: expected persons and an origin per row of x");
  }
  const Eigen::VectorXd lambda = penalty.size() == 0 ? Eigen::VectorXd::Zero(k) : penalty;
  const Maximum found =
      maximise([&](const Eigen::VectorXd& c) { return shape_at(data, lambda, c); },
               Eigen::VectorXd::Zero(k));
  Fit fit;
  fit.coefficient = found.at;
  fit.covariance = found.shape.negative_hessian.inverse();
  fit.log_likelihood = found.shape.value + 0.5 * found.at.cwiseAbs2().dot(lambda);
  fit.iterations = found.iterations;
  fit.converged = found.converged;
  if (!data.cluster.empty()) {
    Eigen::VectorXd residual = data.persons;
    const Eigen::VectorXd share = choice_shares(data, found.at);
    for_blocks(data.origin, [&](Eigen::Index first, Eigen::Index rows) {
      residual.segment(first, rows) -=
          data.persons.segment(first, rows).sum() * share.segment(first, rows);
    });
    fit.clustered =
        clustered_covariance(fit.covariance, residual.asDiagonal() * data.x, data.cluster);
  }
  return fit;
}

}  // namespace ravenstein::calibration
