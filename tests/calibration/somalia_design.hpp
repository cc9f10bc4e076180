// SPDX-License-Identifier: Apache-2.0
// Regressions on the Somali panel: rows are region-months, month-major.
#pragma once

#include <string>
#include <vector>

#include "calibration/regression/fit.hpp"
#include "calibration/regression/hurdle_lognormal.hpp"
#include "somalia_panel.hpp"

namespace ravenstein::calibration {

inline constexpr int kPanelFirst = month_number(2016, 10);
inline constexpr int kPanelEnd = month_number(2021, 1);

/// A column of ones and the named covariates, y = persons displaced by the cause, offset =
/// ln(people in 2014), cluster = month; months first..end-1.
inline Regression somali_design(const SomaliPanel& panel, const std::string& cause,
                                const std::vector<std::string>& columns, int first = kPanelFirst,
                                int end = kPanelEnd) {
  const auto regions = static_cast<Eigen::Index>(panel.regions.size());
  const Eigen::Index n = (end - first) * regions;
  Regression data{Eigen::MatrixXd::Ones(n, 1 + static_cast<Eigen::Index>(columns.size())),
                  Eigen::VectorXd(n), Eigen::VectorXd(n)};
  for (Eigen::Index i = 0; i < n; ++i) {
    const int month = first + static_cast<int>(i / regions);
    const auto region = static_cast<std::size_t>(i % regions);
    for (std::size_t k = 0; k < columns.size(); ++k) {
      data.x(i, static_cast<Eigen::Index>(k) + 1) =
          panel.covariate.at(columns[k]).at(month, region);
    }
    data.y(i) = panel.displaced.at(cause).at(month, region);
    data.offset(i) = std::log(static_cast<double>(panel.regions[region].population));
    data.cluster.push_back(month);
  }
  return data;
}

/// The same with a column per region.
inline Regression with_regions(const Regression& plain, Eigen::Index regions = 18) {
  Regression data = plain;
  data.x = Eigen::MatrixXd::Zero(plain.x.rows(), plain.x.cols() + regions);
  data.x.leftCols(plain.x.cols()) = plain.x;
  for (Eigen::Index i = 0; i < data.x.rows(); ++i) data.x(i, plain.x.cols() + i % regions) = 1;
  return data;
}

/// The cells of the hurdle model.
inline HurdleData somali_hurdle_data(const SomaliPanel& panel, const std::string& cause,
                                     const std::vector<std::string>& columns,
                                     int first = kPanelFirst, int end = kPanelEnd) {
  const Regression all = somali_design(panel, cause, columns, first, end);
  const int regions = static_cast<int>(panel.regions.size());
  HurdleData data{all.x, all.y, {}, regions, all.cluster};
  for (int i = 0; i < all.y.size(); ++i) data.region.push_back(i % regions);
  return data;
}

/// The rows with y > 0, y replaced by ln y, without offset.
inline Regression log_sizes(const Regression& all) {
  Regression data;
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < all.y.size(); ++i) {
    if (all.y(i) > 0) rows.push_back(i);
  }
  data.x = all.x(rows, Eigen::all);
  data.y = all.y(rows).array().log();
  for (const Eigen::Index row : rows) {
    data.cluster.push_back(all.cluster[static_cast<std::size_t>(row)]);
  }
  return data;
}

/// y > 0 as 1, without offset.
inline Regression occurrences(const Regression& all) {
  Regression data{all.x, (all.y.array() > 0).cast<double>(), {}, all.cluster};
  return data;
}

}  // namespace ravenstein::calibration
