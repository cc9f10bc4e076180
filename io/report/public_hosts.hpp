// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/report/public_parts.hpp"

namespace ravenstein::io {

/// Residents of the places of a report at the ends of the release's rows (`rows`: of the record);
/// places x rows. They are told in rows that all places share, in which each has lost none or many
/// since those told before, and in which those who are not at home are none or many more than those
/// who are present elsewhere: for all residents less all hosts are these together. In other rows
/// they are not shown. Where there are places of which they cannot be told, none are.
struct PublicHosts {
  std::vector<double> persons;
  std::vector<bool> told;  ///< by row
};

PublicHosts public_hosts(const PublicSource& from, const std::vector<int>& rows);

}  // namespace ravenstein::io
