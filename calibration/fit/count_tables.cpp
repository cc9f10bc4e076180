// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/count_tables.hpp"

#include <algorithm>
#include <string>

#include "engine/core/quantile.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kFewestRuns = 10;  ///< that 5 % and 95 % are told of

class Writer {
 public:
  Writer(const CalibrationPlan& plan, std::span<const Count> counts)
      : scenario_(plan.scenario.scenario), plan_(plan), counts_(counts) {}

  template <class Get>
  void numbers(const char* name, const char* what, Get get, std::string units = {}) {
    io::ResultTable table{name, what, {{"count", counts_.size()}}, {}};
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      table.values.push_back(static_cast<double>(get(c)));
    }
    table.units = std::move(units);
    tables_.push_back(std::move(table));
  }
  template <class Get>
  void texts(const char* name, const char* what, Get get) {
    io::ResultTable table{name, what, {{"count", counts_.size()}}, {}};
    for (const Count& count : counts_) table.texts.push_back(get(count));
    tables_.push_back(std::move(table));
  }

  void what_they_are_of() {
    const auto zone = [&](const Count& count) -> const Zone& {
      return scenario_.world.zones[count.zone];
    };
    const std::string days = "days since " + to_string(scenario_.period.start);
    numbers("count_series", "number of the item of observations",
            [&](std::size_t c) { return counts_[c].series; });
    texts("count_series_name", "name of the item of observations",
          [&](const Count& count) { return plan_.series[count.series].name; });
    numbers("count_zone", "number of the zone in the scenario",
            [&](std::size_t c) { return counts_[c].zone; });
    texts("count_zone_code", "code of the zone", [&](const Count& c) { return zone(c).code; });
    texts("count_zone_name", "name of the zone", [&](const Count& c) { return zone(c).name; });
    numbers(
        "count_first_day", "first day that the count is of",
        [&](std::size_t c) { return counts_[c].first_day; }, days);
    numbers(
        "count_last_day", "last day that the count is of",
        [&](std::size_t c) { return counts_[c].last_day; }, days);
    texts("count_first_date", "first day that the count is of, YYYY-MM-DD",
          [&](const Count& c) { return to_string(scenario_.period.date_of(c.first_day)); });
  }

  std::vector<io::ResultTable> take() { return std::move(tables_); }

 private:
  const Scenario& scenario_;
  const CalibrationPlan& plan_;
  std::span<const Count> counts_;
  std::vector<io::ResultTable> tables_;
};

}  // namespace

std::vector<io::ResultTable> count_tables(const CalibrationPlan& plan,
                                          std::span<const Count> counts,
                                          const CountForecasts& forecasts) {
  Writer writer(plan, counts);
  writer.what_they_are_of();
  writer.numbers("count_held_out", "1: in the hold-out window",
                 [&](std::size_t c) { return c < plan.fit.size() ? 0 : 1; });
  writer.numbers("count_observed", "persons counted",
                 [&](std::size_t c) { return counts[c].persons; });
  writer.numbers("count_fitted", "expected by the fit",
                 [&](std::size_t c) { return forecasts.fitted[c]; });
  writer.numbers("count_as_given", "expected with the scenario's own parameters",
                 [&](std::size_t c) { return forecasts.as_given[c]; });
  if (forecasts.runs.size() < kFewestRuns) return writer.take();
  const auto quantile = [&](std::size_t c, double share) {
    std::vector<double> values;
    for (const std::vector<double>& run : forecasts.runs) values.push_back(run[c]);
    std::ranges::sort(values);
    return quantile_of_sorted(values, share);
  };
  writer.numbers("count_fitted_lower", "5 % of the runs expect less",
                 [&](std::size_t c) { return quantile(c, 0.05); });
  writer.numbers("count_fitted_upper", "5 % of the runs expect more",
                 [&](std::size_t c) { return quantile(c, 0.95); });
  return writer.take();
}

}  // namespace ravenstein::calibration
