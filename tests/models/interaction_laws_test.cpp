// SPDX-License-Identifier: Apache-2.0
// The laws on three or four places, worked out by hand from the formulas in the headers.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "models/movement/competing_destinations.hpp"
#include "models/movement/gravity.hpp"
#include "models/movement/interaction_law.hpp"
#include "models/movement/opportunities.hpp"
#include "models/movement/population_weighted.hpp"
#include "models/movement/radiation.hpp"
#include "models/movement/rank.hpp"
#include "models/movement/schneider.hpp"
#include "models/movement/uniform.hpp"

namespace ravenstein::models {
namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
using Row = std::vector<double>;

void check_row(const Row& found, const Row& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t j = 0; j < found.size(); ++j) {
    INFO("column " << j);
    CHECK(found[j] == Approx(expected[j]).epsilon(1e-14).margin(1e-300));
  }
}

Row deterred(DeterrenceKind kind, std::array<double, 2> coefficient, double shape,
             const Row& cost) {
  Row f(cost.size());
  deterrence_row({kind, coefficient, shape}, cost, f);
  return f;
}

TEST_CASE("Every deterrence function is its formula") {
  const Row d{0.5, 2, 10, kInf};
  check_row(deterred(DeterrenceKind::power, {-2, 0}, 1, d), {4, 0.25, 0.01, 0});
  check_row(deterred(DeterrenceKind::exponential, {-0.1, 0}, 1, d),
            {std::exp(-0.05), std::exp(-0.2), std::exp(-1), 0});
  check_row(deterred(DeterrenceKind::tanner, {1.5, -0.1}, 1, d),
            {std::pow(0.5, 1.5) * std::exp(-0.05), std::pow(2, 1.5) * std::exp(-0.2),
             std::pow(10, 1.5) * std::exp(-1), 0});
  const auto bell = [](double x) {
    return std::exp(std::log(x) - 0.5 * std::log(x) * std::log(x));
  };
  check_row(deterred(DeterrenceKind::log_normal, {1, -0.5}, 1, d),
            {bell(0.5), bell(2), bell(10), 0});
  check_row(deterred(DeterrenceKind::combined, {-0.3, 0}, 0.5, d),
            {std::exp(-0.3 * std::sqrt(0.5)), std::exp(-0.3 * std::sqrt(2)),
             std::exp(-0.3 * std::sqrt(10)), 0});
  check_row(deterred(DeterrenceKind::top_exponential, {-0.1, 0}, 3, d),
            {std::exp(-0.3), std::exp(-0.3), std::exp(-1), 0});
  check_row(deterred(DeterrenceKind::none, {}, 1, d), {1, 1, 1, 0});
}

TEST_CASE("Gravity multiplies masses, deterrence and covariates") {
  const Row mass{4, 9, 0, 16}, cost{1, 2, 2, kInf}, next{0, 1, 1, 0};
  const std::vector<Covariate> covariates{{next, 0.7}};
  Row weight(4);
  gravity_row({0.5, {DeterrenceKind::power, {-1, 0}, 1}}, mass, cost, covariates, weight);
  check_row(weight, {2, 3.0 / 2 * std::exp(0.7), 0, 0});
  CHECK(intrazonal_distance_km(std::numbers::pi * 9) == Approx(2.0));
}

// Four places; from place 1 (number 0): place 2 at 5, places 3 and 4 both at 7.
const Row kCost{0, 5, 7, 7};
const Row kMass{100, 20, 30, 40};

TEST_CASE("Intervening opportunities count ties, not the two places themselves") {
  OpportunityScratch scratch;
  Row s(4);
  opportunities_row(0, kCost, kMass, scratch, s);
  check_row(s, {0, 0, 60, 50});  // 3: 2 and the tie 4; 4: 2 and the tie 3
  const Row blocked{0, 5, kInf, 7};
  opportunities_row(0, blocked, kMass, scratch, s);
  check_row(s, {0, 0, 60, 20});  // what cannot be reached has everything before it
}

TEST_CASE("Intervening opportunities equal the sums by their definition") {
  constexpr std::size_t n = 300;
  Row cost(n), mass(n), s(n);
  OpportunityScratch scratch;
  for (std::size_t i = 0; i < n; i += 37) {
    for (std::size_t k = 0; k < n; ++k) {
      cost[k] = k == i ? 0 : 1 + static_cast<double>((k * 7919 + i * 104729) % 97) * 1e-14;
      mass[k] = static_cast<double>(k * 31 % 101);
    }
    opportunities_row(i, cost, mass, scratch, s);
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < n; ++k) {
        if (j != i && k != i && k != j && cost[k] <= cost[j]) sum += mass[k];
      }
      REQUIRE(s[j] == sum);  // whole numbers: exact
    }
  }
}

