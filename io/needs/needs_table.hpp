// SPDX-License-Identifier: Apache-2.0
// From a projection to what its people need: by zone and month, hosts and newcomers, and stratum,
// beside what cities have.
#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "io/projection/contents.hpp"
#include "models/needs/standards.hpp"

namespace ravenstein::io {

struct NeedsOptions {
  double first_wait_days = 0.5;  ///< for a consultation, when the projection begins
  double target_wait_days = 5;
  std::vector<std::string> zones{};  ///< codes; empty: all zones with people
  /// If said: only these needs, of all people together (group `all`).
  std::optional<std::vector<std::string>> needs{};
};

struct NeedLine {
  ZoneIndex zone = 0;
  int row = 0;        ///< of the projection
  std::string group;  ///< `all`, `hosts`, `newcomers`, or one of them and a stratum
  std::string need;   ///< e.g. `water`, `wait`
  std::string unit;
  double value = 0;                ///< of an ensemble: from its mean numbers of people
  std::vector<double> quantile{};  ///< of an ensemble: newcomers as many as the quantile says
  double available = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not known
  double missing = std::numeric_limits<double>::quiet_NaN();
};

struct NeedsTable {
  std::vector<double> quantiles;
  std::vector<NeedLine> lines;  ///< by zone, month, group
};

/// Rows that are days are told at the end of each month. Strata of hosts are those of day 0.
/// InputError if a zone of the options is none, or a standard is missing.
NeedsTable needs_table(const ProjectionFile& projection, const Scenario& scenario,
                       const models::Standards& standards, const NeedsOptions& options = {});

}  // namespace ravenstein::io
