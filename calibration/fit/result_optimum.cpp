// SPDX-License-Identifier: Apache-2.0
// Results of optimisers and profiles.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "calibration/fit/result_teller.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void ResultTeller::operator()(const NloptState& s) {
  std::vector<double> best, evaluations, failures;
  std::size_t ended = 0;
  for (const NloptRun& run : s.runs) {
    best.push_back(std::isfinite(run.best_value) ? run.best_value : kNaN);
    evaluations.push_back(static_cast<double>(run.told.size()));
    failures.push_back(run.failures);
    if (static_cast<int>(run.told.size()) < s.settings.most_evaluations) ++ended;
  }
  const NloptRun& run = best_run(s);
  take_optimum(run.best, run.best_value);
  const bool in_time = static_cast<int>(run.told.size()) < s.settings.most_evaluations;
  end(in_time && std::isfinite(run.best_value),
      fmt::format("{} of {} searches ended before their budget", ended, s.runs.size()));
  list("start", "start_best", "best value of each search", best);
  list("start", "start_evaluations", "evaluations of each search", evaluations);
  list("start", "start_failures", "failed evaluations of each search", failures);
}

void ResultTeller::operator()(const IpopState& s) {
  take_optimum(s.best, s.best_value);
  const CmaStop stop = s.current.stop;
  const bool good = stop == CmaStop::target || stop == CmaStop::flat ||
                    stop == CmaStop::small_step || stop == CmaStop::no_effect ||
                    stop == CmaStop::stagnation || (stop == CmaStop::budget && s.restarts > 0);
  end(good && std::isfinite(s.best_value),
      fmt::format("{} after {} evaluations and {} restarts", to_string(stop), evaluations(s),
                  s.restarts));
  list("generation", "generation_best", "best value of each generation of the last start",
       s.current.best_of);
}

void ResultTeller::operator()(const ProfileSearch& s) {
  take_optimum(s.best.best, s.best.best_value);
  const std::size_t points = static_cast<std::size_t>(s.points) + 1;
  std::vector<double> values, profile, interval;
  bool in_time = s.best.current.stop != CmaStop::budget && !s.profiles.empty();
  for (std::size_t p = 0; p < s.profiles.size(); ++p) {
    const std::vector<double> found = profile_values(s.profiles[p]);
    for (std::size_t i = 0; i < points; ++i) {
      values.push_back(at_share(p, s.profiles[p].settings.values[i]));
      profile.push_back(std::isfinite(found[i]) ? found[i] : kNaN);
    }
    const ProfileInterval range =
        profile_interval({&values[p * points], points}, found, s.best.best_value);
    interval.push_back(range.open_below ? kNaN : range.lower);
    interval.push_back(range.open_above ? kNaN : range.upper);
    for (const CmaState& search : s.profiles[p].searches) {
      in_time = in_time && search.stop != CmaStop::budget;
    }
  }
  end(in_time, in_time ? "all searches ended before their budget"
                       : "some searches were cut off by their budget");
  const std::size_t n = s.profiles.size();
  table("profile_value", "values of the parameter that is held",
        {{"parameter", n}, {"point", points}}, values);
  table("profile", "least value with the parameter held there",
        {{"parameter", n}, {"point", points}}, profile);
  table("profile_interval",
        "95 % likelihood interval (of minus a log likelihood); missing: open on that side",
        {{"parameter", n}, {"bound", 2}}, interval);
}

}  // namespace ravenstein::calibration
