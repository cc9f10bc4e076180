// SPDX-License-Identifier: Apache-2.0
// What of a projection a register counts; all numbers by hand.
#include "calibration/observation/counts.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

namespace ravenstein::calibration {
namespace {

/// Two zones, ten days; present in zone 1: 10 x day, arrivals there: day.
Projection sample() {
  Projection p;
  p.period = {*parse_date("2020-01-30"), 10};
  for (DailyTable Projection::*table :
       {&Projection::displaced, &Projection::refugees, &Projection::arrivals}) {
    p.*table = {2, std::vector<double>(20)};
  }
  for (int day = 0; day < 10; ++day) {
    p.displaced.row(day)[1] = 4.0 * day;
    p.refugees.row(day)[1] = 6.0 * day;
    p.arrivals.row(day)[1] = day;
  }
  return p;
}

}  // namespace

TEST_CASE("counts: stocks are of a day, flows and incidents of an interval") {
  const Projection p = sample();
  CHECK(people_for(p, CountOf::present, {0, 1, 3, 3, 0}, 1) == 30);
  CHECK(people_for(p, CountOf::present, {0, 1, 3, 3, 0}, 10) == 300);  // one stands for ten
  CHECK(people_for(p, CountOf::arrivals, {0, 1, 2, 5, 0}, 1) == 2 + 3 + 4 + 5);
  CHECK(people_for(p, CountOf::arrivals, {0, 0, 2, 5, 0}, 1) == 0);
  CHECK(people_for(p, CountOf::returns, {0, 1, 2, 5, 0}, 1) == 0);  // nobody can return
}

TEST_CASE("counts: of months, rows that begin in the interval") {
  Projection p = sample();
  p.period.interval = Interval::month;  // rows: January (2 days), February (8 days)
  p.arrivals = {2, {0, 7, 0, 30}};
  p.displaced = {2, {0, 1, 0, 2}};
  p.refugees = {2, {0, 0, 0, 0}};
  CHECK(people_for(p, CountOf::arrivals, {0, 1, 0, 1, 0}, 1) == 7);
  CHECK(people_for(p, CountOf::arrivals, {0, 1, 2, 9, 0}, 1) == 30);
  CHECK(people_for(p, CountOf::present, {0, 1, 5, 5, 0}, 1) == 2);
}

TEST_CASE("counts: what is missing is skipped, in likelihood, misfit and WAPE") {
  const std::vector<CountSeries> series{
      {"x", CountOf::present, {.kind = ErrorKind::poisson, .detection_rate = .5}}};
  std::vector<Count> counts{{0, 1, 3, 3, 12}, {0, 1, 4, 4, 25}};
  const std::vector<double> people{30, 40};
  const double first = log_likelihood(series[0].error, 30, 12);
  CHECK(log_likelihood(series, counts, people) ==
        Approx(first + log_likelihood(series[0].error, 40, 25)));
  CHECK(wape(series, counts, people) == Approx((3.0 + 5.0) / 37));  // 15 and 20 are expected
  counts[1].persons = std::numeric_limits<double>::quiet_NaN();
  CHECK(log_likelihood(series, counts, people) == Approx(first));
  CHECK(wape(series, counts, people) == Approx(3.0 / 12));
  const double z = 2 * (std::sqrt(15.375) - std::sqrt(12.375));
  CHECK(half_squared_misfit(series, counts, people) == Approx(z * z / 2));
}

}  // namespace ravenstein::calibration
