// SPDX-License-Identifier: Apache-2.0
// The vector loops give the bits of the same sums person by person, at any level; expectations are
// written out here lane by lane.
#include "engine/population/lane_math.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "engine/population/ways_out.hpp"

using namespace ravenstein;

namespace {

constexpr std::size_t kRows = 5;

/// Different numbers of no special kind.
std::vector<double> numbers(std::size_t count, double seed) {
  std::vector<double> values;
  for (std::size_t n = 0; n < count; ++n) {
    values.push_back(0.5 + 0.4 * std::sin(seed + 1.7 * static_cast<double>(n)));
  }
  return values;
}

}  // namespace

TEST_CASE("lanes: people leave by share, and arrive from many rows") {
  std::vector<double> people = numbers(kRows * kLanes, 1), sum(kLanes, 0.0);
  const std::vector<double> before = people, share = numbers(kRows, 2);
  std::vector<double> to(kRows * 2 * kLanes, 1.0);
  lane_math().take(people.data(), share.data(), kRows, to.data(), 2 * kLanes, sum.data());
  for (std::size_t l = 0; l < kLanes; ++l) {
    double all = 0;
    for (std::size_t r = 0; r < kRows; ++r) {
      const double leaving = before[r * kLanes + l] * share[r];
      all += leaving;
      CHECK(people[r * kLanes + l] == before[r * kLanes + l] - leaving);
      CHECK(to[r * 2 * kLanes + l] == 1 + leaving);
    }
    CHECK(sum[l] == all);
  }
  const std::vector<std::uint32_t> index{3, 0, 4};
  const std::vector<double> a = numbers(3, 3), b = numbers(3, 4);
  std::vector<double> one(kLanes, 2.0), two_a(kLanes, 2.0), two_b(kLanes, 0.0);
  lane_math().gather(before.data(), index.data(), a.data(), 3, one.data());
  lane_math().gather_two(before.data(), index.data(), a.data(), b.data(), 3, two_a.data(),
                         two_b.data());
  for (std::size_t l = 0; l < kLanes; ++l) {
    double to_a = 2, to_b = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      to_a += a[n] * before[index[n] * kLanes + l];
      to_b += b[n] * before[index[n] * kLanes + l];
    }
    CHECK(one[l] == to_a);
    CHECK(two_a[l] == to_a);
    CHECK(two_b[l] == to_b);
  }
}

TEST_CASE("lanes: nobody is lost when people go home, stay, are born and die") {
  std::vector<double> displaced = numbers(kRows * kLanes, 5), integrated(kRows * kLanes, 0.0);
  const std::vector<double> before = displaced, going = numbers(kLanes, 6),
                            staying = numbers(kLanes, 7);
  std::vector<double> home(kRows * kLanes, 0.0), gone(kLanes, 0.0), settled(kLanes, 0.0);
  lane_math().settle(displaced.data(), integrated.data(), kRows, going.data(), staying.data(), 0.25,
                     home.data(), gone.data(), settled.data());
  for (std::size_t l = 0; l < kLanes; ++l) {
    double went = 0, stayed = 0;
    for (std::size_t r = 0; r < kRows; ++r) {
      const std::size_t cell = r * kLanes + l;
      CHECK(home[cell] == before[cell] * going[l]);
      const double left = before[cell] - home[cell], stay = left * staying[l];
      CHECK(integrated[cell] == stay + (left - stay) * 0.25);
      CHECK(displaced[cell] == left - integrated[cell]);
      went += home[cell];
      stayed += integrated[cell];
    }
    CHECK(gone[l] == went);
    CHECK(settled[l] == stayed);
  }
  const std::vector<double> births = numbers(kRows, 8), dying = numbers(kRows, 9);
  const std::vector<double> newborn{0.5, 0, 0.5, 0, 0};
  std::vector<double> people = before, born(kLanes, 0.0), died(kLanes, 0.0);
  lane_math().renew(people.data(), kRows, births.data(), dying.data(), newborn.data(), born.data(),
                    died.data());
  for (std::size_t l = 0; l < kLanes; ++l) {
    double children = 0;
    for (std::size_t r = 0; r < kRows; ++r) children += before[r * kLanes + l] * births[r];
    CHECK(born[l] == children);
    for (std::size_t r = 0; r < kRows; ++r) {
      const double there = before[r * kLanes + l];
      const double left = there - there * dying[r];
      CHECK(people[r * kLanes + l] == (newborn[r] > 0 ? left + children * newborn[r] : left));
    }
  }
}

TEST_CASE("ways out: shares of those who leave, by where and when they end") {
  // From zone 0 for cause 0: half stay, half go to 1 (a day's walk), of whom 3 in 5 get through and
  // 9 in 10 of these live; for cause 1 all go to 1. Zones 1 and 2 (and unknown origins): nowhere.
  ChoiceTable first, second;
  first.begin = {0, 2, 2, 2, 2};
  first.to = {0, 1};
  first.weight = {3, 3};
  first.distance_km = {0, 250};
  first.passing = {1, 0.6};
  first.survival = {1, 0.9};
  second.begin = {0, 1, 1, 1, 1};
  second.to = {1};
  second.weight = {7};
  second.distance_km = {250};
  const std::vector<ChoiceTable> choices{first, second};
  const WaysOut ways = ways_out(choices, {TravelPlan::Mode::network, 200}, 3);
  REQUIRE(ways.ends.size() == 2);
  CHECK(ways.ends[0].to == 0);
  CHECK(ways.ends[0].nights == 0);
  CHECK(ways.ends[1].to == 1);
  CHECK(ways.ends[1].nights == 1);
  CHECK(ways.paths() == 2);
  CHECK(ways.arriving_by[0] == std::vector<double>{0.5, 0.5 * (0.6 * 0.9)});
  CHECK(ways.arriving_by[1] == std::vector<double>{0, 1});
  CHECK(ways.stranded[0] == Approx(0.2));
  CHECK(ways.dying[0] == Approx(0.03));
  CHECK(ways.arriving_in_all[3] == 1);
  CHECK(ways.anybody_stranded());
  CHECK_FALSE(ways.nobody_stays_overnight());
}
