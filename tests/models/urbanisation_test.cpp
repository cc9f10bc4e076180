// SPDX-License-Identifier: Apache-2.0
// Equations of urban growth against values that were worked out apart from this code (the
// reference of the project: UN DESA's method and the two-stock path by quadrature), closed forms
// and equilibria.
#include "models/city/urbanisation.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "models/city/backlog.hpp"
#include "models/city/expected_income.hpp"
#include "models/city/integrate.hpp"
#include "models/city/scaling_growth.hpp"

using namespace ravenstein::models;

namespace {

const OdeOptions kExact{.absolute_error = 1e-13, .relative_error = 1e-13};
const OdeOptions kImplicit{
    .stepper = OdeStepper::implicit, .absolute_error = 1e-10, .relative_error = 1e-10};

OdeRates two_stocks(auto rates) {
  return [rates](const std::vector<double>& y, std::vector<double>& rate, double) {
    const auto change = rates(y[0], y[1]);
    rate[0] = change[0];
    rate[1] = change[1];
  };
}

}  // namespace

TEST_CASE("urbanisation: the urban-rural ratio method has the reference's path") {
  CHECK(std::abs(urban_share_after(0.35, 0.03, 10) - 0.420909917954) < 1e-9);
  CHECK(std::abs(urban_share_after(0.35, 0.03, 25) - 0.532693484825) < 1e-9);
  CHECK(std::abs(urban_share_after(0.35, 0.03, 50) - 0.707021281146) < 1e-9);
  CHECK(growth_difference(0.35, urban_share_after(0.35, 0.03, 17), 17) == Approx(0.03));
  CHECK(urban_share_after(0, 0.03, 10) == 0);  // no town to begin with
}

TEST_CASE("urbanisation: two stocks, in closed form and integrated by both methods") {
  const TownAndCountry rates{0.025, 0.018, 0.012};
  const auto derivative = two_stocks(
      [&](double rural, double urban) { return town_and_country_rates(rates, rural, urban); });
  for (const OdeOptions& options : {kExact, kImplicit}) {
    std::vector<double> people{6.5e6, 3.5e6};
    integrate(derivative, people, 0, 25, options);
    CHECK(std::abs(people[0] / 8996199.198875 - 1) < 1e-9);
    CHECK(std::abs(people[1] / 8363884.665563 - 1) < 1e-9);
    CHECK(std::abs(people[1] / (people[0] + people[1]) - 0.481788263863) < 1e-9);
    integrate(derivative, people, 25, 50, options);
    CHECK(std::abs(people[1] / (people[0] + people[1]) - 0.578603029670) < 1e-9);
  }
  const auto closed = town_and_country_after(rates, 6.5e6, 3.5e6, 25);
  CHECK(std::abs(closed[0] / 8996199.198875 - 1) < 1e-12);
  CHECK(std::abs(closed[1] / 8363884.665563 - 1) < 1e-12);
  // n_r - m = n_u: everybody grows alike, newcomers add m R t.
  const auto alike = town_and_country_after({0.03, 0.02, 0.01}, 100, 50, 10);
  CHECK(alike[1] == Approx(std::exp(0.2) * (50 + 0.01 * 100 * 10)).epsilon(1e-14));
}

TEST_CASE("expected income: integrated to its equilibrium, also when it is stiff") {
  // w_r = 40 / sqrt(N_r) and 2000 / N_u meet where incomes are equal; N_r + N_u = 10,000.
  ExpectedIncome economy{.urban_wage = 1,
                         .urban_jobs = 2000,
                         .rural_productivity = 80,
                         .rural_exponent = 0.5,
                         .response = 0.1,
                         .natural_increase_per_year = 0};
  const double urban = expected_income_equilibrium(economy, 10000);
  const double wage = rural_wage(economy, 10000 - urban);
  CHECK(expected_urban_wage(economy, urban) == Approx(wage).epsilon(1e-12));
  CHECK(1 - economy.urban_jobs / urban == Approx(1 - wage / economy.urban_wage).epsilon(1e-12));
  CHECK(wage < economy.urban_wage);
  const auto derivative = two_stocks(
      [&](double rural, double town) { return expected_income_rates(economy, rural, town); });
  std::vector<double> people{9000, 1000};
  integrate(derivative, people, 0, 2000, kExact);
  CHECK(std::abs(people[1] / urban - 1) < 1e-9);
  CHECK(people[0] + people[1] == Approx(10000).epsilon(1e-12));
  // Ten thousand times faster: the explicit method would need some million steps for a decade.
  economy.response = 1000;
  OdeOptions few = kImplicit;
  few.most_steps = 2000;
  people = {9000, 1000};
  integrate(derivative, people, 0, 2000, few);
  CHECK(std::abs(people[1] / urban - 1) < 1e-9);
  OdeOptions too_few = kExact;
  too_few.most_steps = 2000;
  people = {9000, 1000};
  try {
    integrate(derivative, people, 0, 2000, too_few);
    FAIL("the explicit method should not get there");
  } catch (const OdeFailure& failure) {
    CHECK_FALSE(failure.singular());
    CHECK_THAT(failure.what(), Catch::Contains("steps too small"));
  }
}

