// SPDX-License-Identifier: Apache-2.0
// Scores against values worked out by hand, by the definitions written out in Python, or published.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "calibration/batch/purpose.hpp"
#include "calibration/scores/coverage.hpp"
#include "calibration/scores/crps.hpp"
#include "calibration/scores/interval_score.hpp"
#include "calibration/scores/log_score.hpp"
#include "calibration/scores/multivariate.hpp"
#include "calibration/scores/naive_series.hpp"
#include "calibration/scores/normal.hpp"
#include "calibration/scores/pit.hpp"
#include "engine/random/draws.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
using Values = std::vector<double>;

TEST_CASE("CRPS: ecdf and fair, normal, missing members") {
  const Values four{1, 2, 4, 7};  // |x - 3|: mean 2; mean |x - x'| over all 16 pairs: 2.5
  CHECK(crps(four, 3) == Approx(.75).epsilon(1e-12));
  CHECK(crps(four, 3, SampleKind::fair) == Approx(1 / 3.0).epsilon(1e-12));
  // The third member is missing: two are left, not three.
  CHECK(crps(Values{1, 3, kMissing}, 2, SampleKind::fair) == Approx(0).margin(1e-15));
  CHECK(crps(Values{1, 3, kMissing}, 2) == Approx(.5));
  CHECK(crps(Values{4}, 3) == 1);
  CHECK(std::isnan(crps(Values{4}, 3, SampleKind::fair)));
  CHECK(std::isnan(crps(four, kMissing)));
  CHECK(std::isnan(crps(Values{kMissing}, 1)));
  // reference values of the closed form (Gneiting & Raftery 2007).
  CHECK(crps_normal(0, 1, 0) == Approx(.2336950).margin(1e-6));
  CHECK(crps_normal(1, 2, 2.5) == Approx(.8962885).margin(1e-6));
  CHECK(crps_normal(0, 1, 1.5) == Approx(.9944240).margin(1e-6));
}

TEST_CASE("the fair CRPS does not depend on the number of members") {
  // Both estimate E|X - y| - E|X - X'| / 2 of the uniform at y = 1/2: 1/4 - 1/6.
  Stream stream({1, 0}, Purpose::parameter, 0, 0);
  double fair = 0, ecdf = 0;
  constexpr int kRuns = 40000;
  for (int run = 0; run < kRuns; ++run) {
    const Values three{stream.uniform(), stream.uniform(), stream.uniform()};
    fair += crps(three, .5, SampleKind::fair) / kRuns;
    ecdf += crps(three, .5) / kRuns;
  }
  CHECK(fair == Approx(1 / 12.0).margin(.003));  // three standard errors
  CHECK(ecdf == Approx(1 / 12.0 + 1 / 18.0).margin(.003));
}

TEST_CASE("interval score and WIS with their parts") {
  const IntervalScore below = interval_score(2, 6, 1, .2);
  CHECK(below.total == Approx(4 + 10));
  CHECK(below.overprediction == Approx(10));  // the forecast was too high
  CHECK(below.underprediction == 0);
  CHECK(interval_score(2, 6, 7, .5).underprediction == Approx(4));
  CHECK(interval_score(2, 6, 3, .5).total == 4);

  // Quantiles of N(0, 1), y = 1.5: reference value .8043013, twice the mean pinball loss.
  std::vector<ForecastQuantile> normal;
  double pinball = 0;
  for (const int level : {250, 2500, 5000, 7500, 9750}) {
    const double q = normal_quantile(level / 1e4);
    normal.push_back({level, q});
    pinball += 2 * (1.5 < q ? (1 - level / 1e4) * (q - 1.5) : level / 1e4 * (1.5 - q)) / 5;
  }
  const IntervalScore wis = weighted_interval_score(normal, 1.5);
  CHECK(wis.total == Approx(.8043013).margin(1e-6));
  CHECK(wis.total == Approx(pinball).epsilon(1e-12));
  CHECK(wis.total == Approx(wis.dispersion + wis.overprediction + wis.underprediction));
  CHECK(wis.overprediction == 0);
  normal[0].value = kMissing;  // takes the 95 % interval away: K = 1
  const double median_part = 1.5 / 2;
  const double half = interval_score(normal[1].value, normal[3].value, 1.5, .5).total / 4;
  CHECK(weighted_interval_score(normal, 1.5).total == Approx((median_part + half) / 1.5));
  CHECK(std::isnan(weighted_interval_score(normal, kMissing).total));
}

TEST_CASE("WIS refuses levels that are no intervals") {
  const auto score = [](std::vector<ForecastQuantile> q) { weighted_interval_score(q, 1); };
  CHECK_THROWS_WITH(score({{2500, 1}}),
                    "quantile level: expected pairs p and 10000 - p, found 2500");
  CHECK_THROWS_WITH(score({{0, 1}, {10000, 1}}),
                    "quantile level: expected 1..9999 basis points, found 0");
  CHECK_THROWS_WITH(score({{5000, 1}, {5000, 1}}),
                    "quantile level: expected each once, found twice: 5000");
}

