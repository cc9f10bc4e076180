// SPDX-License-Identifier: Apache-2.0
// Counterfactual changes of drivers, hazards, closures and capacities; all numbers by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "country.hpp"
#include "engine/whatif/capacity_change.hpp"
#include "engine/whatif/closure_change.hpp"
#include "engine/whatif/driver_change.hpp"

namespace ravenstein {
namespace {

const std::vector<std::string> kCodes{"A", "B"};
constexpr int kJanuary2019 = month_number(2019, 1);

/// Two zones, 2018-01..2019-12: A has 1, 2, ..., 24; B ten times as much.
MonthlySeries ramp() {
  MonthlySeries series(month_number(2018, 1), 24, 2);
  for (int m = 0; m < 24; ++m) {
    series.at(series.first_month + m, 0) = m + 1;
    series.at(series.first_month + m, 1) = 10 * (m + 1);
  }
  return series;
}

TEST_CASE("what-if: a monthly driver is scaled and shifted, in some zones or in all") {
  MonthlySeries series = ramp();
  CHECK(change_monthly(series, {.zones = {1}, .scale = 0.5, .shift = 3}, kJanuary2019,
                       kJanuary2019 + 2, nullptr, kCodes)
            .empty());
  CHECK(series.at(kJanuary2019 - 1, 1) == 120);
  CHECK(series.at(kJanuary2019, 1) == 0.5 * 130 + 3);
  CHECK(series.at(kJanuary2019 + 1, 1) == 0.5 * 140 + 3);
  CHECK(series.at(kJanuary2019 + 2, 1) == 150);
  CHECK(series.at(kJanuary2019, 0) == 13);
}

TEST_CASE("what-if: a monthly driver goes on as its past would have it") {
  const int end = month_number(2020, 3);  // beyond the series
  const auto changed = [&](Extrapolation how, double scale = 1) {
    MonthlySeries series = ramp();
    CHECK(change_monthly(series, {.zones = {}, .extrapolate = how, .scale = scale}, kJanuary2019,
                         end, nullptr, kCodes)
              .empty());
    CHECK(series.end_month() == end);
    return series;
  };
  const MonthlySeries held = changed(Extrapolation::hold);
  CHECK(held.at(kJanuary2019, 0) == 12);  // of 2018-12
  CHECK(held.at(end - 1, 1) == 120);
  const MonthlySeries usual = changed(Extrapolation::climatology, 2);
  CHECK(usual.at(kJanuary2019 + 4, 0) == 2 * 5);  // May 2018: 5; 2019 is no past of the change
  CHECK(usual.at(end - 1, 1) == 2 * 20);          // February 2018
  const MonthlySeries line = changed(Extrapolation::trend);
  CHECK(line.at(kJanuary2019, 0) == Approx(13).epsilon(1e-12));
  CHECK(line.at(end - 1, 1) == Approx(260).epsilon(1e-12));
}

TEST_CASE("what-if: a driver without a past cannot be told") {
  MonthlySeries series = ramp();
  CHECK(change_monthly(series, {.zones = {1}, .scale = 2}, month_number(2019, 12),
                       month_number(2020, 2), nullptr, kCodes) == "B 2020-01");
  MonthlySeries none(kJanuary2019, 3, 2);
  CHECK(change_monthly(none, {.zones = {}, .extrapolate = Extrapolation::trend}, kJanuary2019 + 1,
                       kJanuary2019 + 2, nullptr, kCodes) == "A 2019-02");
}

TEST_CASE("what-if: a daily driver is changed exactly, also on a straight line") {
  for (const Between between : {Between::step, Between::linear}) {
    // Zone 0: 0.2 from day 0, 1.0 from day 8 (a line between them rises by 0.1 a day).
    ConditionTable table{"conflict", between, {{0, 0, 0.2}, {0, 1, 0.4}, {8, 0, 1.0}}};
    const ConditionTable before = table;
    change_conditions(table, {.zones = {0}, .scale = 0.5}, 2, 6, 10, 2, nullptr);
    ConditionCursor old(before, 2), now(table, 2);
    for (int day = 0; day < 10; ++day) {
      CAPTURE(day);
      const double was = old.advance_to(day)[0];
      const double is = now.advance_to(day)[0];
      CHECK(is == Approx(day >= 2 && day < 6 ? 0.5 * was : was).epsilon(1e-12));
      CHECK(now.values()[1] == 0.4);
    }
  }
}

TEST_CASE("what-if: hazards of a step are scaled by the mean over its days") {
  const std::vector<std::string> causes{"conflict", "drought"};
  // Days 10..19 at 0.5 in zone 1; days 15..24 off everywhere: of the 31 days of the step, zone 1
  // has 10 at 1, 5 at 0.5, 10 at 0, 6 at 1; zone 0 has 10 at 0.
  const std::vector<HazardChange> changes{{"drought", {1}, 10, 20, 0.5},
                                          {"drought", {}, 15, 25, 0}};
  const std::vector<double> scale = hazard_scales(changes, causes, 2, 0, 31);
  REQUIRE(scale.size() == 4);
  CHECK(scale[0] == Approx(1).epsilon(1e-12));
  CHECK(scale[1] == Approx(1).epsilon(1e-12));
  CHECK(scale[2] == Approx(21.0 / 31).epsilon(1e-12));
  CHECK(scale[3] == Approx(18.5 / 31).epsilon(1e-12));
  CHECK(hazard_scales(changes, causes, 2, 25, 6).empty());
  CHECK_THROWS_AS(hazard_scales(changes, {causes.data(), 1}, 2, 0, 31), std::invalid_argument);
}

/// Departures for conflict on a day.
double conflict_on(const Projection& p, int day) {
  double sum = 0;
  for (const double persons : p.departures_by_cause.row(day, 0)) sum += persons;
  return sum;
}

TEST_CASE("what-if: a cause that is switched off moves nobody, and nothing before its day") {
  for (const Resolution resolution : {Resolution::flows, Resolution::cohorts, Resolution::agents}) {
    Scenario s = country::scenario(resolution, 30);
    const Projection baseline = country::run(s);
    s.hazard_changes = {{"conflict", {}, 10, 30, 0}};
    const Projection later = country::run(s);
    for (int day = 0; day < 10; ++day) {
      CHECK(conflict_on(later, day) == conflict_on(baseline, day));
    }
    // Who was stranded before may try again; residents and displaced people do not set out.
    CHECK(conflict_on(baseline, 12) > 50);
    CHECK(conflict_on(later, 12) < 5);
    s.hazard_changes = {{"conflict", {}, 0, 30, 0}};
    const Projection never = country::run(s);
    CHECK(total_by_category(never.departures_by_cause)[0] == 0);
    CHECK(total_by_category(never.departures_by_cause)[1] > 0);
  }
}

TEST_CASE("what-if: a border has the permeability of the change on its days, and no other") {
  const auto closure = [](int start, std::optional<int> end, double permeability) {
    Closure c{.kind = ClosureKind::country, .country_a = "A", .country_b = "B"};
    c.start_day = start;
    c.end_day = end;
    c.permeability = permeability;
    return c;
  };
  std::vector<Closure> closures{closure(5, std::nullopt, 0)};
  Closure half = closure(10, 20, 0.5);
  std::swap(half.country_a, half.country_b);  // either way round
  CHECK(change_closures(closures, half));
  REQUIRE(closures.size() == 3);
  CHECK(closures[0].end_day == 10);
  CHECK(closures[1].start_day == 20);
  CHECK(closures[2].permeability == 0.5);
  CHECK(change_closures(closures, closure(0, 100, 1)));  // opened
  REQUIRE(closures.size() == 1);
  CHECK(closures[0].start_day == 100);
  CHECK_FALSE(change_closures(closures, closure(0, 100, 1)));
  CHECK_FALSE(change_closures(closures, closure(100, 120, 0)));  // closed already
}

TEST_CASE("what-if: capacities are set, end, and grow by the month") {
  Scenario s;
  s.period = {parse_date("2021-01-01").value(), 100};
  s.world.zones.resize(2);
  s.world.zones[0].capacity = 1000;
  change_capacity(s, {.zones = {0}, .capacity = 5000, .first_day = 10, .end_day = 20});
  // 200 a month on 5000 from day 30 on, until day 90: 30.4375 days are a month.
  change_capacity(
      s, {.zones = {1}, .capacity = 5000, .per_month = 200, .first_day = 30, .end_day = 91});
  REQUIRE(s.drivers.size() == 1);
  ConditionCursor cursor(s.drivers[0], 2);
  const auto on = [&](int day) {
    const auto row = cursor.advance_to(day);
    return std::pair(row[0], row[1]);
  };
  CHECK(on(0) == std::pair(1000.0, 0.0));  // 0: unlimited
  CHECK(on(10) == std::pair(5000.0, 0.0));
  CHECK(on(20) == std::pair(1000.0, 0.0));
  CHECK(on(30) == std::pair(1000.0, 5000.0));
  CHECK(on(60) == std::pair(1000.0, std::round(5000 + 200 * 30 / 30.4375)));
  CHECK(on(90) == std::pair(1000.0, std::round(5000 + 200 * 60 / 30.4375)));
  CHECK(on(99).second == std::round(5000 + 200 * 60 / 30.4375));  // what was built stays
}

TEST_CASE("what-if: a capacity that shrinks ends without room, not without limit") {
  Scenario s;
  s.period = {parse_date("2021-01-01").value(), 200};
  s.world.zones.resize(1);
  change_capacity(
      s, {.zones = {0}, .capacity = 2000, .per_month = -500, .first_day = 0, .end_day = 200});
  ConditionCursor cursor(s.drivers.at(0), 1);
  CHECK(cursor.advance_to(61)[0] == std::round(2000 - 500 * 61 / 30.4375));
  CHECK(cursor.advance_to(122)[0] == 1);
  CHECK(cursor.advance_to(199)[0] == 1);
}

TEST_CASE("what-if: a closure on top of two others counts where the smaller one was in force") {
  const Closure half{.kind = ClosureKind::link,
                     .zone_a = 0,
                     .zone_b = 1,
                     .start_day = 0,
                     .end_day = 50,
                     .permeability = 0.5};
  Closure shut = half;
  shut.permeability = 0;
  std::vector<Closure> closures{half, shut};
  CHECK(change_closures(closures, half));
  CHECK(closures.size() == 1);
  CHECK(closures.at(0).permeability == 0.5);
  CHECK_FALSE(change_closures(closures, half));
}

}  // namespace
}  // namespace ravenstein
