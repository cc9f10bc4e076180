// SPDX-License-Identifier: Apache-2.0
// A scenario as a function of its free parameters: the scenario is read once, runs go on in as many
// threads as ask, one thread each.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/fit/plan.hpp"

namespace ravenstein::calibration {

class Simulator {
 public:
  /// Runs end on the day `last_day` and leave out what is not asked for: flows between zones,
  /// strata and homes are not recorded, runs beside are not made.
  Simulator(const CalibrationPlan& plan, int last_day);

  /// What the model expects for each count (the mean of the plan's replicates), the free parameters
  /// at `x`. Throws std::runtime_error with what the model says against the values.
  std::vector<double> people(std::span<const double> x, const DrawKey& key,
                             std::span<const Count> counts) const;
  /// The same with the scenario's own parameters.
  std::vector<double> people_as_given(const DrawKey& key, std::span<const Count> counts) const;
  /// Times of the field: days 0, step, ... up to `last_day`.
  std::size_t field_times(int step) const;

  /// The model as a method sees it.
  Outcome run(std::span<const double> x, const DrawKey& key, Wanted wanted) const;

  const Scenario& scenario() const { return scenario_; }

 private:
  /// Means over the replicates; the field only if `field_step` > 0.
  struct Expected {
    std::vector<double> people, field;
  };
  Expected expect(const ParameterValues& values, const DrawKey& key, std::span<const Count> counts,
                  int field_step) const;
  ParameterValues values_at(std::span<const double> x) const;
  double objective(std::span<const CountSeries> series, std::span<const double> people) const;
  std::vector<double> views(std::span<const CountSeries> series, std::span<const double> people,
                            const DrawKey* noise) const;

  const CalibrationPlan* plan_;
  int last_day_;
  Scenario scenario_;
  const models::BehaviourModel* model_;
  ParameterValues given_;
};

/// Names of the values of an outcome, e.g. `objective`, `Mbera 2012-05-01`.
std::vector<std::string> output_names(const CalibrationPlan& plan, Wanted wanted);

}  // namespace ravenstein::calibration
