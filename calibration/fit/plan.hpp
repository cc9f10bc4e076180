// SPDX-License-Identifier: Apache-2.0
// What a calibration is: a scenario, what of it is free, what was observed, and how to fit.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "calibration/fit/error_parameters.hpp"
#include "calibration/observation/counts.hpp"
#include "calibration/priors/prior.hpp"
#include "engine/core/parameter.hpp"
#include "io/yaml/calibration_form.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::calibration {

/// Of the behaviour, or of the error of a series of counts.
struct FreeParameter {
  ParameterInfo info;
  Prior prior;
  std::optional<std::uint32_t> series{};  ///< whose error it is of
  ErrorSetting setting = ErrorSetting::sd;
};

/// First and last day of the period, both included.
struct DayWindow {
  int first = 0, last = 0;
};

/// What a method wants to know of a run.
enum class Wanted : std::uint8_t {
  objective,       ///< one number to minimise
  log_likelihood,  ///< one number
  predictions,     ///< of every fitted count, as Gaussian views
  statistics,      ///< the same with a drawn error
  field,           ///< the objective, and people present by time and zone if that was asked for
};
Wanted wanted_by(const std::string& method);

struct CalibrationPlan {
  io::CalibrationForm form;
  io::ScenarioFile scenario;
  std::vector<FreeParameter> parameters;
  std::vector<CountSeries> series;
  std::vector<Count> fit, hold_out;  ///< counts in the windows; no missing ones
  DayWindow fit_window;
  std::optional<DayWindow> hold_out_window{};
  std::size_t told = 0;     ///< counts left out because the model is told them
  std::size_t outside = 0;  ///< counts left out because no window holds all their days
  Place method_place;
  std::string path, yaml, sha256;  ///< of the calibration file; the path as shown

  std::vector<Prior> priors() const;
  /// The series with their errors as `x`, values of all parameters, says.
  std::vector<CountSeries> series_at(std::span<const double> x) const;
};

/// Reads the calibration and its scenario. Throws InputError with every problem there is.
CalibrationPlan read_plan(const std::filesystem::path& path);
/// The same at a logical path of `files`.
CalibrationPlan read_plan(io::InputFiles& files, const std::string& path);

}  // namespace ravenstein::calibration
