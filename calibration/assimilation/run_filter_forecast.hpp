// SPDX-License-Identifier: Apache-2.0
// What the analyses of a filter share: counts, and what its members forecast of them.
#pragma once

#include "calibration/assimilation/run_filter.hpp"

namespace ravenstein::calibration {

/// Counts beside what the members say of them; rows are counts, columns members.
struct RunFilter::Forecast {
  std::vector<PeopleCount> counts;
  Eigen::MatrixXd predicted;
  Eigen::VectorXd observed, error_sd, mean, variance;
  std::vector<bool> used;
  std::vector<bool> doubted;  ///< used, though far off: to be weighed against the forecast

  explicit Forecast(std::size_t size, std::size_t members)
      : predicted(static_cast<Eigen::Index>(size), static_cast<Eigen::Index>(members)),
        observed(predicted.rows()),
        error_sd(predicted.rows()),
        used(size, true),
        doubted(size, false) {}
  void measure() {
    mean = predicted.rowwise().mean();
    variance = (predicted.colwise() - mean).rowwise().squaredNorm() /
               static_cast<double>(predicted.cols() - 1);
  }
  /// Those that are used.
  Forecast chosen() const {
    std::vector<std::size_t> rows;
    for (std::size_t i = 0; i < used.size(); ++i) {
      if (used[i]) rows.push_back(i);
    }
    Forecast part(rows.size(), static_cast<std::size_t>(predicted.cols()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto from = static_cast<Eigen::Index>(rows[i]);
      const auto to = static_cast<Eigen::Index>(i);
      part.counts.push_back(counts[rows[i]]);
      part.predicted.row(to) = predicted.row(from);
      part.observed[to] = observed[from];
      part.error_sd[to] = error_sd[from];
    }
    part.measure();
    return part;
  }
};

}  // namespace ravenstein::calibration
