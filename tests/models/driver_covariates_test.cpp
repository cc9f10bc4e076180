// SPDX-License-Identifier: Apache-2.0
// Covariates of displacement on series small enough to work out by hand; the real ones are checked
// in tests/calibration/somalia_covariates_test.cpp.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/drivers/climate.hpp"
#include "models/drivers/conflict.hpp"
#include "models/drivers/grouping.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/rivers.hpp"
#include "models/drivers/terms_of_trade.hpp"

namespace ravenstein::models {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr int kFirst = month_number(2012, 1);

MonthlySeries series_of(std::size_t zones, std::vector<double> value) {
  MonthlySeries series(kFirst, static_cast<int>(value.size() / zones), zones);
  series.value = std::move(value);
  return series;
}

TEST_CASE("memory is a weighted mean that halves by its half-life") {
  CHECK(decay_per_month(1) == 0.5);
  CHECK(decay_per_month(2) == Approx(std::sqrt(0.5)));
  CHECK(decay_per_month(0) == 0);
  const MonthlySeries x = series_of(1, {kMissing, 4, 8, kMissing, 0});
  const MonthlySeries mean = ewma(x, 1);
  CHECK(std::isnan(mean.value[0]));
  CHECK(mean.value[1] == 4);
  CHECK(mean.value[2] == Approx((8 + 0.5 * 4) / 1.5));
  CHECK(mean.value[3] == mean.value[2]);
  CHECK(mean.value[4] == Approx((0 + 0.5 * 8 + 0.25 * 4) / 1.75));
  CHECK(ewma(x, 0).value[2] == 8);
}

TEST_CASE("displacement is remembered as a mean of logs, up to the month before") {
  const MonthlySeries memory = displacement_memory(series_of(1, {0, std::exp(3) - 1, 5}), 1);
  CHECK(std::isnan(memory.value[0]));
  CHECK(memory.value[1] == 0);
  CHECK(memory.value[2] == Approx(3 / 1.5));
}

TEST_CASE("a surge compares fatalities with the months before") {
  const MonthlySeries surge = fatality_surge(series_of(1, {3, 9, 0}), 1);
  CHECK(std::isnan(surge.value[0]));
  CHECK(surge.value[1] == Approx(std::log(10.0 / 4)));
  CHECK(surge.value[2] == Approx(std::log(1 / (1 + (9 + 1.5) / 1.5))));
  CHECK(log_incidents(series_of(1, {6})).value[0] == Approx(std::log(7)));
}

TEST_CASE("terms of trade: own median, clip, held three months, then national") {
  // Medians of 2012: zone 0: 10, zone 1: 4.
  const MonthlySeries ratio = series_of(
      2, {10, 4,  //
          5, 4,   //
          200, kMissing, kMissing, kMissing, kMissing, 8, kMissing, kMissing, kMissing, kMissing});
  const MonthlySeries tot = log_against_median(ratio, 2012, 2012);
  CHECK(tot.value[0] == 0);
  CHECK(tot.value[2] == Approx(std::log(0.5)));
  CHECK(tot.value[4] == 1.5);  // ln 20, clipped
  CHECK(std::isnan(tot.value[5]));
  CHECK(tot.value[9] == Approx(std::log(2)));
  const std::vector<double> national = national_median(tot);
  CHECK(national[1] == Approx(std::log(0.5) / 2));
  CHECK(national[4] == Approx(std::log(2)));
  CHECK(std::isnan(national[5]));
  const MonthlySeries filled = held_then_national(tot, national);
  CHECK(filled.value[6] == 1.5);
  CHECK(filled.value[10] == 1.5);       // the third month
  CHECK(std::isnan(filled.value[12]));  // the fourth; nobody reported
  CHECK(squared_fall(-0.5) == 0.25);
  CHECK(squared_fall(0.5) == 0);
  CHECK(deviation_from(tot, national).value[2] == Approx(std::log(0.5) / 2));
  CHECK(median_of_known(std::vector<double>{3, kMissing, 1, 2}) == 2);
}

TEST_CASE("rain is compared with the same months of the reference years") {
  // Three years of 1, 2 and 6 mm in every month; usual are the first two.
  std::vector<double> rain(36, 1);
  std::fill(rain.begin() + 12, rain.begin() + 24, 2);
  std::fill(rain.begin() + 24, rain.end(), 6);
  const MonthlySeries anomaly = relative_anomaly(series_of(1, rain), 3, {2012, 2013});
  CHECK(std::isnan(anomaly.value[1]));
  CHECK(anomaly.value[35] == Approx(18 / 4.5 - 1));  // sums 3 and 6
  CHECK(anomaly.value[25] == Approx(14 / 5.0 - 1));  // February: only 2013 has a sum, 1+2+2
  const MonthlySeries z = standardised_anomaly(series_of(1, rain), 3, {2012, 2013});
  CHECK(z.value[35] == Approx((18 - 4.5) / std::sqrt(4.5)));
  CHECK(std::isnan(z.value[25]));  // no deviation of one
  CHECK(log_rain(series_of(1, {0})).value[0] == 0);
}

TEST_CASE("floods come from upstream a month later") {
  const std::vector<RiverZone> rivers{{0, kNowhere}, {2, 0}};
  CHECK(river_exposure(rivers, 3) == std::vector<double>{1, 0, 1});
  const MonthlySeries lag = upstream_lag(series_of(3, {7, 1, 1, 0, 0, 0}), rivers);
  CHECK(lag.value[3] == 0);
  CHECK(lag.value[4] == 0);
  CHECK(lag.value[5] == Approx(std::log(8)));
}

TEST_CASE("districts become regions by sums or weighted means of what is known") {
  const MonthlySeries x = series_of(3, {2, 8, 5, kMissing, 4, kMissing});
  const std::vector<std::size_t> region{0, 0, 1};
  const std::vector<double> people{1, 3, 10};
  CHECK(group_sum(x, region, 2).value == std::vector<double>{10, 5, 4, 0});
  const MonthlySeries mean = group_mean(x, region, 2, people);
  CHECK(mean.value[0] == Approx((2 + 3 * 8) / 4.0));
  CHECK(mean.value[2] == 4);
  CHECK(std::isnan(mean.value[3]));
}

}  // namespace
}  // namespace ravenstein::models
