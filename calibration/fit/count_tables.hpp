// SPDX-License-Identifier: Apache-2.0
// The counts of a calibration for its file: what each is of, what was counted, what was expected.
#pragma once

#include <span>
#include <vector>

#include "calibration/fit/plan.hpp"
#include "io/calibration/calibration_file.hpp"

namespace ravenstein::calibration {

/// Counts by count: those fitted, then those held out.
struct CountForecasts {
  std::span<const double> fitted, as_given;
  std::span<const std::vector<double>> runs;  ///< counts expected by each run with a draw
};

std::vector<io::ResultTable> count_tables(const CalibrationPlan& plan,
                                          std::span<const Count> counts,
                                          const CountForecasts& forecasts);

}  // namespace ravenstein::calibration
