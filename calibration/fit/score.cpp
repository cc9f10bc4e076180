// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/score.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <span>

#include "calibration/fit/count_tables.hpp"
#include "calibration/fit/cover.hpp"
#include "engine/observed.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kMostDraws = 64;
constexpr std::uint32_t kScoring = 0xfffffffdU;  ///< a generation of its own for the keys
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

struct NamedForecast {
  std::string name, information;
  std::vector<double> counted;  ///< per count: what it says will be counted; NaN: nothing
};

class Scorer {
 public:
  Scorer(const CalibrationPlan& plan, const FitResult& result, const std::function<bool()>& go_on)
      : plan_(plan),
        result_(result),
        go_on_(go_on),
        counts_(plan.fit),
        series_(plan.series_at(result.weight.empty() ? result.optimum : result.mean())) {
    counts_.insert(counts_.end(), plan.hold_out.begin(), plan.hold_out.end());
  }

  FitScores score() {
    run();
    forecasts_.push_back({"persistence", "the last count of the zone before", persistence()});
    forecasts_.push_back({"fit mean", "the zone's counts in the fit window", fit_mean()});
    if (auto shares = frozen_shares()) {
      forecasts_.push_back(
          {"frozen shares", "shares at the end of the fit window, totals", std::move(*shares)});
    }
    add_window("fit", 0, plan_.fit.size());
    add_window("hold-out", plan_.fit.size(), counts_.size());
    add_tables();
    return std::move(scores_);
  }

 private:
  std::vector<double> counted(const PredictiveRun& run) const {
    std::vector<double> counts = run.people;
    for (std::size_t c = 0; c < counts.size(); ++c) {
      counts[c] *= run.series[counts_[c].series].error.detection_rate;
    }
    return counts;
  }

  /// Parameters to run with: the optimum, or draws evenly spaced in weight.
  std::vector<std::vector<double>> points() const {
    const std::size_t n = plan_.parameters.size();
    if (result_.weight.empty()) return {result_.optimum};
    std::vector<std::vector<double>> chosen;
    const std::size_t many = std::min(kMostDraws, result_.weight.size());
    double sum = 0;
    for (std::size_t d = 0; d < result_.weight.size(); ++d) {
      sum += result_.weight[d];
      while (chosen.size() < many &&
             (static_cast<double>(chosen.size()) + 0.5) / static_cast<double>(many) <= sum) {
        const double* row = &result_.draws[d * n];
        chosen.emplace_back(row, row + n);
      }
    }
    return chosen;
  }

  void run() {
    int last = 0;
    for (const Count& count : counts_) last = std::max(last, count.last_day);
    const Simulator simulator(plan_, last);
    const auto seed = static_cast<std::uint64_t>(plan_.form.seed);
    const std::vector<std::vector<double>> at = points();
    runs_.resize(at.size());
    tbb::parallel_for(std::size_t{0}, at.size(), [&](std::size_t i) {
      if (go_on_ && !go_on_()) throw Interrupted();
      try {
        runs_[i] = {
            simulator.people(at[i], evaluation_key(seed, kScoring, static_cast<std::uint32_t>(i)),
                             counts_),
            plan_.series_at(at[i])};
      } catch (const std::exception&) {
        runs_[i] = {};  // failed: left out of the mean
      }
    });
    std::erase_if(runs_, [](const PredictiveRun& run) { return run.people.empty(); });
    for (const PredictiveRun& run : runs_) expected_.push_back(counted(run));
    std::vector<double> mean(counts_.size(), runs_.empty() ? kNaN : 0.0);
    for (const std::vector<double>& run : expected_) {
      for (std::size_t c = 0; c < mean.size(); ++c) {
        mean[c] += run[c] / static_cast<double>(expected_.size());
      }
    }
    forecasts_.push_back({"fitted", "the counts of the fit window", std::move(mean)});
    const PredictiveRun given{simulator.people_as_given(evaluation_key(seed, kScoring, 0), counts_),
                              plan_.series};
    forecasts_.push_back({"as given", "nothing more than the scenario", counted(given)});
  }

  bool same_place(std::size_t a, std::size_t b) const {
    return counts_[a].series == counts_[b].series && counts_[a].zone == counts_[b].zone;
  }

