// SPDX-License-Identifier: Apache-2.0
// What `calibrate` writes and tells of a calibration.
#pragma once

#include <string>
#include <vector>

#include "calibration/fit/plan.hpp"
#include "calibration/fit/run.hpp"
#include "io/calibration/calibration_file.hpp"

namespace ravenstein::cli {

std::vector<io::CalibratedParameter> described_parameters(const calibration::CalibrationPlan& plan);
io::EvaluationTable evaluation_table(const calibration::CalibrationPlan& plan,
                                     const calibration::Calibrated& run);

/// Parameters before and after, how it ended, scores beside forecasts without skill. `mean`, `sd`:
/// of the posterior draws; empty without.
std::string calibration_summary(const calibration::CalibrationPlan& plan,
                                const io::CalibrationFile& file, const std::vector<double>& mean,
                                const std::vector<double>& sd, std::int64_t failed);
/// What its file tells of it: parameters, how it ended, scores.
std::string recorded_summary(const io::CalibrationFile& file);

}  // namespace ravenstein::cli
