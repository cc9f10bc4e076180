// SPDX-License-Identifier: Apache-2.0
// People of a projection by row and zone, ready for a release: means of an ensemble, all persons
// that a count stands for, days put together to months.
#pragma once

#include <string_view>
#include <vector>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// Rows of a release: which rows of the record each is made of.
struct ReleaseRows {
  std::vector<int> last;  ///< last row of the record, rising
  bool months = false;    ///< put together from days

  std::size_t size() const { return last.size(); }
  int first(std::size_t row) const { return row == 0 ? 0 : last[row - 1] + 1; }
};

/// The rows of the record, or months if they are days and `coarse`.
ReleaseRows release_rows(const Period& period, bool coarse);

/// A statistic of one table, or of several added up: rows x columns (zones, or categories x zones),
/// in persons. `quantile`: its number, or -1 for the mean or the only run. Empty where a table or
/// its quantiles are not there; quantiles of flows over rows put together are not known either.
struct Wanted {
  std::vector<std::string_view> names;
  bool stock;
  int quantile = -1;
};
std::vector<double> people(const ProjectionFile& file, const ReleaseRows& rows,
                           const Wanted& wanted);
/// The same of all zones together, from the ensemble's sums: rows. Only where there is an ensemble.
std::vector<double> people_in_all(const ProjectionFile& file, const ReleaseRows& rows,
                                  const Wanted& wanted);

}  // namespace ravenstein::io