  std::vector<double> persistence() const {
    std::vector<double> values(counts_.size(), kNaN);
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      int latest = std::numeric_limits<int>::min();
      for (std::size_t k = 0; k < plan_.fit.size(); ++k) {
        const int day = counts_[k].last_day;
        if (!same_place(c, k) || day >= counts_[c].first_day || day < latest) continue;
        latest = day;
        values[c] = counts_[k].persons;
      }
    }
    return values;
  }

  std::vector<double> fit_mean() const {
    std::vector<double> values(counts_.size(), kNaN);
    for (std::size_t c = 0; c < counts_.size(); ++c) {
      double sum = 0, number = 0;
      for (std::size_t k = 0; k < plan_.fit.size(); ++k) {
        if (!same_place(c, k)) continue;
        sum += counts_[k].persons;
        number += 1;
      }
      if (number > 0) values[c] = sum / number;
    }
    return values;
  }

  /// Interpolated between the first `known` counts of each zone of a series.
  std::map<ZoneIndex, ObservedSeries> series_of(std::uint32_t series, std::size_t known) const {
    std::map<ZoneIndex, ObservedSeries> zones;
    for (std::size_t c = 0; c < known; ++c) {
      if (counts_[c].series != series) continue;
      ObservedSeries& one = zones[counts_[c].zone];
      one.zone = counts_[c].zone;
      one.entries.push_back({counts_[c].first_day, counts_[c].persons});
    }
    for (auto& [zone, one] : zones) std::ranges::stable_sort(one.entries, {}, &ObservedEntry::day);
    return zones;
  }

  static double total_on(const std::map<ZoneIndex, ObservedSeries>& zones, int day) {
    double sum = 0;
    for (const auto& [zone, one] : zones) sum += static_cast<double>(persons_on(one, day));
    return sum;
  }

  std::optional<std::vector<double>> frozen_shares() const {
    std::vector<double> values(counts_.size(), kNaN);
    for (std::uint32_t s = 0; s < plan_.series.size(); ++s) {
      if (plan_.series[s].of != CountOf::present) return {};
      const auto known = series_of(s, plan_.fit.size()), all = series_of(s, counts_.size());
      const double total = total_on(known, plan_.fit_window.last);
      if (known.size() < 2 || !(total > 0)) return {};
      for (std::size_t c = 0; c < counts_.size(); ++c) {
        const auto zone = known.find(counts_[c].zone);
        if (counts_[c].series != s || zone == known.end()) continue;
        const auto then = static_cast<double>(persons_on(zone->second, plan_.fit_window.last));
        values[c] = then / total * total_on(all, counts_[c].first_day);
      }
    }
    return values;
  }

  /// All forecasts over the same counts: scores over others do not compare.
  void add_window(const char* window, std::size_t first, std::size_t last) {
    std::vector<const NamedForecast*> speaking;
    for (const NamedForecast& forecast : forecasts_) {
      const std::span all(forecast.counted);
      const bool speaks = std::ranges::any_of(all.subspan(first, last - first),
                                              [](double value) { return std::isfinite(value); });
      if (speaks) speaking.push_back(&forecast);
    }
    std::vector<std::size_t> scored;
    for (std::size_t c = first; c < last; ++c) {
      if (std::ranges::all_of(speaking, [&](const NamedForecast* forecast) {
            return std::isfinite(forecast->counted[c]);
          })) {
        scored.push_back(c);
      }
    }
    for (const NamedForecast* forecast : speaking) add_rows(*forecast, window, scored);
  }

  void add_rows(const NamedForecast& forecast, const char* window,
                std::span<const std::size_t> scored) {
    double absolute = 0, square = 0, sum = 0, all = 0, likelihood = 0;
    for (const std::size_t c : scored) {
      const double off = forecast.counted[c] - counts_[c].persons;
      absolute += std::abs(off);
      square += off * off;
      sum += off;
      all += counts_[c].persons;
      const ErrorModel& error = series_[counts_[c].series].error;
      likelihood +=
          log_likelihood(error, forecast.counted[c] / error.detection_rate, counts_[c].persons);
    }
    if (scored.empty()) return;
    const auto number = static_cast<double>(scored.size());
    const auto row = [&](const char* measure, double value) {
      if (!std::isfinite(value)) return;
      scores_.rows.push_back(
          {forecast.name, measure, window, io::kAllZones, value, false, forecast.information});
    };
    row("WAPE", absolute / all);
    row("MAE", absolute / number);
    row("RMSE", std::sqrt(square / number));
    row("bias", sum / number);
    if (plan_.form.objective != "wape") row("log likelihood", likelihood);
    row("counts", number);
  }

  void add_tables() {
    scores_.tables =
        count_tables(plan_, counts_, {forecasts_[0].counted, forecasts_[1].counted, expected_});
    if (plan_.form.objective == "wape") return;  // which knows no errors
    const PredictiveIntervals intervals = predictive_intervals(runs_, counts_, go_on_);
    const auto add = [](auto& to, auto more) {
      for (auto& one : more) to.push_back(std::move(one));
    };
    add(scores_.tables, interval_tables(intervals, runs_.empty() ? 0 : counts_.size()));
    const std::size_t fitted = plan_.fit.size();
    add(scores_.rows, cover_rows(intervals, series_, counts_, 0, fitted, "fit"));
    add(scores_.rows, cover_rows(intervals, series_, counts_, fitted, counts_.size(), "hold-out"));
  }

  const CalibrationPlan& plan_;
  const FitResult& result_;
  const std::function<bool()>& go_on_;
  std::vector<Count> counts_;
  std::vector<CountSeries> series_;            ///< how counts err, for all forecasts: as fitted
  std::vector<PredictiveRun> runs_;            ///< with the optimum, or draws
  std::vector<std::vector<double>> expected_;  ///< counts by run and count
  std::vector<NamedForecast> forecasts_;
  FitScores scores_;
};

}  // namespace

FitScores score_fit(const CalibrationPlan& plan, const FitResult& result,
                    const std::function<bool()>& go_on) {
  if (result.optimum.empty() && result.weight.empty()) return {};
  return Scorer(plan, result, go_on).score();
}

}  // namespace ravenstein::calibration
