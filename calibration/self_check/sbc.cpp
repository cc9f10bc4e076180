// SPDX-License-Identifier: Apache-2.0
#include "calibration/self_check/sbc.hpp"

#include <numeric>
#include <stdexcept>

#include "calibration/scores/pit.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {

std::vector<std::uint32_t> posterior_ranks(std::span<const double> truth,
                                           const Eigen::MatrixXd& draws, Stream& tie) {
  std::vector<std::uint32_t> ranks;
  for (Eigen::Index i = 0; i < draws.rows(); ++i) {
    const auto row = draws.row(i);
    const std::vector<double> members(row.begin(), row.end());
    ranks.push_back(rank_among(members, truth[static_cast<std::size_t>(i)], tie));
  }
  return ranks;
}

double rank_p_value(std::span<const std::uint32_t> ranks, std::uint32_t draws, std::uint32_t bins) {
  if (bins == 0 || (draws + 1) % bins != 0) {
    throw std::invalid_argument("ranks: expected a number of bins that divides draws + 1");
  }
  std::vector<std::int64_t> counts(bins);
  for (const std::uint32_t rank : ranks) ++counts.at(rank / ((draws + 1) / bins));
  return uniformity_p_value(counts);
}

Eigen::MatrixXd resampled_columns(const Eigen::MatrixXd& columns, const Eigen::VectorXd& weight,
                                  Eigen::Index count, Stream& stream) {
  const double start = stream.uniform(), total = weight.sum();
  std::vector<std::uint32_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), 0U);
  choose_without_replacement(stream, order, order.size());
  Eigen::MatrixXd result(columns.rows(), count);
  double sum = weight[0];
  Eigen::Index at = 0;
  for (Eigen::Index i = 0; i < count; ++i) {
    const double pointer = (static_cast<double>(i) + start) / static_cast<double>(count) * total;
    while (sum <= pointer && at + 1 < weight.size()) sum += weight[++at];
    result.col(order[static_cast<std::size_t>(i)]) = columns.col(at);
  }
  return result;
}

}  // namespace ravenstein::calibration
