// SPDX-License-Identifier: Apache-2.0
// The table of closures: kind, a, b, start, end (dates; end empty: for ever), or start_day and
// end_day; may have permeability (share of travellers who get through all the same; empty: 0).
// In force on start <= day < end.
#pragma once

#include <vector>

#include "engine/world/network.hpp"
#include "io/tables/days.hpp"
#include "io/tables/links.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::io {

/// The names of the kinds of closure, in the order of ClosureKind.
const std::vector<std::string>& closure_kind_names();

/// A closure that cannot act is a problem: one outside the period, of a link or a border that is
/// not there, of a camp that is none. So are two that give a link different permeabilities on the
/// same day.
std::vector<Closure> read_closures(Table& table, const KnownWorld& world, const Days& days);

}  // namespace ravenstein::io
