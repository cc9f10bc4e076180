// SPDX-License-Identifier: Apache-2.0
#include "calibration/smoother/localisation.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

/// Rows of length one; a row that does not vary stays zero.
Eigen::MatrixXd unit_rows(Eigen::MatrixXd rows) {
  for (Eigen::Index i = 0; i < rows.rows(); ++i) {
    const double length = rows.row(i).norm();
    if (length > 0) rows.row(i) /= length;
  }
  return rows;
}

}  // namespace

double gaspari_cohn(double distance, double half_width) {
  const double r = std::abs(distance) / half_width;
  if (r >= 2) return 0;
  const double r2 = r * r, r3 = r2 * r;
  if (r <= 1) return 1 - 5 * r2 / 3 + 5 * r3 / 8 + r2 * r2 / 2 - r2 * r3 / 4;
  return std::max(0.0,
                  4 - 5 * r + 5 * r2 / 3 + 5 * r3 / 8 - r2 * r2 / 2 + r2 * r3 / 12 - 2 / (3 * r));
}

Eigen::MatrixXd automatic_taper(const Eigen::MatrixXd& x, const Eigen::MatrixXd& y,
                                std::uint64_t seed, std::uint32_t generation) {
  const Eigen::MatrixXd unit_x = unit_rows(x), unit_y = unit_rows(y);
  std::vector<std::uint32_t> order(static_cast<std::size_t>(x.cols()));
  std::iota(order.begin(), order.end(), 0U);
  Stream stream = draws(seed, purpose::kBootstrap, generation, 0);
  choose_without_replacement(stream, order, order.size());
  Eigen::MatrixXd shuffled(unit_x.rows(), unit_x.cols());
  for (std::size_t j = 0; j < order.size(); ++j) {
    shuffled.col(static_cast<Eigen::Index>(j)) = unit_x.col(order[j]);
  }
  const Eigen::MatrixXd chance = (shuffled * unit_y.transpose()).cwiseAbs();
  std::vector<double> size(chance.data(), chance.data() + chance.size());
  const auto middle = size.begin() + static_cast<std::ptrdiff_t>(size.size() / 2);
  std::nth_element(size.begin(), middle, size.end());
  const double sigma = *middle / 0.6745;  // of a normal distribution, from its median size
  const double threshold =
      sigma * std::sqrt(2 * std::log(std::max(2.0, static_cast<double>(size.size()))));
  return ((unit_x * unit_y.transpose()).array().abs() > threshold).cast<double>();
}

}  // namespace ravenstein::calibration
