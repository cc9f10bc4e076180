// SPDX-License-Identifier: Apache-2.0
// Rolling origins and simple forecasts on series small enough to work out by hand.
#include "calibration/hindcast/hindcast.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/hindcast/combination.hpp"
#include "calibration/hindcast/corridors.hpp"
#include "calibration/hindcast/gravity_shares.hpp"
#include "calibration/hindcast/hurdle_forecaster.hpp"
#include "calibration/hindcast/naive.hpp"
#include "calibration/hindcast/recalibration.hpp"
#include "calibration/regression/logit.hpp"
#include "models/drivers/memory.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kJanuary = month_number(2018, 1);

TEST_CASE("origins: one step with refits, and scenarios") {
  const auto one = one_step_origins(kJanuary, kJanuary + 8, 3);
  REQUIRE(one.size() == 3);
  CHECK(one[1].fit_end == kJanuary + 3);
  CHECK(one[1].known_end(kJanuary + 5) == kJanuary + 5);
  CHECK(one[2].months == 2);
  const std::vector<int> december{kJanuary - 1};
  const auto year = scenario_origins(december, 12);
  REQUIRE(year.size() == 1);
  CHECK(year[0].first_month == kJanuary);
  CHECK(year[0].end_month() == kJanuary + 12);
  CHECK(year[0].known_end(kJanuary + 7) == kJanuary);
}

TEST_CASE("trailing forecasts see what was known, and no more") {
  MonthlySeries y(kJanuary, 6, 1);
  y.value = {3, 1, 8, 100, 7, 5};
  const Origin one{kJanuary + 3, kJanuary + 3, 2, true};
  const Origin scenario{kJanuary + 3, kJanuary + 3, 2, false};
  const auto medians = [&](int months, Trailing statistic, const Origin& origin) {
    std::vector<double> found;
    for (const CellForecast& cell : trailing_forecast(y, months, statistic)(origin)) {
      found.push_back(cell.median);
    }
    return found;
  };
  CHECK(medians(1, Trailing::mean, one) == std::vector<double>{8, 100});
  CHECK(medians(3, Trailing::mean, one) == std::vector<double>{4, 109 / 3.0});
  CHECK(medians(3, Trailing::median, one) == std::vector<double>{3, 8});
  CHECK(medians(3, Trailing::median, scenario) == std::vector<double>{3, 3});
}

TEST_CASE("scores of a hindcast, by cell and by sums over the period") {
  MonthlySeries y(kJanuary, 2, 2);
  y.value = {4, 0, 6, 10};
  const std::vector<Origin> origins{{kJanuary, kJanuary, 2, false}};
  const auto cells = hindcast(origins, y, [](const Origin&) {
    return std::vector<CellForecast>{
        {5, {5, 5}, {}}, {1, {0, 2}, {}}, {6, {4, 8}, {}}, {2, {2, 2}, {}}};
  });
  const HindcastScores found = scores(cells);
  CHECK(found.cells == 4);
  CHECK(found.wape == Approx((1 + 1 + 0 + 8) / 20.0));
  // CRPS: 1; 1 - 1/2; 2 - 1; 8.
  CHECK(found.crps == Approx((1 + .5 + 1 + 8) / 20.0));
  CHECK(std::isnan(found.log_score));
  const auto sums = period_totals(cells);
  REQUIRE(sums.size() == 2);
  CHECK(sums[0].observed == 10);
  CHECK(sums[0].forecast.sample == std::vector<double>{9, 13});
  CHECK(sums[1].forecast.median == 3);
  CHECK_THROWS_AS(hindcast(origins, y, [](const Origin&) { return std::vector<CellForecast>(3); }),
                  std::logic_error);
}

