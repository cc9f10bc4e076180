// SPDX-License-Identifier: Apache-2.0
// Purchasing power of herders: how much cereal a goat buys. Prices are patchy and have spikes, so
// they are compared with the district's own median, clipped, and filled.
// Source of the forms: Ravenstein's selection on the PRMN register of Somalia, docs/data.md.
#pragma once

#include <span>
#include <vector>

#include "engine/world/monthly.hpp"

namespace ravenstein::models {

/// The middle value (mean of the two in the middle) of those that are not NaN; NaN if there is
/// none.
double median_of_known(std::span<const double> values);

/// ln(ratio_t / the zone's median ratio over the years first_year..last_year), clipped to +-limit;
/// ratio: kg of cereal per goat (any unit that does not change). NaN where the ratio is missing or
/// not positive, or the zone has no median.
MonthlySeries log_against_median(const MonthlySeries& ratio, int first_year, int last_year,
                                 double limit = 1.5);

/// `tot_nat`: per month the unweighted median over the zones that reported (before any filling).
std::vector<double> national_median(const MonthlySeries& log_ratio);

/// Missing values of a zone: its last one for up to `hold_months`, then the national median.
MonthlySeries held_then_national(const MonthlySeries& log_ratio, std::span<const double> national,
                                 int hold_months = 3);

/// `tn2` = max(0, -tot_nat)^2: the collapse of terms of trade, convex.
double squared_fall(double log_ratio);

/// `dev` = tot - tot_nat, for a series of regions
MonthlySeries deviation_from(const MonthlySeries& log_ratio, std::span<const double> national);

}  // namespace ravenstein::models