TEST_CASE("logarithmic and Dawid-Sebastiani scores") {
  CHECK(log_score_normal(1, 2, 2) == Approx(-.125 - std::log(2) - .9189385332046727));
  CHECK(log_score_poisson(4, 7) == Approx(-2.821100833226181).epsilon(1e-10));
  CHECK(log_score_negative_binomial(4, 2.5, 7) == Approx(-2.907844133781563).epsilon(1e-10));
  CHECK(log_score_poisson(0, 0) == 0);
  CHECK(std::isinf(log_score_poisson(0, 1)));
  const Values four{1, 2, kMissing, 4, 7};
  CHECK(dawid_sebastiani(four, 3) == Approx(1.9816244347695993).epsilon(1e-12));
  CHECK(log_score_kernel(four, 3) == Approx(-2.0434399183779846).epsilon(1e-12));
  CHECK(std::isnan(dawid_sebastiani(Values{2, 2}, 3)));
  double all = 0;  // a distribution
  for (int y = 0; y < 400; ++y) all += std::exp(log_score_negative_binomial(4, 2.5, y));
  CHECK(all == Approx(1).epsilon(1e-12));
}

TEST_CASE("energy and variogram scores") {
  const Values members{1, 2, 3, 1, 0, 4}, observed{2, 2};
  CHECK(energy_score(members, observed) == Approx(.7792383799154438).epsilon(1e-12));
  CHECK(energy_score(members, observed, SampleKind::fair) ==
        Approx(.2950841220199514).epsilon(1e-12));
  // One quantity: the CRPS. A missing quantity is left out, a member that misses one too.
  const Values line{1, 2, 4, 7};
  CHECK(energy_score(line, Values{3}) == Approx(crps(line, 3)));
  const Values wide{1, 9, 2, 9, 4, kMissing, kMissing, 9, 7, 9};
  CHECK(energy_score(wide, Values{3, kMissing}) == Approx(crps(line, 3)));
  const Values three{1, 2, 4, 3, 1, 0, 0, 4, 2};
  CHECK(variogram_score(three, Values{2, 2, 5}) == Approx(4.768216528745153).epsilon(1e-12));
  CHECK(std::isnan(variogram_score(line, Values{3})));
}

TEST_CASE("coverage with Wilson's interval") {
  const Coverage c = coverage(45, 50, .95);
  CHECK(c.share == .9);
  CHECK(c.deviation == Approx(-.05));
  CHECK(c.lower == Approx(.7863976856252035));  // the formula, in Python
  CHECK(c.upper == Approx(.9565242350681096));
  CHECK(coverage(0, 10, .5).lower == Approx(0).margin(1e-15));
  CHECK(std::isnan(coverage(0, 0, .5).share));
}

TEST_CASE("PIT and rank histograms are uniform for forecasts of themselves") {
  constexpr int kCases = 5000;
  std::vector<PitRange> pit;
  std::vector<std::uint32_t> ranks;
  for (std::uint32_t i = 0; i < kCases; ++i) {
    Stream stream({3, 0}, Purpose::parameter, i, 0);
    Values members;
    for (int m = 0; m < 9; ++m) members.push_back(static_cast<double>(poisson(stream, 3)));
    const auto y = static_cast<double>(poisson(stream, 3));
    Stream tie({3, 0}, purpose::kRankTie, i, 0);
    ranks.push_back(rank_among(members, y, tie));
    double below = 0;  // P(Y < y) of the forecast itself
    for (int k = 0; k < y; ++k) below += std::exp(log_score_poisson(3, k));
    pit.push_back({below, below + std::exp(log_score_poisson(3, static_cast<std::int64_t>(y)))});
  }
  CHECK(uniformity_p_value(rank_histogram(ranks, 9)) > .01);
  // Three standard errors of a bin of 10 in 5,000 cases, at most.
  for (const double height : pit_histogram(pit, 10)) {
    CHECK(height == Approx(1).margin(3 * std::sqrt(9.0 / kCases)));
  }
  // chi-square of (10, 20, 30): 10 on two degrees of freedom, p = exp(-5).
  CHECK(uniformity_p_value(std::vector<std::int64_t>{10, 20, 30}) == Approx(std::exp(-5)));
  const PitRange range = pit_range(Values{0, 0, 2, 5, kMissing}, 2);
  CHECK(range.below == .5);
  CHECK(range.not_above == .75);
}

TEST_CASE("forecasts without skill, and skill against them") {
  const Values past{1, kMissing, 3, 6, kMissing};
  CHECK(persistence(past, 2) == Values{6, 6});
  // From (0, 1) to (3, 6): 5/3 a step; forecast for t = 5 and 6.
  CHECK(drift(past, 2)[0] == Approx(6 + 2 * 5 / 3.0));
  CHECK(drift(past, 2)[1] == Approx(6 + 3 * 5 / 3.0));
  CHECK(seasonal(past, 2, 3) == Values{6, 3, 6});  // t = 4 is missing: t = 2 stands for it
  CHECK(std::isnan(seasonal(past, 7, 1)[0]));
  CHECK(std::isnan(drift(Values{kMissing, 4}, 1)[0]));
  const Values places{1, 3, 2, 2, kMissing, 5};  // three times, two places
  CHECK(frozen_shares(places, Values{8}, 2) == Values{4, 4});
  CHECK(historical_shares(places, Values{8}, 2) == Values{3, 5});
  CHECK(skill_score(3, 4) == .25);
  CHECK(std::isnan(skill_score(1, 0)));
}

TEST_CASE("MASE of Hyndman and Koehler scales with the past") {
  const Values past{1, 2, 4, 3}, observed{5, kMissing, 6}, forecast{4, 1, 4};
  // Errors 1 and 2: mean 1.5. Steps 1, 2, 1: mean 4/3. Two seasons: 3, 1: mean 2.
  CHECK(mase_hk(past, observed, forecast) == Approx(1.5 / (4 / 3.0)));
  CHECK(mase_hk(past, observed, forecast, 2) == Approx(.75));
  CHECK(std::isnan(mase_hk(Values{2, 2}, observed, forecast)));
}

}  // namespace
}  // namespace ravenstein::calibration
