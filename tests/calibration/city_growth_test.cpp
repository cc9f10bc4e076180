// SPDX-License-Identifier: Apache-2.0
// Growth of cities: known answers by hand, and the fit to World Urbanization Prospects 2018 against
// an independent computation.
#include "calibration/urban/city_growth.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "wup_cities.hpp"

using namespace ravenstein::calibration;

namespace {

constexpr double kYears = 5;

/// Cities that grow just as the law says: two countries of two cities and one of one.
CityHistory made(const CityGrowthLaw& law, std::size_t intervals) {
  CityHistory history{kYears, {}, {4, 9, 4, 9, 1}};
  std::vector<double> growth{.06, .01, .02, .03, -.01};
  for (const double people : {1e5, 2e5, 3e5, 4e5, 5e5}) history.persons.push_back({people});
  for (std::size_t i = 0; i < intervals; ++i) {
    for (std::size_t c = 0; c < 5; ++c) {
      history.persons[c].push_back(history.persons[c].back() * std::exp(kYears * growth[c]));
    }
    const double four = (growth[0] + growth[2]) / 2, nine = (growth[1] + growth[3]) / 2;
    const double mean[] = {four, nine, four, nine, growth[4]};
    for (std::size_t c = 0; c < 5; ++c) {
      growth[c] = law.base + law.own * (growth[c] - mean[c]) + law.country * mean[c];
    }
  }
  return history;
}

}  // namespace

TEST_CASE("city growth: the fit finds the law by which cities were made to grow") {
  const CityGrowthLaw law{.base = .004, .own = .6, .country = .8, .sd = 0, .observations = 0};
  const CityHistory all = made(law, 8);
  CityHistory known = all;
  for (auto& city : known.persons) city.resize(6);
  const CityGrowthLaw found = fit_city_growth(known);
  CHECK(found.base == Approx(.004).epsilon(1e-9));
  CHECK(found.own == Approx(.6).epsilon(1e-9));
  CHECK(found.country == Approx(.8).epsilon(1e-9));
  CHECK(found.sd < 1e-12);
  CHECK(found.observations == 5 * 4);
  const auto forecasts = forecast_cities(found, known, 3);
  for (std::size_t c = 0; c < 5; ++c) {
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(forecasts[c][i].persons == Approx(all.persons[c][6 + i]).epsilon(1e-9));
    }
  }
}

TEST_CASE("city growth: spread and persistence, by hand") {
  const CityHistory history{kYears, {{100, 110, 132}}, {0}};
  const CityGrowthLaw law{.base = 0, .own = 1, .country = .5, .sd = .01, .observations = 1};
  const auto forecast = forecast_cities(law, history, 3)[0];
  // A shock of the first interval counts once, then 1 + 1/2, then 1 + 1/2 + 1/4 times.
  CHECK(forecast[0].log_sd == Approx(.05).epsilon(1e-12));
  CHECK(forecast[1].log_sd == Approx(.05 * std::sqrt(1 + 2.25)).epsilon(1e-12));
  CHECK(forecast[2].log_sd == Approx(.05 * std::sqrt(1 + 2.25 + 1.75 * 1.75)).epsilon(1e-12));
  CHECK(forecast[0].persons == Approx(132 * std::sqrt(1.2)).epsilon(1e-12));
  CHECK(persistent_growth(history, 2, false)[0][1].persons == Approx(132 * 1.44).epsilon(1e-12));
  CHECK(persistent_growth(history, 2, true)[0][1].persons == Approx(132 * 1.32).epsilon(1e-12));
}

TEST_CASE("city growth: what it cannot be fitted to") {
  const std::vector<CityHistory> wrong{
      {kYears, {}, {}},
      {kYears, {{1, 2}}, {0}},                      // one interval
      {kYears, {{1, 2, 3}, {1, 2, 3, 4}}, {0, 0}},  // different lengths
      {kYears, {{1, 2, 3}, {1, 0, 3}}, {0, 0}},     // an empty city
      {kYears, {{1, 2, 3}}, {0, 1}},                // countries of more cities
      {kYears, {{1, 2, 4}, {1, 2, 4}, {1, 2, 4}, {1, 2, 4}}, {0, 0, 1, 1}}};  // all alike
  for (const CityHistory& history : wrong) {
    CHECK_THROWS_AS(fit_city_growth(history), std::invalid_argument);
  }
}

TEST_CASE("city growth: fitted to 57 cities, 1990-2015") {
  if (!std::filesystem::exists(wup_folder())) {
    WARN("no public data: set RAVENSTEIN_DATA");
    return;
  }
  const WupCities cities = read_wup_cities();
  REQUIRE(cities.name.size() == 57);
  const CityGrowthLaw law = fit_city_growth(cities.history(1990, 2015));
  // From normal equations solved in Python with growth and country's mean as columns: .00083,
  // .80706 and .15593 (so .80706 + .15593 of the country's growth), s .00915.
  CHECK(law.observations == 228);
  CHECK(law.base == Approx(.00083).margin(6e-6));
  CHECK(law.own == Approx(.80706).margin(6e-6));
  CHECK(law.country == Approx(.96299).margin(11e-6));
  CHECK(law.sd == Approx(.00915).margin(6e-6));
}
