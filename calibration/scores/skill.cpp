// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/skill.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace ravenstein::calibration {
namespace {

struct FleeMase {
  std::string_view name;
  int k;
  FleeNaive naive;
};

constexpr FleeMase kFleeMases[] = {
    {measure::kMase7Flat, 7, FleeNaive::flat},       {measure::kMase7Sloped, 7, FleeNaive::sloped},
    {measure::kMase7Ratio, 7, FleeNaive::ratio},     {measure::kMase30Flat, 30, FleeNaive::flat},
    {measure::kMase30Sloped, 30, FleeNaive::sloped}, {measure::kMase30Ratio, 30, FleeNaive::ratio}};

/// Adds the rows of one forecast.
class Scorer {
 public:
  Scorer(const Forecast& forecast, const CampObservations& observed, SkillTable& table)
      : name_(forecast.name),
        observed_(&observed),
        table_(&table),
        normal_{forecast.persons, observed.daily.persons, observed.codes.size()},
        rescaled_persons_(rescaled(normal_)),
        rescaled_{rescaled_persons_, normal_.observed, normal_.camps} {}

  void score() {
    for (const Window window : {kAllDays, kAfterDay30}) {
      if (window.first_day >= normal_.days()) continue;
      window_ = window;
      score_all_camps();
      for (std::size_t x = 0; x < normal_.camps; ++x) score_camp(x);
    }
  }

 private:
  void score_all_camps() {
    const double total0 = observed_->total_on_day0.value_or(normal_.total_observed(0));
    zone_ = kAllCamps;
    add(measure::kArdNormal, ard(normal_, window_));
    add(measure::kArdRescaled, ard(rescaled_, window_));
    add(measure::kMeanError, ard(rescaled_, window_) / 2);
    add(measure::kTotalError, total_error_flee(normal_, window_, total0));
    add(measure::kLnAccuracyRatio, ln_accuracy_ratio(normal_, window_));
    add(measure::kMae, mean_absolute_error(normal_, window_));
    add(measure::kRmse, root_mean_square_error(normal_, window_));
    add(measure::kBias, bias(normal_, window_));
    add(measure::kWape, wape(normal_, window_));
    add(measure::kMaseHk, mase_hyndman_koehler(normal_, window_));
    if (window_.first_day > 0) return;  // Flee has its MASE over all days only
    for (const FleeMase& mase : kFleeMases) {
      add(mase.name, mase_flee(rescaled_, mase.k, mase.naive));
    }
  }

  void score_camp(std::size_t x) {
    zone_ = observed_->codes[x];
    add(measure::kMeanObserved, mean(normal_.observed, x));
    add(measure::kMeanForecast, mean(normal_.forecast, x));
    add(measure::kCampError, camp_error(normal_, x, window_));
    add(measure::kRatioDifference, ratio_difference(normal_, x, window_));
    add(measure::kRatioDifferenceRescaled, ratio_difference(rescaled_, x, window_));
    add(measure::kLnAccuracyRatio, ln_accuracy_ratio(normal_, x, window_));
    add(measure::kMae, mean_absolute_error(normal_, x, window_));
    add(measure::kRmse, root_mean_square_error(normal_, x, window_));
    add(measure::kBias, bias(normal_, x, window_));
    add(measure::kWape, wape(normal_, x, window_));
    add(measure::kMaseHk, mase_hyndman_koehler(normal_, x, window_));
    if (window_.first_day > 0) return;
    for (const FleeMase& mase : kFleeMases) {
      add(mase.name, mase_flee(rescaled_, x, mase.k, mase.naive));
    }
  }

  double mean(std::span<const double> persons, std::size_t camp) const {
    double sum = 0;
    for (int t = window_.first_day; t < normal_.days(); ++t) {
      sum += persons[static_cast<std::size_t>(t) * normal_.camps + camp];
    }
    return sum / (normal_.days() - window_.first_day);
  }

  void add(std::string_view measure, double value) {
    table_->rows.push_back({name_, std::string(measure), std::string(window_.name), zone_, value});
  }

  std::string name_;
  const CampObservations* observed_;
  SkillTable* table_;
  Comparison normal_;
  std::vector<double> rescaled_persons_;
  Comparison rescaled_;
  Window window_ = kAllDays;
  std::string zone_;
};

}  // namespace

std::optional<double> SkillTable::value(std::string_view forecast, std::string_view measure,
                                        Window window, std::string_view zone) const {
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const SkillRow& row) {
    return row.forecast == forecast && row.measure == measure && row.window == window.name &&
           row.zone == zone;
  });
  if (found == rows.end() || std::isnan(found->value)) return {};
  return found->value;
}

SkillTable skill(std::span<const Forecast> forecasts, const CampObservations& observed) {
  SkillTable table;
  table.camps = observed.codes;
  table.days = observed.daily.days;
  const auto score = [&](const Forecast& forecast, bool no_skill) {
    if (forecast.persons.size() != observed.daily.persons.size()) {
      throw std::logic_error("skill: a forecast needs a value for every day and camp");
    }
    table.forecasts.push_back(
        {forecast.name, forecast.information, forecast.uses_capacity, no_skill});
    Scorer(forecast, observed, table).score();
  };
  for (const Forecast& forecast : forecasts) score(forecast, false);
  for (const Forecast& forecast : no_skill_forecasts(observed)) score(forecast, true);
  return table;
}

}  // namespace ravenstein::calibration
