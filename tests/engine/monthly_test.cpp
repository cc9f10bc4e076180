// SPDX-License-Identifier: Apache-2.0
#include "engine/world/monthly.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace ravenstein {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// One zone from 2016-11 on.
MonthlySeries one_zone(std::vector<double> value) {
  MonthlySeries series(month_number(2016, 11), static_cast<int>(value.size()), 1);
  series.value = std::move(value);
  return series;
}

TEST_CASE("months are numbered since year 0") {
  CHECK(month_number(2016, 11) == 2016 * 12 + 10);
  CHECK(month_text(month_number(2016, 12)) == "2016-12");
  CHECK(month_text(month_number(2016, 12) + 1) == "2017-01");
  CHECK(parse_month("2016-12") == month_number(2016, 12));
  CHECK(month_of_year(month_number(2017, 1)) == 1);
  CHECK(year_of(month_number(2017, 12)) == 2017);
  CHECK(month_number(*parse_date("2017-03-31")) == month_number(2017, 3));
  for (const char* wrong : {"2016-13", "2016-00", "2016-1", "2016-01-01", "", "2016/01"}) {
    CHECK_FALSE(parse_month(wrong));
  }
}

TEST_CASE("outside its months a series is missing") {
  const MonthlySeries series = one_zone({1, 2});
  CHECK(series.at(month_number(2016, 12), 0) == 2);
  CHECK(std::isnan(series.at(month_number(2016, 10), 0)));
  CHECK(std::isnan(series.at(month_number(2017, 1), 0)));
}

TEST_CASE("a gap is an error, or is filled as asked") {
  const std::vector<double> gap{kMissing, 4, kMissing, kMissing, 10, kMissing};
  const std::vector<std::string> names{"Baki"};
  SECTION("error tells all of it") {
    MonthlySeries series = one_zone(gap);
    CHECK(fill_gaps(series, GapPolicy::error, names) ==
          "missing: Baki 2016-11, 2017-01..2017-02 (2 months), 2017-04");
  }
  SECTION("hold cannot fill what comes before the first value") {
    MonthlySeries series = one_zone(gap);
    CHECK(fill_gaps(series, GapPolicy::hold, names) == "missing: Baki 2016-11");
    CHECK(std::vector<double>(series.value.begin() + 1, series.value.end()) ==
          std::vector<double>{4, 4, 4, 10, 10});
  }
  SECTION("interpolation goes between values, not beyond") {
    MonthlySeries series = one_zone(gap);
    CHECK(fill_gaps(series, GapPolicy::interpolate, names) == "missing: Baki 2016-11, 2017-04");
    CHECK(series.value[2] == Approx(6));
    CHECK(series.value[3] == Approx(8));
  }
  SECTION("climatology takes the same month of other years") {
    std::vector<double> three_years(36, 1);
    three_years[1] = kMissing;  // 2016-12; the other Decembers: 5 and 7
    three_years[13] = 5;
    three_years[25] = 7;
    MonthlySeries series = one_zone(three_years);
    CHECK(fill_gaps(series, GapPolicy::climatology).empty());
    CHECK(series.value[1] == 6);
    MonthlySeries short_one = one_zone({1, kMissing});
    CHECK(fill_gaps(short_one, GapPolicy::climatology) == "missing: zone 0 2016-12");
  }
}

TEST_CASE("the message about many zones stays short") {
  MonthlySeries series(0, 1, 25);
  const std::string message = fill_gaps(series, GapPolicy::hold);
  CHECK_THAT(message, Catch::EndsWith("; and 15 more zones"));
}

}  // namespace
}  // namespace ravenstein
