// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/skill.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <stdexcept>

#include "calibration/scores/print.hpp"
#include "tests/calibration/flee_case_for_tests.hpp"

namespace ravenstein::calibration {
namespace {

/// Two camps over `days` days, one entry at the start and one on day 20.
CampObservations two_camps(int days) {
  CampObservations observed;
  observed.codes = {"North", "South"};
  observed.series = {{0, {{0, 100}, {20, 300}}}, {1, {{0, 0}, {20, 100}}}};
  observed.daily = daily(observed.series, days);
  observed.capacity = {400, 100};
  return observed;
}

TEST_CASE("the forecast given comes first, those without skill beside it") {
  const CampObservations observed = two_camps(50);
  const Forecast perfect{"model", "totals, capacity", true, observed.daily.persons};
  const SkillTable table = skill(std::span(&perfect, 1), observed);
  REQUIRE(table.forecasts.size() == 7);
  CHECK(table.forecasts[0].name == "model");
  CHECK_FALSE(table.forecasts[0].no_skill);
  CHECK(table.forecasts[1].no_skill);
  CHECK(table.value("model", measure::kArdRescaled) == 0.0);
  CHECK(table.value("model", measure::kArdNormal, kAfterDay30) == 0.0);
  CHECK(table.value("model", measure::kMase30Ratio) == std::nullopt);  // the naive is right, too
  CHECK(table.value("capacity", measure::kArdRescaled).value() > 0);
  CHECK(table.value("model", measure::kMeanObserved, kAfterDay30, "North") == 300.0);
  CHECK(table.value("model", "no such measure") == std::nullopt);
}

TEST_CASE("a period of a month has no score after day 30") {
  const CampObservations observed = two_camps(31);
  const SkillTable table = skill({}, observed);
  CHECK(table.value("equal", measure::kArdRescaled));
  CHECK_FALSE(table.value("equal", measure::kArdRescaled, kAfterDay30));
  CHECK(skill({}, two_camps(30)).forecasts.size() == 4);  // no day 30
}

TEST_CASE("a forecast of the wrong size is a mistake of the caller") {
  const Forecast wrong{"model", "", false, {1, 2, 3}};
  CHECK_THROWS_AS(skill(std::span(&wrong, 1), two_camps(50)), std::logic_error);
}

TEST_CASE("tables say which scores use the capacity") {
  const CampObservations observed = two_camps(50);
  const Forecast model{"model", "totals", false, observed.daily.persons};
  const SkillTable table = skill(std::span(&model, 1), observed);
  const std::string text = skill_text(table);
  CHECK(text.find("capacity [c]") != std::string::npos);
  CHECK(text.find("model [c]") == std::string::npos);
  CHECK(text.find("later maximum") != std::string::npos);
  CHECK(text.find("Per camp: model") != std::string::npos);
  CHECK(text.find("North") != std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    CHECK(end - at <= 100);  // fits a terminal
    at = end + 1;
  }
  const std::string markdown = headline_text(table, Layout::markdown);
  CHECK(markdown.starts_with("| forecast"));
  // Every line of a Markdown table has as many cells as the first.
  std::size_t begin = 0, cells = 0;
  while (begin < markdown.size()) {
    const std::size_t end = markdown.find('\n', begin);
    const std::string line = markdown.substr(begin, end - begin);
    const auto bars = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
    if (cells == 0) cells = bars;
    CHECK(bars == cells);
    begin = end + 1;
  }
  CHECK_THROWS_AS(camps_text(table, "nobody"), std::logic_error);
}

TEST_CASE("the published total makes Flee's total error smaller") {
  const auto observed = flee_observations("mali2012");
  if (!observed) return;
  // Source: Flee's out.csv for mali2012, day 59: raw count 62,683 where the camps have 42,608.
  REQUIRE(observed->total_on_day0);
  CHECK(observed->daily.total(59) == 42608);
  CHECK(observed->daily.total(59) + *observed->total_on_day0 == 62683);
}

}  // namespace
}  // namespace ravenstein::calibration
