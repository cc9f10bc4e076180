// SPDX-License-Identifier: Apache-2.0
// The table of a personal attribute: value, default (a weight), and one column of weights for each
// zone that has its own.
#pragma once

#include <string>

#include "engine/scenario.hpp"
#include "io/tables/table.hpp"
#include "io/tables/zones.hpp"

namespace ravenstein::io {

AttributeTable read_attribute(Table& table, const ZoneCodes& codes, const std::string& name);

}  // namespace ravenstein::io
