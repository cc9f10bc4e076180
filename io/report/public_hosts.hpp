// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "io/report/public_parts.hpp"

namespace ravenstein::io {

/// Residents of the places of a report at the ends of the release's rows (`rows`: of the record);
/// places x rows. They are told in rows that all places share, in which each has lost none or many
/// since those told before, and in which those who are not at home are none or many more than those
/// who are present elsewhere: for all residents less all hosts are these together. In between they
/// stand as last told. Where there are places of which they cannot be told, none are.
std::vector<double> public_hosts(const PublicSource& from, const std::vector<int>& rows);

}  // namespace ravenstein::io
