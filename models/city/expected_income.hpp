// SPDX-License-Identifier: Apache-2.0
// Movement to town by expected income (Harris & Todaro 1970, American Economic Review 60: 126-142).
#pragma once

#include <array>

namespace ravenstein::models {

struct ExpectedIncome {
  double urban_wage = 0;                 ///< w_u, of who has a job
  double urban_jobs = 0;                 ///< L_u
  double rural_productivity = 0;         ///< A of rural output A N_r^(1-a)
  double rural_exponent = 0;             ///< a, 0..1
  double response = 0;                   ///< beta [1/year per unit of income]
  double natural_increase_per_year = 0;  ///< n of both
};

/// Marginal product of rural labour: A (1-a) N_r^-a.
double rural_wage(const ExpectedIncome& economy, double rural);
/// What somebody in town can expect: w_u min(1, L_u / N_u).
double expected_urban_wage(const ExpectedIncome& economy, double urban);
/// d/dt of {rural, urban} persons: those who move are beta (expected urban - rural wage) N_r.
std::array<double, 2> expected_income_rates(const ExpectedIncome& economy, double rural,
                                            double urban);
/// The urban people of `total` at which both incomes are equal and nobody moves on balance (without
/// natural increase); bisection to the last bit. Unemployment is then 1 - w_r / w_u.
double expected_income_equilibrium(const ExpectedIncome& economy, double total);

}  // namespace ravenstein::models
