// SPDX-License-Identifier: Apache-2.0
#include "models/city/urbanisation.hpp"

#include <cmath>

namespace ravenstein::models {

double urban_share_after(double share, double growth_difference_per_year, double years) {
  const double grown = share * std::exp(growth_difference_per_year * years);
  return grown / (1 - share + grown);
}

double growth_difference(double share_before, double share_after, double years) {
  const auto log_odds = [](double share) { return std::log(share / (1 - share)); };
  return (log_odds(share_after) - log_odds(share_before)) / years;
}

std::array<double, 2> town_and_country_rates(const TownAndCountry& rates, double rural,
                                             double urban) {
  const double moving = rates.rural_to_urban_per_year * rural;
  return {rates.rural_increase_per_year * rural - moving,
          rates.urban_increase_per_year * urban + moving};
}

std::array<double, 2> town_and_country_after(const TownAndCountry& rates, double rural,
                                             double urban, double years) {
  const double country = rates.rural_increase_per_year - rates.rural_to_urban_per_year;
  const double town = rates.urban_increase_per_year;
  // Newcomers and their children: m R0 (e^{country t} - e^{town t}) / (country - town).
  const double apart = (country - town) * years;
  const double spread = apart == 0 ? years : years * std::expm1(apart) / apart;
  const double newcomers = rates.rural_to_urban_per_year * rural * std::exp(town * years) * spread;
  return {rural * std::exp(country * years), urban * std::exp(town * years) + newcomers};
}

}  // namespace ravenstein::models
