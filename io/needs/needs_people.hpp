// SPDX-License-Identifier: Apache-2.0
// Series of people by zone from a projection or from an ensemble's statistics.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// A series over the rows; nothing where the projection has no such table.
using Series = std::vector<double>;

class NeedsPeople {
 public:
  explicit NeedsPeople(const ProjectionFile& projection);

  std::size_t rows() const { return rows_; }
  /// Residents, returned and integrated people; of an ensemble the mean.
  Series hosts(ZoneIndex zone) const;
  /// Displaced people and refugees; of an ensemble the mean, or as its quantile number `q` says.
  /// Of both kinds in one zone quantiles are added, which spreads them a little too far.
  Series newcomers(ZoneIndex zone, std::optional<std::size_t> q = {}) const;
  /// Of one stratum; empty if strata were not recorded.
  Series newcomers_of(ZoneIndex zone, std::size_t stratum) const;
  /// What a city has; empty if that is not known.
  Series city(ZoneIndex zone, std::string_view quantity) const;

 private:
  void add(std::string_view name, const DailyTable& table, ZoneIndex zone,
           std::optional<std::size_t> q, Series& sum) const;

  const ProjectionFile& file_;
  std::size_t rows_, zones_;
  double stands_for_;
};

}  // namespace ravenstein::io
