// SPDX-License-Identifier: Apache-2.0
// Conflict as covariates of displacement, from monthly counts per zone. Missing counts must have
// been filled (with 0 where no report means no incident).
// Source of the forms: Ravenstein's selection on the PRMN register of Somalia, docs/data.md.
#pragma once

#include "engine/world/monthly.hpp"

namespace ravenstein::models {

/// `linc` = ln(1 + incidents_t), incidents per month
MonthlySeries log_incidents(const MonthlySeries& incidents);

/// `sF` = ln(1 + fatalities_t) - ln(1 + ewma(fatalities)_{t-1}): how much worse this month is than
/// the months before. NaN in the first month.
MonthlySeries fatality_surge(const MonthlySeries& fatalities, double half_life_months = 6);

}  // namespace ravenstein::models
