// SPDX-License-Identifier: Apache-2.0
// A comparison of scenarios as CSV (a line per measure, what-if and zone) or as JSON. What is not
// known is empty, or null.
#pragma once

#include <string>
#include <string_view>

#include "io/report/comparison.hpp"

namespace ravenstein::io {

/// `present_end`, `arrivals_period`
std::string_view name_of(Measure measure);
/// `paired`, `other draws`, `single runs`, `members not recorded`
std::string_view name_of(Pairing pairing);

std::string comparison_csv(const Comparison& comparison);
std::string comparison_json(const Comparison& comparison);

}  // namespace ravenstein::io
