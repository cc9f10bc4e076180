// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/multivariate.hpp"

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace ravenstein::calibration {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

struct Known {
  Eigen::MatrixXd members;  ///< quantity x member
  Eigen::VectorXd observed;
};

Known known(std::span<const double> members, std::span<const double> observed) {
  const std::size_t width = observed.size();
  if (width == 0 || members.size() % width != 0) {
    throw std::invalid_argument("multivariate score: expected members x quantities");
  }
  std::vector<std::size_t> quantity;
  for (std::size_t i = 0; i < width; ++i) {
    if (!std::isnan(observed[i])) quantity.push_back(i);
  }
  const auto kept = static_cast<Eigen::Index>(quantity.size());
  Known result{Eigen::MatrixXd(kept, static_cast<Eigen::Index>(members.size() / width)),
               Eigen::VectorXd(kept)};
  Eigen::Index complete = 0;
  for (std::size_t m = 0; m < members.size() / width; ++m) {
    for (Eigen::Index i = 0; i < kept; ++i) {
      const std::size_t from = quantity[static_cast<std::size_t>(i)];
      result.members(i, complete) = members[m * width + from];
      result.observed[i] = observed[from];
    }
    if (!result.members.col(complete).hasNaN()) ++complete;
  }
  result.members.conservativeResize(kept, complete);
  return result;
}

}  // namespace

double energy_score(std::span<const double> members, std::span<const double> observed,
                    SampleKind kind) {
  const Known k = known(members, observed);
  const Eigen::Index count = k.members.cols();
  if (k.members.rows() == 0 || count < (kind == SampleKind::fair ? 2 : 1)) return kUndefined;
  double error = 0, spread = 0;
  for (Eigen::Index m = 0; m < count; ++m) {
    error += (k.members.col(m) - k.observed).norm();
    for (Eigen::Index other = 0; other < m; ++other) {
      spread += (k.members.col(m) - k.members.col(other)).norm();
    }
  }
  const auto n = static_cast<double>(count);
  return error / n - spread / (n * (kind == SampleKind::fair ? n - 1 : n));
}

double variogram_score(std::span<const double> members, std::span<const double> observed,
                       double p) {
  const Known k = known(members, observed);
  if (k.members.rows() < 2 || k.members.cols() == 0) return kUndefined;
  double score = 0;
  for (Eigen::Index i = 0; i < k.members.rows(); ++i) {
    for (Eigen::Index j = 0; j < k.members.rows(); ++j) {
      const double forecast = (k.members.row(i) - k.members.row(j)).array().abs().pow(p).mean();
      const double happened = std::pow(std::abs(k.observed[i] - k.observed[j]), p);
      score += (happened - forecast) * (happened - forecast);
    }
  }
  return score;
}

}  // namespace ravenstein::calibration
