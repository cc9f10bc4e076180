// SPDX-License-Identifier: Apache-2.0
// Town and country as two stocks, and the United Nations' urban-rural ratio method.
#pragma once

#include <array>

namespace ravenstein::models {

/// Urban share after `years` if the urban-rural growth difference d = d/dt ln(U/R) stays constant
/// (UN DESA's method; National Research Council 2003, Cities Transformed, appendix D): a logistic
/// path. `share` in 0..1, `growth_difference_per_year` [1/year].
double urban_share_after(double share, double growth_difference_per_year, double years);

/// The constant d that leads from one share to the other in `years`; shares strictly in 0..1.
double growth_difference(double share_before, double share_after, double years);

/// Natural increase [1/year] of country and town, and the net share of rural people who become
/// urban, by moving or by reclassification [1/year].
struct TownAndCountry {
  double rural_increase_per_year = 0;
  double urban_increase_per_year = 0;
  double rural_to_urban_per_year = 0;
};

/// d/dt of {rural, urban} persons: R' = (n_r - m) R, U' = n_u U + m R.
std::array<double, 2> town_and_country_rates(const TownAndCountry& rates, double rural,
                                             double urban);
/// The same after `years`, in closed form (also where n_r - m = n_u).
std::array<double, 2> town_and_country_after(const TownAndCountry& rates, double rural,
                                             double urban, double years);

}  // namespace ravenstein::models
