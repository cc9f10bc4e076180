// SPDX-License-Identifier: Apache-2.0
// A counterfactual: a driver takes other values for some time. What it takes is `scale` x base +
// `shift`, where the base is the value it has, a number, another series, or what its own past makes
// of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/world/condition.hpp"
#include "engine/world/monthly.hpp"

namespace ravenstein {

/// What the past of a zone's own series, before the change, gives as the base. hold: its last
/// value. climatology: the mean of the same calendar month. trend: the straight line of least
/// squares through its last 24 months.
enum class Extrapolation : std::uint8_t { none, hold, climatology, trend };

struct DriverChange {
  std::vector<ZoneIndex> zones{};  ///< empty: all
  std::optional<double> value{};   ///< the base is this number
  Extrapolation extrapolate = Extrapolation::none;
  double scale = 1;
  double shift = 0;
};

/// Changes first_month <= month < end_month, which may lie beyond the series if there is another
/// base than itself: then the series grows. `replacement`: the base, if there is one. Returns what
/// cannot be told (the first zone and month without a base, `BASE 2020-03`), or "".
std::string change_monthly(MonthlySeries& series, const DriverChange& change, int first_month,
                           int end_month, const MonthlySeries* replacement,
                           std::span<const std::string> zone_names);

/// Changes days first_day <= t < end_day of a period of `days` days; values on whole days are
/// exact, also where they run straight between entries. Its base is no extrapolation.
void change_conditions(ConditionTable& table, const DriverChange& change, int first_day,
                       int end_day, int days, std::size_t zones, const ConditionTable* replacement);

}  // namespace ravenstein
