// SPDX-License-Identifier: Apache-2.0
// Rain of the last months against what is usual at the same time of the year.
#pragma once

#include "engine/world/monthly.hpp"

namespace ravenstein::models {

/// Years from which "usual" is taken.
struct Climatology {
  int first_year = 0;
  int last_year = 0;
};

/// Sum of x over `months` months up to and with each month [unit of x]; NaN where one is missing.
MonthlySeries rolling_sum(const MonthlySeries& x, int months);

/// `pct12` (months = 12): rolling sum / mean of the rolling sums that end in the same calendar
/// month of the reference years, minus 1. NaN where nothing is known or usual is 0.
MonthlySeries relative_anomaly(const MonthlySeries& rain_mm, int months, Climatology reference);

/// `SPI-k` as a z-score: (rolling sum - that mean) / the sample standard deviation (n - 1) of the
/// same sums. The full SPI (McKee, Doesken & Kleist 1993) first fits a gamma distribution; with 8
/// reference years there is little to fit.
MonthlySeries standardised_anomaly(const MonthlySeries& rain_mm, int months, Climatology reference);

/// `lr` = ln(1 + rain [mm per month])
MonthlySeries log_rain(const MonthlySeries& rain_mm);

}  // namespace ravenstein::models
