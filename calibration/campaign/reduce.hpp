// SPDX-License-Identifier: Apache-2.0
// Fields (steps x zones) reduced over runs without keeping them: mean, variance, a sketch of
// quantiles and the sums of Sobol' indices. Each block is reduced by itself, run by run in order,
// and blocks are joined in order, so that the result does not depend on who ran what.
//
// Sketch: of n values of a cell in a block, k <= n quantiles at (i + 1/2) / k stand for n / k
// values each; all values where n <= k. Joined, a quantile's rank is off by at most 1 / 2k of the
// runs; usually far less, for the errors of blocks are independent.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "calibration/campaign/plan.hpp"
#include "calibration/sensitivity/sobol_sums.hpp"

namespace ravenstein::calibration {

/// Of a block, as it is stored. Cells of all fields one after the other.
struct BlockFields {
  double runs = 0;
  std::vector<double> mean, squares;  ///< cells; the second: sum of (x - mean)^2
  std::vector<double> sketch;         ///< cells x plan.sketch, sorted; NaN where n < k
  std::vector<double> sobol;          ///< see to_values
};

/// Numbers that store sums of so many outputs and factors, and back.
std::size_t sobol_size(std::size_t cells, std::size_t factors, bool second_order);
std::vector<double> to_values(const SobolSums& sums);
SobolSums sums_from(std::span<const double> values, std::size_t cells, std::size_t factors,
                    bool second_order);
/// Sums over the rows of both (Chan, Golub & LeVeque 1983, Am. Stat. 37).
void join(SobolSums& sums, const SobolSums& more);

/// Takes the runs of a block in order.
class BlockReducer {
 public:
  explicit BlockReducer(const CampaignPlan& plan);
  void add(std::span<const double> fields);
  /// A run that failed; with it its row of the design is left out of Sobol' indices.
  void leave_out();
  BlockFields finish();

 private:
  void end_run(bool failed, std::span<const double> fields);

  const CampaignPlan& plan_;
  std::size_t cells_;
  std::vector<double> values_;  ///< runs x cells
  std::vector<double> mean_, squares_;
  double runs_ = 0;
  std::optional<SobolSums> sobol_;
  RowOutputs row_;  ///< cells x points of the design's row: means over replicates
  std::size_t in_row_ = 0;
  bool row_failed_ = false;
};

/// Joins mean and variance of blocks, in their order.
class Moments {
 public:
  explicit Moments(std::size_t cells) : mean_(cells), squares_(cells) {}
  void add(double runs, std::span<const double> mean, std::span<const double> squares);
  double runs() const { return runs_; }
  const std::vector<double>& mean() const { return mean_; }
  /// Of the sample (n - 1); NaN for fewer than two runs.
  std::vector<double> variance() const;

 private:
  double runs_ = 0;
  std::vector<double> mean_, squares_;
};

/// A value that stands for `weight` runs.
struct Weighted {
  double value, weight;
};
/// The quantile of the runs that the values stand for; type 7 (Hyndman & Fan 1996) where all
/// weights are 1. Sorts the values. NaN if there are none or one is NaN.
std::vector<double> weighted_quantiles(std::vector<Weighted>& values,
                                       std::span<const double> shares);

}  // namespace ravenstein::calibration
