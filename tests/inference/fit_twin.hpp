// SPDX-License-Identifier: Apache-2.0
// The small calibration with counts of its own model, and how to run it.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "calibration/fit/result.hpp"
#include "calibration/fit/run.hpp"
#include "calibration/fit/simulator.hpp"
#include "fit_sample.hpp"

namespace ravenstein::calibration::fit_sample {

inline constexpr double kTruth = 2;
inline constexpr const char* kMethod = "{name: nlopt, evaluations: 200}";

/// The sample with the model's own counts.
inline Files twin() {
  static const Files kTwin = [] {
    Files all = files();
    const CalibrationPlan plan = plan_of(all);
    std::vector<Count> counts = plan.fit;
    counts.insert(counts.end(), plan.hold_out.begin(), plan.hold_out.end());
    const std::vector<double> people =
        Simulator(plan, 29).people(std::vector<double>{kTruth}, {}, counts);
    std::string table = "zone,date,persons\nA,2012-03-01,0\nB,2012-03-01,0\nC,2012-03-01,0\n";
    for (std::size_t c = 0; c < counts.size(); ++c) {
      const Scenario& s = plan.scenario.scenario;
      table += s.world.zones[counts[c].zone].code + ',' +
               ravenstein::to_string(s.period.date_of(counts[c].first_day)) + ',' +
               std::to_string(std::lround(people[c])) + '\n';
    }
    all["counts.csv"] = table;
    return all;
  }();
  return kTwin;
}

/// For methods that fit nothing: no hold-out window.
inline Files twin_without_hold_out() {
  return with("c.yaml", "hold_out: {from: 2012-03-20, to: 2012-03-29}\n", "", twin());
}

inline CalibrationPlan twin_with(const std::string& method) {
  return plan_of(with("c.yaml", kMethod, method, twin()));
}

inline Model model_of(const Simulator& simulator, const CalibrationPlan& plan) {
  const Wanted wanted = wanted_by(plan.form.method.name);
  return [&simulator, wanted](std::span<const double> x, const DrawKey& key) {
    return simulator.run(x, key, wanted);
  };
}

struct Fitted {
  Calibrated run;
  FitResult result;
};

inline Fitted fit(const CalibrationPlan& plan, const RunHooks& hooks = {}) {
  const Simulator simulator(plan, plan.fit_window.last);
  Fitted fitted{run_calibration(plan, model_of(simulator, plan), hooks), {}};
  fitted.result = result_of(plan, fitted.run.state);
  return fitted;
}

inline std::vector<std::string> records(const Calibrated& run) {
  std::vector<std::string> all;
  for (const Evaluated& evaluated : run.evaluations) all.push_back(to_record(evaluated));
  return all;
}

}  // namespace ravenstein::calibration::fit_sample