TEST_CASE("Radiation in its four forms") {
  const Row s{0, 0, 60, 50};
  Row p(4);
  radiation_row(100, kMass, s, p);
  check_row(p, {100.0 * 100 / (100 * 200), 100.0 * 20 / (100 * 120), 100.0 * 30 / (160 * 190),
                100.0 * 40 / (150 * 190)});
  const double plain = p[2];
  finite_radiation_row(100, 190, kMass, s, p);
  CHECK(p[2] == Approx(plain / (1 - 100.0 / 190)).epsilon(1e-14));
  normalise_row(p);
  CHECK(p[0] + p[1] + p[2] + p[3] == Approx(1).epsilon(1e-14));
  extended_radiation_row(100, 0.5, kMass, s, p);
  const auto root = [](double x) { return std::sqrt(x); };
  CHECK(p[2] ==
        Approx((root(190) - root(160)) * (root(100) + 1) / ((root(160) + 1) * (root(190) + 1)))
            .epsilon(1e-12));
  Row zeros(3);
  normalise_row(zeros);
  check_row(zeros, {0, 0, 0});
}

TEST_CASE("Schneider, population-weighted, rank, uniform selection") {
  Row w(4);
  schneider_row(0.01, kMass, Row{0, 0, 60, 50}, w);
  CHECK(w[2] == Approx(std::exp(-0.6) - std::exp(-0.9)).epsilon(1e-13));
  schneider_row(1e-17, kMass, Row{0, 0, 60, 50}, w);
  CHECK(w[2] == Approx(3e-16).epsilon(1e-13));  // L m to first order

  population_weighted_row(100, 190, kMass, Row{0, 0, 60, 50}, w);
  check_row(w, {0, 20 * (1.0 / 120 - 1.0 / 190), 0, 0});

  OpportunityScratch scratch;
  rank_row(0, 2, kCost, scratch, w);
  check_row(w, {0, 1, 0.25, 0.25});
  rank_row(0, 1, Row{0, kInf, 3, 2}, scratch, w);
  check_row(w, {0, 0, 0.5, 1});

  uniform_selection_row(100, 190, kMass, w);
  CHECK(w[1] == Approx(20.0 / 90));
}

TEST_CASE("Competing destinations divides by what else is near a destination") {
  // Places on a line at 0, 1, 3 km; g = 1/d: A_1 = m_0/1 + m_2/2, from 0: only m_2/2.
  const Row mass{8, 4, 6};
  const auto cost = [](std::size_t i, std::span<double> row) {
    const Row at{0, 1, 3};
    for (std::size_t j = 0; j < 3; ++j) row[j] = i == j ? kInf : std::fabs(at[i] - at[j]);
  };
  Law law;
  law.kind = LawKind::competing_destinations;
  law.deterrence = {DeterrenceKind::power, {-1, 0}, 1};
  law.parameter = -1;
  law.origin_exponent = 0;
  Row w(3);
  law_rows(law, {3, cost, mass, mass, false, {}})(0, w);
  check_row(w, {0, 4.0 / 1 / (6.0 / 2), 6.0 / 3 / (4.0 / 2)});
}

TEST_CASE("Laws leave the diagonal empty and scale rows by the origin's mass") {
  const auto cost = [](std::size_t i, std::span<double> row) {
    for (std::size_t j = 0; j < 4; ++j) row[j] = i == j ? 0 : kCost[i > j ? i - j : j - i];
  };
  const LawInputs inputs{4, cost, kMass, kMass, false, {}};
  for (const LawKind kind : law_kinds()) {
    INFO(name_of(kind));
    Law law;
    law.kind = kind;
    law.deterrence = {DeterrenceKind::exponential, {-0.1, 0}, 1};
    law.normalised = true;
    const RowSource rows = law_rows(law, inputs);
    Row w(4);
    for (std::size_t i = 0; i < 4; ++i) {
      rows(i, w);
      CHECK(w[i] == 0);
      CHECK(w[0] + w[1] + w[2] + w[3] == Approx(kMass[i]));
    }
  }
  // Population-weighted counts around destinations, not around origins.
  Law law;
  law.kind = LawKind::population_weighted;
  law.origin_exponent = 0;
  Row w(4);
  law_rows(law, inputs)(0, w);
  OpportunityScratch scratch;
  Row row(4), s(4);
  cost(1, row);
  opportunities_row(1, row, kMass, scratch, s);  // around destination 1
  CHECK(w[1] == Approx(20 * (1 / (s[0] + 120) - 1.0 / 190)));
}

}  // namespace
}  // namespace ravenstein::models