TEST_CASE("a simulated memory follows what the path drew") {
  // Everybody known is nobody, in two zones; then a model fitted to a burst in the other years.
  constexpr int kMonths = 40;
  MonthlySeries y(kJanuary, kMonths, 2, 0.0);
  for (int t = 0; t < kMonths; ++t) {
    for (std::size_t z = 0; z < 2; ++z) {
      y.at(kJanuary + t, z) =
          (t + static_cast<int>(z)) % 3 == 0 ? 0 : std::round(20 + 10 * std::sin(t + z));
    }
  }
  const MonthlySeries memory = models::displacement_memory(y, 1);
  const HurdleInputs inputs{&y, {&memory}, {1000, 25}, kJanuary + 1, {}, true};
  const Origin origin{kJanuary + 30, kJanuary + 30, 4, false};
  const auto cells = simulated_hurdle_forecaster(inputs, {400, 5, 1, false})(origin);
  REQUIRE(cells.size() == 8);
  for (std::size_t i = 1; i < 8; i += 2) {  // the second zone's cap
    for (const double persons : cells[i].sample) CHECK(persons <= 25);
  }
  // In the first month nothing is simulated yet: the distribution of the one-step model.
  const Origin one{kJanuary + 30, kJanuary + 30, 1, true};
  const auto known = hurdle_forecaster(inputs, 10)(one);
  double episodes = 0;
  for (const double persons : cells[0].sample) episodes += persons > 0 ? 1 / 400.0 : 0;
  const double p = known[0].distribution->probability;
  CHECK(std::abs(episodes - p) < 4 * std::sqrt(p * (1 - p) / 400));
  // The same seed, the same paths; parameters of their own widen them.
  const auto again = simulated_hurdle_forecaster(inputs, {400, 5, 1, false})(origin);
  CHECK(again[5].sample == cells[5].sample);
  const auto drawn = simulated_hurdle_forecaster(inputs, {400, 5, 1, true})(origin);
  CHECK(drawn[5].sample != cells[5].sample);
}

/// Months of `calm` after months of `wild` (log sizes around 5), for two zones.
MonthlySeries two_spreads(double wild, double calm) {
  MonthlySeries y(kJanuary, 48, 2);
  for (int month = 0; month < 48; ++month) {
    for (std::size_t zone = 0; zone < 2; ++zone) {
      const double sign = (month + static_cast<int>(zone)) % 2 == 0 ? 1 : -1;
      y.at(kJanuary + month, zone) = std::exp(5 + sign * (month < 24 ? wild : calm));
    }
  }
  return y;
}

TEST_CASE("recalibration: spread follows the size of late errors") {
  const MonthlySeries calmer = two_spreads(2, 0.5), wilder = two_spreads(0.5, 2);
  const auto spread = [](const MonthlySeries& y, double shared_by_month) {
    const HurdleInputs inputs{&y, {}, {}, kJanuary, {}, true};
    return recalibration(inputs, kJanuary + 48, {.shared_by_month = shared_by_month}).spread;
  };
  CHECK(spread(calmer, 0) < 0.7);
  CHECK(spread(wilder, 0) > 1.3);
  // Zones that move together say less: nearer to 1.
  CHECK(spread(calmer, 1) > spread(calmer, 0));
  CHECK(spread(calmer, 1) < 1);
  CHECK(recalibration({&calmer, {}, {}, kJanuary, {}, true}, kJanuary).spread == 1);  // no past
}

TEST_CASE("recalibration: episodes that came more often than forecast raise the chance") {
  MonthlySeries y(kJanuary, 36, 2, 0.0);
  for (int month = 0; month < 36; ++month) {
    for (std::size_t zone = 0; zone < 2; ++zone) {
      const bool happens = month >= 18 || month % 6 == 0;
      y.at(kJanuary + month, zone) = happens ? 100.0 + month : 0;
    }
  }
  const HurdleInputs inputs{&y, {}, {}, kJanuary, {}, true};
  const Recalibration found = recalibration(inputs, kJanuary + 36);
  const auto chance = [&](double p) {
    return logistic(found.intercept + found.slope * std::log(p / (1 - p)));
  };
  CHECK(chance(0.5) > 0.6);
  // As formulas: coefficients, then both spreads.
  HurdleLognormal model = fit_hurdle_lognormal(hurdle_data(inputs, kJanuary + 36));
  const HurdleLognormal after = recalibrated(model, {.intercept = 1, .slope = 2, .spread = 3});
  CHECK(after.occurrence.coefficient(0) == Approx(1 + 2 * model.occurrence.coefficient(0)));
  CHECK(after.occurrence.coefficient(1) == Approx(2 * model.occurrence.coefficient(1)));
  CHECK(after.log_sd == Approx(3 * model.log_sd));
  CHECK(after.size.covariance(0, 0) == Approx(9 * model.size.covariance(0, 0)));
}

