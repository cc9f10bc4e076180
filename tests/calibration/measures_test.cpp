// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/measures.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

namespace ravenstein::calibration {
namespace {

// Two camps, four days; every expected value below is worked out by hand from the definitions.
const std::vector<double> kObserved{100, 0, 60, 40, 50, 50, 100, 300};
const std::vector<double> kForecast{100, 0, 30, 20, 100, 0, 0, 0};
const Comparison kToy{kForecast, kObserved, 2};

TEST_CASE("ARD compares with the observed total, rescaled or not") {
  // |errors|: 0, 50, 100, 400; N: 100, 100, 100, 400.
  CHECK(ard(kToy, kAllDays) == Approx((0 + 0.5 + 1 + 1) / 4));
  CHECK(ard(kToy, {"late", 2}) == Approx(1.0));
  // Day 1: 30,20 of 50 becomes 60,40: right. Day 3: nobody forecast, all zero.
  const std::vector<double> scaled = rescaled(kToy);
  CHECK(scaled == std::vector<double>{100, 0, 60, 40, 100, 0, 0, 0});
  CHECK(ard({scaled, kObserved, 2}, kAllDays) == Approx((0 + 0 + 1 + 1) / 4.0));
}

TEST_CASE("Flee's total error counts the people of day 0 twice") {
  // R: 200, 200, 200, 500.
  CHECK(total_error_flee(kToy, kAllDays, 100) == Approx((0 + 0.25 + 0.5 + 0.8) / 4));
}

TEST_CASE("ARD with nobody observed divides by one") {
  const std::vector<double> nobody{0, 0}, three{1, 2};
  CHECK(ard({three, nobody, 2}, kAllDays) == Approx(3.0));
}

TEST_CASE("errors of one camp") {
  // Camp 0: m 100 30 100 0, d 100 60 50 100; ratios 0, .5, 1, 1.
  CHECK(camp_error(kToy, 0, kAllDays) == Approx(2.5 / 4));
  // Camp 1: d = 0 on day 0 counts as no error; then 20/40, 0/50, 0/300.
  CHECK(camp_error(kToy, 1, kAllDays) == Approx((0 + 0.5 + 1 + 1) / 4));
  CHECK(ratio_difference(kToy, 0, kAllDays) == Approx((0 + .3 + .5 + .25) / 4));
  CHECK(ratio_difference(kToy, 0, kAllDays) + ratio_difference(kToy, 1, kAllDays) ==
        Approx(ard(kToy, kAllDays)));
  // Days 0, 1, 2 have both; |ln 1|, |ln .5|, |ln 2|.
  CHECK(ln_accuracy_ratio(kToy, 0, kAllDays) == Approx(2 * std::log(2.0) / 3));
  CHECK(std::isnan(ln_accuracy_ratio(kToy, 1, {"late", 2})));
  // Four decimals, as out.csv has them.
  const std::vector<double> two{2}, three{3};
  CHECK(camp_error({two, three, 1}, 0, kAllDays) == 0.3333);
}

TEST_CASE("textbook errors") {
  CHECK(mean_absolute_error(kToy, 0, kAllDays) == Approx((0 + 30 + 50 + 100) / 4.0));
  CHECK(root_mean_square_error(kToy, 0, kAllDays) == Approx(std::sqrt((900 + 2500 + 10000) / 4.0)));
  CHECK(bias(kToy, 0, kAllDays) == Approx((0 - 30 + 50 - 100) / 4.0));
  CHECK(wape(kToy, 0, kAllDays) == Approx(180.0 / 310));
  CHECK(wape(kToy, kAllDays) == Approx(550.0 / 700));
  CHECK(mean_absolute_error(kToy, kAllDays) == Approx(550.0 / 8));
  // One-step changes of camp 0: 40, 10, 50; of camp 1: 40, 10, 250.
  CHECK(mase_hyndman_koehler(kToy, 0, kAllDays) == Approx(45.0 / (100.0 / 3)));
  CHECK(mase_hyndman_koehler(kToy, kAllDays) ==
        Approx((45.0 / (100.0 / 3) + (370.0 / 4) / 100.0) / 2));
  const std::vector<double> constant{5, 5, 5};
  CHECK(std::isnan(mase_hyndman_koehler({constant, constant, 1}, 0, kAllDays)));
}

TEST_CASE("Flee's MASE, its three naive forecasts and its weights") {
  const std::vector<double> scaled = rescaled(kToy);
  const Comparison c{scaled, kObserved, 2};
  // Camp 0, k = 1, d_1 = 60: errors |0 0 50 100| = 37.5 on average; flat: |50-60|, |100-60| = 25.
  CHECK(mase_flee(c, 0, 1, FleeNaive::flat) == Approx(37.5 / 25));
  // sloped: 2*60 and 3*60: |50-120|, |100-180|.
  CHECK(mase_flee(c, 0, 1, FleeNaive::sloped) == Approx(37.5 / 75));
  // ratio: 100*60/100 and 400*60/100: |50-60|, |100-240|.
  CHECK(mase_flee(c, 0, 1, FleeNaive::ratio) == Approx(37.5 / 75));
  // Camp 1: errors |0 0 50 300| = 87.5; ratio naive 40, 160: |50-40|, |300-160| = 75.
  CHECK(mase_flee(c, 1, FleeNaive::ratio) == Approx((310 * 37.5 / 75 + 390 * 87.5 / 75) / 700));
  CHECK(std::isnan(mase_flee(c, 0, 3, FleeNaive::flat)));
}

}  // namespace
}  // namespace ravenstein::calibration