TEST_CASE("scaling growth: closed form, and the singularity is found where it is") {
  ScalingGrowth growth{.output = 2, .upkeep = 1, .cost = 10, .exponent = 0.85};
  const auto derivative = [&](const std::vector<double>& y, std::vector<double>& rate, double) {
    rate[0] = scaling_growth_rate(growth, y[0]);
  };
  for (const OdeOptions& options : {kExact, kImplicit}) {
    std::vector<double> people{5};
    integrate(derivative, people, 0, 40, options);
    CHECK(std::abs(people[0] / scaling_growth_after(growth, 5, 40) - 1) < 1e-9);
  }
  CHECK(std::isinf(scaling_growth_singularity(growth, 5)));
  growth.exponent = 1.15;
  const double end = scaling_growth_singularity(growth, 5);
  // By hand: E / (R (b-1)) ln(2 / (2 - 5^-0.15)) = 66.6667 ln(2 / 1.214508...)
  CHECK(end == Approx(10 / 0.15 * std::log(2 / (2 - std::pow(5, -0.15)))).epsilon(1e-14));
  CHECK(std::isinf(scaling_growth_after(growth, 5, end)));
  std::vector<double> people{5};
  integrate(derivative, people, 0, 0.5 * end, kExact);
  CHECK(std::abs(people[0] / scaling_growth_after(growth, 5, 0.5 * end) - 1) < 1e-9);
  for (const OdeOptions& options : {kExact, kImplicit}) {
    people = {5};
    try {
      integrate(derivative, people, 0, 2 * end, options);
      FAIL("there is nothing beyond the singularity");
    } catch (const OdeFailure& failure) {
      CHECK(failure.singular());
      CHECK(failure.component() == 0);
      CHECK(failure.time() == Approx(end).epsilon(1e-2));
      CHECK_THAT(failure.what(), Catch::Contains("singularity"));
    }
  }
  growth.output = 0.1;  // a city that starves shrinks, whatever the exponent
  CHECK(std::isinf(scaling_growth_singularity(growth, 5)));
}

TEST_CASE("waiting: five days grow to twenty-one by a tenth too many") {
  // From 5 to 21 days needs 16 days of work in excess: 16 / 0.1 = 160 days; 320 at 5 %, 80 at 20 %.
  for (const auto& [overload, days] : {std::pair(0.02, 800.0), std::pair(0.05, 320.0),
                                       std::pair(0.1, 160.0), std::pair(0.2, 80.0)}) {
    const Queue queue{100 * (1 + overload), 100, 0};
    CHECK(std::abs(days_until_backlog(queue, 500, 2100) - days) < 1e-9);
    CHECK(backlog_after(queue, 500, days) == Approx(2100).epsilon(1e-12));
  }
  // 2,100 waiting, 110 a day: in 100 days to a wait of 5 with mu = (2100 + 11000) / 105.
  const double capacity = capacity_to_hold(110, 2100, 5, 100);
  CHECK(capacity == Approx(13100.0 / 105).epsilon(1e-14));
  CHECK(backlog_after({110, capacity, 0}, 2100, 100) / capacity == Approx(5).epsilon(1e-12));
  // Who gives up: the backlog tends to (lambda - mu) / theta = 10 / 0.01 = 1000.
  const Queue leaving{110, 100, 0.01};
  CHECK(backlog_after(leaving, 500, 1e5) == Approx(1000));
  CHECK(std::isinf(days_until_backlog(leaving, 500, 2100)));
  CHECK(days_until_backlog(leaving, 500, 900) == Approx(std::log(5) / 0.01));
  CHECK(backlog_after({90, 100, 0}, 50, 30) == 0);  // nobody waits for long where there is room
}