TEST_CASE("a forecast drawn towards a rival by the weight that was best before") {
  const MonthlySeries observed(kJanuary, 24, 1, 4.0);
  const auto always = [](double persons) {
    return [persons](const Origin& origin) {
      return std::vector<CellForecast>(static_cast<std::size_t>(origin.months),
                                       {persons, {persons}, {}});
    };
  };
  const std::vector<Origin> past{{kJanuary, kJanuary, 12, false}};
  const Forecaster both = drawn_towards(always(10), always(0), observed, past);
  const auto cells = both({kJanuary + 12, kJanuary + 12, 12, false});
  CHECK(cells[0].median == Approx(4));  // 0.4 of 10, as 4 came
  CHECK(cells[0].sample == std::vector<double>{10});
  CHECK(both({kJanuary, kJanuary, 12, false})[0].median == 10);  // nothing known: ours
}

TEST_CASE("corridor memory and shares") {
  MonthlyFlows flows(kJanuary, 2, 2);
  flows.at(kJanuary, 0, 0) = 8;
  flows.at(kJanuary + 1, 0, 1) = 6;
  const auto all = corridor_memory(flows, kJanuary + 2, kNeverForgets);
  CHECK(all == std::vector<double>{8, 6, 0, 0});
  const auto recent = corridor_memory(flows, kJanuary + 2, 1);
  CHECK(recent == std::vector<double>{4, 6, 0, 0});
  CHECK(corridor_memory(flows, kJanuary + 1, 1) == std::vector<double>{8, 0, 0, 0});
  const std::vector<double> prior{.5, .5, .1, .9};
  const auto shares = corridor_shares(recent, prior, 10, 2);
  CHECK(shares[0] == Approx((4 + 5) / 20.0));
  CHECK(shares[3] == Approx(.9));
  CHECK(corridor_shares(all, {}, 1, 2)[2] == .5);
  // The second month from what was known before: all of the 6 were expected to stay.
  const std::vector<Origin> origins{{kJanuary + 1, kJanuary + 1, 1, true}};
  const DestinationScores found =
      destination_scores(origins, flows, memory_shares(flows, kNeverForgets));
  CHECK(found.all == Approx(2 * (6 * .5 / 9) / 12));
  CHECK(found.off_diagonal == Approx(2 * (6 * .5 / 9) / (6 + 6 * .5 / 9)));
}

TEST_CASE("a gravity law is found again in flows that follow it") {
  const std::size_t n = 4;
  GravityInputs inputs{std::vector<double>(n * n), {10, 40, 20, 5}, {}};
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j)
      inputs.distance_km[i * n + j] = 10.0 + 7 * i + 13 * j + i * j;
  }
  MonthlyFlows flows(kJanuary, 1, n);
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0;
    for (const bool share : {false, true}) {
      for (std::size_t j = 0; j < n; ++j) {
        const double u =
            i == j ? std::exp(-2.0) : inputs.mass[j] / std::pow(inputs.distance_km[i * n + j], 1.5);
        if (share) {
          flows.at(kJanuary, i, j) = 1000 * u / sum;
        } else {
          sum += u;
        }
      }
    }
  }
  // A law of neighbours is found to be none.
  inputs.adjacent = {0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0};
  const Fit fit = fit_destination_logit(gravity_choices(flows, inputs, kJanuary + 1));
  CHECK(std::abs(fit.coefficient(3)) < 1e-7);
  CHECK(fit.coefficient(0) == Approx(-2));
  CHECK(fit.coefficient(1) == Approx(-1.5));
  CHECK(fit.coefficient(2) == Approx(1));
}

}  // namespace
}  // namespace ravenstein::calibration
