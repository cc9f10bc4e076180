// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/no_skill.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "calibration/scores/skill.hpp"
#include "tests/calibration/flee_case_for_tests.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::array<const char*, 6> kNames{"equal",    "capacity",    "frozen0",
                                            "frozen30", "frozen30hon", "locf"};

struct Expected {
  const char* name;
  std::array<double, 6> after_day_30;
  std::array<double, 6> all_days;
};

/// Rescaled ARD of the baselines, source: reference/camps.md section 8, two independent
/// implementations agreeing to six digits.
const Expected kExpected[] = {
    {"mali2012",
     {1.028924, 0.133500, 0.489481, 0.399273, 0.383136, 0.068045},
     {1.075194, 0.168183, 0.452307, 0.376334, 0.361926, 0.069919}},
    {"burundi2015",
     {0.721529, 0.312451, 1.034808, 0.363790, 1.034808, 0.035380},
     {0.749133, 0.337295, 1.006849, 0.341496, 1.006849, 0.085659}},
    {"car2013",
     {0.787891, 0.338978, 0.787891, 0.919266, 1.032646, 0.065473},
     {0.782605, 0.372542, 0.782605, 0.892450, 1.003063, 0.084096}},
    {"ssudan2013",
     {0.713889, 0.389714, 0.713889, 0.825628, 1.417750, 0.148635},
     {0.741318, 0.423371, 0.741318, 0.797797, 1.418603, 0.214237}},
    {"ssudan2016",
     {0.685130, 0.273197, 0.685130, 0.484868, 1.042563, 0.169655},
     {0.708252, 0.306238, 0.708252, 0.473410, 1.002849, 0.214864}},
    {"syria2013",
     {0.478709, 0.451464, 0.478709, 0.613970, 0.736239, 0.032959},
     {0.486762, 0.467325, 0.486762, 0.600406, 0.719148, 0.060722}},
    {"nigeria2016",
     {0.581215, 0.086249, 0.581215, 0.084450, 0.581215, 0.040102},
     {0.581206, 0.086981, 0.581206, 0.083063, 0.581206, 0.048991}},
    {"mali2017_adm1",
     {1.063346, 0.384642, 0.206615, 0.180199, 0.205931, 0.016223},
     {1.065350, 0.386877, 0.203198, 0.177252, 0.202542, 0.016209}},
};

TEST_CASE("forecasts without skill score as two independent implementations found") {
  for (const Expected& expected : kExpected) {
    const auto observed = flee_observations(expected.name);
    if (!observed) return;
    const SkillTable table = skill({}, *observed);
    REQUIRE(table.forecasts.size() == kNames.size());
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      INFO(expected.name << " " << kNames[i]);
      CHECK(table.forecasts[i].name == kNames[i]);
      const auto late = table.value(kNames[i], measure::kArdRescaled, kAfterDay30);
      const auto all = table.value(kNames[i], measure::kArdRescaled, kAllDays);
      REQUIRE(late);
      REQUIRE(all);
      CHECK(*late == Approx(expected.after_day_30[i]).margin(1e-5));
      CHECK(*all == Approx(expected.all_days[i]).margin(1e-5));
      // The totals are given, so scaling changes nothing.
      CHECK(table.value(kNames[i], measure::kArdNormal).value() == Approx(*all).margin(1e-12));
      CHECK(table.value(kNames[i], measure::kMeanError).value() == Approx(*all / 2));
    }
  }
}

TEST_CASE("only the capacity share uses the capacity") {
  const auto observed = flee_observations("mali2012");
  if (!observed) return;
  for (const Forecast& forecast : no_skill_forecasts(*observed)) {
    CHECK(forecast.uses_capacity == (forecast.name == "capacity"));
    CHECK_FALSE(forecast.information.empty());
  }
  CampObservations unlimited = *observed;
  unlimited.capacity.front().reset();
  CHECK_FALSE(capacity_share(unlimited));
  CHECK(no_skill_forecasts(unlimited).size() == kNames.size() - 1);
}

TEST_CASE("the observed totals are those of the reference") {
  // Source: reference/camps.md section 8 (hasten 1).
  const auto mali = flee_observations("mali2012");
  if (!mali) return;
  CHECK(mali->daily.total(0) == 10838);
  CHECK(mali->daily.total(30) == 28388);
  CHECK(mali->daily.total(100) == 53418);
  CHECK(mali->daily.total(299) == 89991);
  const std::vector<std::string> camps{"Fassala-Mbera", "Mentao", "Bobo-Dioulasso", "Abala",
                                       "Mangaize",      "Niamey", "Tabareybarey"};
  CHECK(mali->codes == camps);
  const std::vector<double> day30{23678, 2394, 968, 485, 863, 0, 0};
  const std::vector<double> day299{54028, 6881, 1874, 11067, 3435, 6510, 6196};
  for (std::size_t x = 0; x < camps.size(); ++x) {
    CHECK(mali->daily.at(30, x) == day30[x]);
    CHECK(mali->daily.at(299, x) == day299[x]);
  }
  const std::pair<const char*, double> kSums[] = {
      {"mali2012", 19769519},     {"burundi2015", 62033087},   {"car2013", 238067797},
      {"ssudan2013", 167969090},  {"ssudan2016", 334861566},   {"syria2013", 2300727188},
      {"nigeria2016", 378182740}, {"mali2017_adm1", 214546867}};
  for (const auto& [name, sum] : kSums) {
    const auto observed = flee_observations(name);
    REQUIRE(observed);
    double people = 0;
    for (int t = 0; t < observed->daily.days; ++t) people += observed->daily.total(t);
    INFO(name);
    CHECK(people == sum);
  }
}

}  // namespace
}  // namespace ravenstein::calibration
