// SPDX-License-Identifier: Apache-2.0
#include "models/city/expected_income.hpp"

#include <cmath>

namespace ravenstein::models {

double rural_wage(const ExpectedIncome& economy, double rural) {
  return economy.rural_productivity * (1 - economy.rural_exponent) *
         std::pow(rural, -economy.rural_exponent);
}

double expected_urban_wage(const ExpectedIncome& economy, double urban) {
  const double chance = urban > economy.urban_jobs ? economy.urban_jobs / urban : 1;
  return economy.urban_wage * chance;
}

std::array<double, 2> expected_income_rates(const ExpectedIncome& economy, double rural,
                                            double urban) {
  const double moving =
      economy.response * (expected_urban_wage(economy, urban) - rural_wage(economy, rural)) * rural;
  return {economy.natural_increase_per_year * rural - moving,
          economy.natural_increase_per_year * urban + moving};
}

double expected_income_equilibrium(const ExpectedIncome& economy, double total) {
  double low = 0, high = total;  // more people in town: less to expect there, more in the country
  for (double middle = 0.5 * total; low < middle && middle < high; middle = 0.5 * (low + high)) {
    const bool town_is_better =
        expected_urban_wage(economy, middle) > rural_wage(economy, total - middle);
    (town_is_better ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace ravenstein::models
