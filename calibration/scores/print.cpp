// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "calibration/scores/text_table.hpp"

namespace ravenstein::calibration {
namespace {

/// A column of scores: what it is called here, and which value it shows.
struct ScoreColumn {
  const char* title;
  std::string_view measure;
  Window window;
  int decimals;
};

using Columns = std::span<const ScoreColumn>;

const ScoreColumn kHeadline[] = {{"ARD rescaled", measure::kArdRescaled, kAllDays, 3},
                                 {">30", measure::kArdRescaled, kAfterDay30, 3},
                                 {"ARD normal", measure::kArdNormal, kAllDays, 3},
                                 {">30", measure::kArdNormal, kAfterDay30, 3},
                                 {"mean error", measure::kMeanError, kAllDays, 3},
                                 {">30", measure::kMeanError, kAfterDay30, 3},
                                 {"MASE30-ratio", measure::kMase30Ratio, kAllDays, 2},
                                 {"WAPE", measure::kWape, kAllDays, 3}};

const ScoreColumn kFlee[] = {{"Total error*", measure::kTotalError, kAllDays, 3},
                             {">30", measure::kTotalError, kAfterDay30, 3},
                             {"MASE7-flat", measure::kMase7Flat, kAllDays, 2},
                             {"-sloped", measure::kMase7Sloped, kAllDays, 2},
                             {"-ratio", measure::kMase7Ratio, kAllDays, 2},
                             {"MASE30-flat", measure::kMase30Flat, kAllDays, 2},
                             {"-sloped", measure::kMase30Sloped, kAllDays, 2},
                             {"-ratio", measure::kMase30Ratio, kAllDays, 2}};

const ScoreColumn kTextbook[] = {{"MAE", measure::kMae, kAllDays, 0},
                                 {">30", measure::kMae, kAfterDay30, 0},
                                 {"RMSE", measure::kRmse, kAllDays, 0},
                                 {">30", measure::kRmse, kAfterDay30, 0},
                                 {"bias", measure::kBias, kAllDays, 0},
                                 {">30", measure::kBias, kAfterDay30, 0},
                                 {"WAPE", measure::kWape, kAllDays, 3},
                                 {">30", measure::kWape, kAfterDay30, 3},
                                 {"MASE (HK)", measure::kMaseHk, kAllDays, 1},
                                 {">30", measure::kMaseHk, kAfterDay30, 1},
                                 {"ln acc.", measure::kLnAccuracyRatio, kAllDays, 2}};

const ScoreColumn kCampFlee[] = {{"observed", measure::kMeanObserved, kAllDays, 0},
                                 {"forecast", measure::kMeanForecast, kAllDays, 0},
                                 {"ratio diff.", measure::kRatioDifference, kAllDays, 3},
                                 {"rescaled", measure::kRatioDifferenceRescaled, kAllDays, 3},
                                 {">30", measure::kRatioDifferenceRescaled, kAfterDay30, 3},
                                 {"camp error", measure::kCampError, kAllDays, 2},
                                 {"MASE30-ratio", measure::kMase30Ratio, kAllDays, 2}};

std::string number(std::optional<double> value, int decimals) {
  if (!value) return "-";
  std::string text = fmt::format("{:.{}f}", *value, decimals);
  return text.find_first_not_of("-0.") == std::string::npos && text.front() == '-' ? text.substr(1)
                                                                                   : text;
}

std::vector<std::string> head(const char* first, Columns columns) {
  std::vector<std::string> titles{first};
  for (const ScoreColumn& column : columns) titles.emplace_back(column.title);
  return titles;
}

std::string shown(const SkillTable::About& about) {
  return about.name + (about.uses_capacity ? " [c]" : "");
}

std::vector<std::string> scores(const SkillTable& table, std::string first, Columns columns,
                                std::string_view forecast, std::string_view zone) {
  std::vector<std::string> row{std::move(first)};
  for (const ScoreColumn& column : columns) {
    row.push_back(
        number(table.value(forecast, column.measure, column.window, zone), column.decimals));
  }
  return row;
}

std::string by_forecast(const SkillTable& table, Columns columns, Layout layout) {
  TextTable text(head("forecast", columns));
  for (const SkillTable::About& about : table.forecasts) {
    text.add(scores(table, shown(about), columns, about.name, kAllCamps));
  }
  return text.text(layout);
}

std::string by_camp(const SkillTable& table, Columns columns, std::string_view forecast,
                    Layout layout) {
  TextTable text(head("camp", columns));
  for (const std::string& camp : table.camps) {
    text.add(scores(table, camp, columns, forecast, camp));
  }
  return text.text(layout);
}

}  // namespace

std::string headline_text(const SkillTable& table, Layout layout) {
  return by_forecast(table, kHeadline, layout);
}

std::string further_text(const SkillTable& table, Layout layout) {
  return by_forecast(table, kFlee, layout) + '\n' + by_forecast(table, kTextbook, layout);
}

std::string camps_text(const SkillTable& table, std::string_view forecast, Layout layout) {
  if (std::none_of(table.forecasts.begin(), table.forecasts.end(),
                   [&](const auto& about) { return about.name == forecast; })) {
    throw std::logic_error("camps_text: no such forecast");
  }
  return by_camp(table, kCampFlee, forecast, layout) + '\n' +
         by_camp(table, kTextbook, forecast, layout);
}

std::string information_text(const SkillTable& table, Layout layout) {
  TextTable text({"forecast", "was given"});
  text.align_left(1);
  for (const SkillTable::About& about : table.forecasts) {
    text.add({shown(about), about.information});
  }
  return text.text(layout);
}

std::string remarks_text(const SkillTable& table) {
  std::string text =
      "ARD: 0..2; half of it, the mean error, is the share of people in the wrong camp.\n";
  text += fmt::format(">30: after day 30 (t >= {}); the other scores are over all days.\n",
                      kAfterDay30.first_day);
  text += "*   Flee's Total error counts the people of day 0 twice in its denominator: too low.\n";
  text += "ln acc.: Flee's ln accuracy ratio, mean |ln(m/d)| where both are above 0.\n";
  for (const SkillTable::About& about : table.forecasts) {
    if (!about.uses_capacity) continue;
    text += fmt::format(
        "[c] {} uses the capacity column. In published cases that is mostly a\n"
        "    later maximum of the very series that is forecast: hindsight.\n",
        about.name);
  }
  return text;
}

std::string skill_text(const SkillTable& table, Layout layout) {
  std::string text = headline_text(table, layout) + '\n' + information_text(table, layout) + '\n' +
                     remarks_text(table) + '\n' + further_text(table, layout);
  if (!table.forecasts.empty() && !table.camps.empty()) {
    const std::string& first = table.forecasts.front().name;
    text += fmt::format("\nPer camp: {}\n\n", first) + camps_text(table, first, layout);
  }
  return text;
}

}  // namespace ravenstein::calibration
