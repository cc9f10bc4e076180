// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/drawn_shares.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>

#include "engine/random/shocks.hpp"

namespace ravenstein::calibration {
namespace {

// In double, which is more than whole persons need.
using Quick = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
constexpr double kLargeShape = 1e4;
constexpr int kPasses = 20;  // of the fitting, at most
constexpr double kTolerance = 1e-3;

/// The quantile of a gamma distribution (scale 1) at a standard normal number. Large shapes: Wilson
/// and Hilferty 1931, which is off by some 1e-6 there.
double gamma_at(double shape, double score) {
  if (shape < kLargeShape)
    return boost::math::gamma_p_inv(shape, normal_probability(score), Quick());
  const double root = 1 - 1 / (9 * shape) + score / (3 * std::sqrt(shape));
  return shape * root * root * root;
}

/// Sums of columns become 1, means of rows those given; columns exactly.
void fit(Eigen::MatrixXd& shares, const Eigen::VectorXd& mean) {
  for (int pass = 0; pass < kPasses; ++pass) {
    const Eigen::VectorXd now = shares.rowwise().mean();
    double worst = 0;
    for (Eigen::Index z = 0; z < shares.rows(); ++z) {
      if (!(now[z] > 0)) continue;
      const double factor = mean[z] / now[z];
      worst = std::max(worst, std::abs(factor - 1));
      shares.row(z) *= factor;
    }
    for (Eigen::Index m = 0; m < shares.cols(); ++m) shares.col(m) /= shares.col(m).sum();
    if (worst < kTolerance) return;
  }
}

}  // namespace

Eigen::MatrixXd drawn_shares(std::span<const double> mean, std::span<const double> asked,
                             const Eigen::Ref<const Eigen::MatrixXd>& score) {
  const Eigen::Index places = score.rows(), members = score.cols();
  const Eigen::VectorXd given = Eigen::Map<const Eigen::VectorXd>(mean.data(), places);
  Eigen::MatrixXd shares = Eigen::MatrixXd::Zero(places, members);
  oneapi::tbb::parallel_for(Eigen::Index{0}, members, [&](Eigen::Index m) {
    for (Eigen::Index z = 0; z < places; ++z) {
      const double shape = asked[static_cast<std::size_t>(m)] * given[z];
      if (!(shape > 0)) continue;
      shares(z, m) = gamma_at(shape, score(z, m));
    }
    const double sum = shares.col(m).sum();
    // A member who has drawn nothing, which takes tiny shapes everywhere, does not differ.
    if (sum > 0) {
      shares.col(m) /= sum;
    } else {
      shares.col(m) = given;
    }
  });
  if (given.sum() > 0) fit(shares, given / given.sum());
  return shares;
}

}  // namespace ravenstein::calibration
