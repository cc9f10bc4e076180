// SPDX-License-Identifier: Apache-2.0
// What came of a method: the optimum or draws, whether it converged, and its diagnostics.
#pragma once

#include "calibration/fit/method.hpp"
#include "io/calibration/calibration_file.hpp"

namespace ravenstein::calibration {

struct FitResult {
  bool converged = false;
  std::string ending;           ///< why it stopped
  std::vector<double> optimum;  ///< parameters; empty: none
  double optimum_value = 0;
  std::vector<double> draws, weight;    ///< draws x parameters
  std::vector<io::ResultTable> tables;  ///< diagnostics and indices
  std::vector<double> mean() const;     ///< of the draws; empty without
  std::vector<double> sd() const;
};

/// Of a finished state. `outputs`: how many values an evaluation has.
FitResult result_of(const CalibrationPlan& plan, const MethodState& state);

}  // namespace ravenstein::calibration
