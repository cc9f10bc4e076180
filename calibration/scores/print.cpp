// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ravenstein::calibration {
namespace {

/// A table of texts; the first column is aligned left, the others right unless said otherwise.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> head) : rows_{std::move(head)} {}
  void align_left(std::size_t column) { left_.push_back(column); }
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }

  std::string text(Layout layout) const {
    const std::vector<std::size_t> width = widths();
    std::string out;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      append_row(out, rows_[r], width, layout);
      if (r == 0) append_rule(out, width, layout);
    }
    return out;
  }

 private:
  bool is_left(std::size_t column) const {
    return column == 0 || std::find(left_.begin(), left_.end(), column) != left_.end();
  }

  /// Characters, not bytes: continuation bytes of UTF-8 take no room.
  static std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
  }

  std::vector<std::size_t> widths() const {
    std::vector<std::size_t> width(rows_.front().size(), 0);
    for (const auto& row : rows_) {
      for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], width_of(row[c]));
    }
    return width;
  }

  void append_row(std::string& out, const std::vector<std::string>& row,
                  const std::vector<std::size_t>& width, Layout layout) const {
    std::string line = layout == Layout::markdown ? "| " : "";
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line += layout == Layout::markdown ? " | " : "  ";
      const std::string padding(width[c] - width_of(row[c]), ' ');
      line += is_left(c) ? row[c] + padding : padding + row[c];
    }
    if (layout == Layout::markdown) line += " |";
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + '\n';
  }

  void append_rule(std::string& out, const std::vector<std::size_t>& width, Layout layout) const {
    std::string line = layout == Layout::markdown ? "|" : "";
    for (std::size_t c = 0; c < width.size(); ++c) {
      if (layout == Layout::markdown) {
        line += is_left(c) ? std::string(width[c] + 2, '-') + "|"
                           : std::string(width[c] + 1, '-') + ":|";
      } else {
        line += std::string(width[c], '-') + (c + 1 < width.size() ? "  " : "");
      }
    }
    out += line + '\n';
  }

  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> left_;
};

/// A column of scores: what it is called here, and which value it shows.
struct ScoreColumn {
  const char* title;
  std::string_view measure;
  Window window;
  int decimals;
};

const ScoreColumn kForecastColumns[] = {{"ARD rescaled", measure::kArdRescaled, kAllDays, 3},
                                        {">30", measure::kArdRescaled, kAfterDay30, 3},
                                        {"ARD normal", measure::kArdNormal, kAllDays, 3},
                                        {">30", measure::kArdNormal, kAfterDay30, 3},
                                        {"mean error", measure::kMeanError, kAllDays, 3},
                                        {">30", measure::kMeanError, kAfterDay30, 3},
                                        {"Total error*", measure::kTotalError, kAllDays, 3},
                                        {"MASE7-ratio", measure::kMase7Ratio, kAllDays, 2},
                                        {"MASE30-ratio", measure::kMase30Ratio, kAllDays, 2},
                                        {"MAE", measure::kMae, kAllDays, 0},
                                        {"RMSE", measure::kRmse, kAllDays, 0},
                                        {"bias", measure::kBias, kAllDays, 0},
                                        {"WAPE", measure::kWape, kAllDays, 3}};

const ScoreColumn kCampColumns[] = {{"observed", measure::kMeanObserved, kAllDays, 0},
                                    {"forecast", measure::kMeanForecast, kAllDays, 0},
                                    {"ratio diff.", measure::kRatioDifference, kAllDays, 3},
                                    {">30", measure::kRatioDifference, kAfterDay30, 3},
                                    {"rescaled", measure::kRatioDifferenceRescaled, kAllDays, 3},
                                    {">30", measure::kRatioDifferenceRescaled, kAfterDay30, 3},
                                    {"camp error", measure::kCampError, kAllDays, 2},
                                    {"|ln m/d|", measure::kLnAccuracyRatio, kAllDays, 2},
                                    {"MASE30-ratio", measure::kMase30Ratio, kAllDays, 2},
                                    {"MASE (HK)", measure::kMaseHk, kAllDays, 1},
                                    {"MAE", measure::kMae, kAllDays, 0},
                                    {"RMSE", measure::kRmse, kAllDays, 0},
                                    {"bias", measure::kBias, kAllDays, 0},
                                    {"WAPE", measure::kWape, kAllDays, 3}};

std::string number(std::optional<double> value, int decimals) {
  if (!value) return "-";
  std::string text = fmt::format("{:.{}f}", *value, decimals);
  return text.find_first_not_of("-0.") == std::string::npos && text.front() == '-' ? text.substr(1)
                                                                                   : text;
}

template <std::size_t N>
std::vector<std::string> head(const char* first, const ScoreColumn (&columns)[N]) {
  std::vector<std::string> titles{first};
  for (const ScoreColumn& column : columns) titles.emplace_back(column.title);
  return titles;
}

}  // namespace

std::string forecasts_text(const SkillTable& table, Layout layout) {
  std::vector<std::string> titles = head("forecast", kForecastColumns);
  titles.emplace_back("given");
  TextTable text(titles);
  text.align_left(titles.size() - 1);
  for (const SkillTable::About& about : table.forecasts) {
    std::vector<std::string> row{about.name + (about.uses_capacity ? " [capacity]" : "")};
    for (const ScoreColumn& column : kForecastColumns) {
      row.push_back(
          number(table.value(about.name, column.measure, column.window), column.decimals));
    }
    row.push_back(about.information);
    text.add(std::move(row));
  }
  return text.text(layout);
}

std::string camps_text(const SkillTable& table, std::string_view forecast, Layout layout) {
  if (std::none_of(table.forecasts.begin(), table.forecasts.end(),
                   [&](const auto& about) { return about.name == forecast; })) {
    throw std::logic_error("camps_text: no such forecast");
  }
  TextTable text(head("camp", kCampColumns));
  for (const std::string& camp : table.camps) {
    std::vector<std::string> row{camp};
    for (const ScoreColumn& column : kCampColumns) {
      row.push_back(
          number(table.value(forecast, column.measure, column.window, camp), column.decimals));
    }
    text.add(std::move(row));
  }
  return text.text(layout);
}

std::string remarks_text(const SkillTable& table) {
  std::string text =
      "ARD 0..2 (half of it, the mean error, is the share of people in the wrong "
      "camp), over all days or";
  text += fmt::format(" after day 30 (t >= {}).\n", kAfterDay30.first_day);
  text +=
      "* Flee's `Total error`: its denominator counts the people of day 0 twice, so it is too "
      "low.\n";
  std::string with_capacity;
  for (const SkillTable::About& about : table.forecasts) {
    if (!about.uses_capacity) continue;
    with_capacity += (with_capacity.empty() ? "" : ", ") + about.name;
  }
  if (!with_capacity.empty()) {
    text += fmt::format(
        "[capacity] {}: uses the capacity column, which in Flee's files is mostly the later "
        "maximum of the very series that is forecast: hindsight, not a forecast.\n",
        with_capacity);
  }
  return text;
}

std::string skill_text(const SkillTable& table, Layout layout) {
  std::string text = forecasts_text(table, layout) + '\n' + remarks_text(table);
  if (!table.forecasts.empty() && !table.camps.empty()) {
    text += fmt::format("\nPer camp: {}\n\n", table.forecasts.front().name);
    text += camps_text(table, table.forecasts.front().name, layout);
  }
  return text;
}

}  // namespace ravenstein::calibration
