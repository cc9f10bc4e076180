// SPDX-License-Identifier: Apache-2.0
// Shapley shares: games whose values are known in closed form (Shapley 1953: symmetry, dummy,
// additivity, efficiency), and causes of a small country.
#include "calibration/attribution/shapley.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <set>

#include "calibration/attribution/attribute.hpp"

namespace ravenstein::calibration {
namespace {

bool on(Coalition coalition, std::size_t player) { return (coalition >> player & 1U) != 0; }

/// Additive effects 10, 20, 40; the second outcome has an interaction of 6 between 0 and 1 on top.
std::vector<double> additive_and_paired(Coalition c) {
  double sum = 5;
  for (std::size_t k = 0; k < 3; ++k) sum += on(c, k) ? std::array{10, 20, 40}[k] : 0;
  return {sum, sum + (on(c, 0) && on(c, 1) ? 6 : 0)};
}

TEST_CASE("Shapley: additive effects keep their own share, an interaction is split in half") {
  const Shapley result = shapley_exact(3, additive_and_paired);
  CHECK(result.coalitions == 8);
  const std::array<std::array<double, 2>, 3> expected{{{10, 13}, {20, 23}, {40, 40}}};
  for (std::size_t k = 0; k < 3; ++k) {
    for (std::size_t o = 0; o < 2; ++o) {
      CAPTURE(k, o);
      CHECK(result.share[2 * k + o] == Approx(expected[k][o]).epsilon(1e-12));
    }
    CHECK(result.alone[2 * k + 1] == expected[k][0]);
  }
  CHECK(result.without[1] == 16);  // of player 0 when all are on
  CHECK(result.all_on == std::vector<double>{75, 81});
  CHECK(result.all_off == std::vector<double>{5, 5});
}

/// A glove game (Shapley 1953): players 0 and 1 have a left glove, 2 the only right one; a pair is
/// worth 1. Values 1/6, 1/6, 4/6.
TEST_CASE("Shapley: the game of gloves") {
  const auto gloves = [](Coalition c) {
    return std::vector<double>{on(c, 2) && (on(c, 0) || on(c, 1)) ? 1.0 : 0.0};
  };
  const Shapley exact = shapley_exact(3, gloves);
  CHECK(exact.share[0] == Approx(1.0 / 6).epsilon(1e-12));
  CHECK(exact.share[1] == Approx(1.0 / 6).epsilon(1e-12));
  CHECK(exact.share[2] == Approx(4.0 / 6).epsilon(1e-12));
  // 800 pairs: the standard error is known, shares lie within four of them.
  const Shapley sampled = shapley_sampled(3, gloves, 800, 7);
  for (std::size_t k = 0; k < 3; ++k) {
    CAPTURE(k);
    CHECK(sampled.sampling_error[k] > 0);
    CHECK(sampled.sampling_error[k] < 0.02);
    CHECK(std::abs(sampled.share[k] - exact.share[k]) < 4 * sampled.sampling_error[k]);
  }
  CHECK(sampled.coalitions <= 8);
}

/// max of what is on: values differ with every order. 12 players, so exact and sampled can be
/// compared; airport game (Littlechild & Owen 1973): share k = sum_{i<=k} (c_i - c_{i-1}) /
/// (n - i + 1).
TEST_CASE("Shapley: shares sum to the difference, exactly and for every sample") {
  constexpr std::size_t kPlayers = 12;
  std::multiset<Coalition> asked;
  const auto airport = [&](Coalition c) {
    asked.insert(c);
    double most = 0;
    for (std::size_t k = 0; k < kPlayers; ++k) {
      if (on(c, k)) most = static_cast<double>((k + 1) * (k + 1));
    }
    return std::vector<double>{most};
  };
  const Shapley exact = shapley_exact(kPlayers, airport);
  double expected = 0;
  for (std::size_t k = 0; k < kPlayers; ++k) {
    const auto cost = static_cast<double>((k + 1) * (k + 1) - k * k);
    expected += cost / static_cast<double>(kPlayers - k);
    CHECK(exact.share[k] == Approx(expected).epsilon(1e-12));
  }
  CHECK(std::accumulate(exact.share.begin(), exact.share.end(), 0.0) == Approx(144).epsilon(1e-12));
  for (const Coalition c : asked) CHECK(asked.count(c) == 1);
  const Shapley sampled = shapley_sampled(kPlayers, airport, 40, 3);
  CHECK(std::accumulate(sampled.share.begin(), sampled.share.end(), 0.0) ==
        Approx(144).epsilon(1e-12));
  int within = 0;
  for (std::size_t k = 0; k < kPlayers; ++k) {
    within += std::abs(sampled.share[k] - exact.share[k]) <= 2 * sampled.sampling_error[k] ? 1 : 0;
  }
  CHECK(within >= 9);  // 95 % of 12 are 11; fewer than 9 has a probability below 0.3 %
  CHECK(sampled.coalitions <= most_coalitions(kPlayers, 40));
  CHECK(shapley_sampled(kPlayers, airport, 40, 3).share == sampled.share);
}

TEST_CASE("Shapley: refuses games it cannot play") {
  CHECK_THROWS_AS(shapley_exact(0, additive_and_paired), std::invalid_argument);
  CHECK_THROWS_AS(shapley_exact(21, additive_and_paired), std::invalid_argument);
  CHECK_THROWS_AS(shapley_sampled(3, additive_and_paired, 1, 1), std::invalid_argument);
}

/// Two zones of 100,000 people; conflict and economy with constant rates, in flows: hazards add.
Scenario two_causes(double conflict_rate, double economy_rate, int days) {
  Scenario s;
  s.period = {parse_date("2021-01-01").value(), days, Interval::month};
  s.resolution = Resolution::flows;
  s.world.home_country = "A";
  for (int z = 0; z < 2; ++z) {
    Zone zone;
    zone.code = "Z" + std::to_string(z);
    zone.country = "A";
    zone.population = 100'000;
    zone.latitude_deg = z;
    zone.longitude_deg = 0;
    s.world.zones.push_back(zone);
  }
  s.world.network = Network(s.world.zones, {}, {}, days);
  s.population.departures = PopulationPlan::Departures::hazard;
  s.population.initial = PopulationPlan::Initial::empty;
  s.record.every = Interval::month;
  s.behaviour.model = "drivers";
  s.behaviour.parameters = {{"conflict_form", std::string("log_linear")},
                            {"conflict_rate", std::log(conflict_rate)},
                            {"conflict_rate_memory", 0.0},
                            {"conflict_rate_incidents", 0.0},
                            {"conflict_size_sd", 0.0},
                            {"economy_form", std::string("log_linear")},
                            {"economy_rate", std::log(economy_rate)},
                            {"economy_rate_income", 0.0},
                            {"corridor_half_life_months", 0.0},
                            {"onward_factor", 0.0}};
  return s;
}

TEST_CASE("attribution: competing hazards of one month share moves as the closed form says") {
  // One month, people leave once: v(S) = N (1 - exp(-sum of hazards in S)), N = 200,000; the rates
  // are -log(1 - (1 - exp(-rate))) = rate per month. Shapley of two players by hand.
  const double a = 0.3, b = 0.1, n = 200'000;
  const auto moves = [&](double hazard) { return n * -std::expm1(-hazard); };
  const CauseAttribution found = attribute_causes(two_causes(a, b, 31), {});
  REQUIRE(found.causes == std::vector<std::string>{"conflict", "economy"});
  CHECK(found.all_on[0] == Approx(moves(a + b)).epsilon(1e-9));
  CHECK(found.all_off[0] == 0);
  CHECK(found.alone[0] == Approx(moves(a)).epsilon(1e-9));
  CHECK(found.without[1] == Approx(moves(a + b) - moves(a)).epsilon(1e-9));
  const double conflict = 0.5 * (moves(a) + moves(a + b) - moves(b));
  CHECK(found.moves[0] == Approx(conflict).epsilon(1e-9));
  CHECK(found.moves[0] + found.moves[1] == Approx(moves(a + b)).epsilon(1e-12));
  // By zone: both are alike.
  CHECK(found.departures[0] == Approx(conflict / 2).epsilon(1e-9));
  CHECK(found.departures[1] == Approx(conflict / 2).epsilon(1e-9));
}

TEST_CASE("attribution: shares of the rows sum to the share of the period") {
  const CauseAttribution found = attribute_causes(two_causes(0.3, 0.1, 90), {});
  REQUIRE(found.over_time.size() == 2 * 3);  // January to March
  for (std::size_t cause = 0; cause < 2; ++cause) {
    const auto first = found.over_time.begin() + static_cast<std::ptrdiff_t>(cause * 3);
    CHECK(std::accumulate(first, first + 3, 0.0) == Approx(found.moves[cause]).epsilon(1e-9));
    // Fewer people are left at home every month.
    CHECK(first[0] > first[1]);
    CHECK(first[1] > first[2]);
  }
  // Of January alone, the closed form of above holds.
  const double a = 0.3, b = 0.1, n = 200'000;
  const auto moves = [&](double hazard) { return n * -std::expm1(-hazard); };
  CHECK(found.over_time[0] == Approx(0.5 * (moves(a) + moves(a + b) - moves(b))).epsilon(1e-9));
}

TEST_CASE("attribution: for small hazards that add, a cause's share is its own") {
  // Second-order terms are a b N / 2 = 10^-6 N / 2 against a N = 10^-3 N.
  const CauseAttribution found = attribute_causes(two_causes(1e-3, 1e-3, 31), {});
  CHECK(found.moves[0] == Approx(found.alone[0]).epsilon(1e-3));
  CHECK(found.moves[0] == Approx(200).epsilon(2e-3));
}

TEST_CASE("attribution: the same for any number of threads, a sample where there are too many") {
  Scenario s = two_causes(0.01, 0.02, 90);
  s.resolution = Resolution::cohorts;
  s.behaviour.parameters["conflict_size_sd"] = 1.0;
  AttributionOptions options;
  options.members = 5;
  options.run.threads = 1;
  const CauseAttribution one = attribute_causes(s, options);
  options.run.threads = 4;
  const CauseAttribution four = attribute_causes(s, options);
  CHECK(one.moves == four.moves);
  CHECK(one.departures == four.departures);
  for (std::size_t m = 0; m < 5; ++m) {  // shares sum in every member
    CHECK(one.moves[m] + one.moves[5 + m] == Approx(one.all_on[m] - one.all_off[m]).epsilon(1e-12));
  }
  options.exact_up_to = 1;
  const CauseAttribution sampled = attribute_causes(s, options);
  // With two players a pair of orders is both there are: exact, without an error.
  CHECK(sampled.moves[0] == Approx(one.moves[0]).epsilon(1e-12));
  CHECK(sampled.sampling_error[0] == Approx(0).margin(1e-9));
  Scenario observed = s;
  observed.population.departures = PopulationPlan::Departures::observed;
  CHECK_THROWS_AS(attribute_causes(observed, options), std::invalid_argument);
}

TEST_CASE("attribution: it can be stopped") {
  AttributionOptions options;
  options.members = 3;
  options.run.on_day = [](int runs) { return runs < 4; };
  CHECK_THROWS_AS(attribute_causes(two_causes(0.01, 0.02, 31), options), Interrupted);
}

}  // namespace
}  // namespace ravenstein::calibration
