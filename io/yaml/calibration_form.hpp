// SPDX-License-Identifier: Apache-2.0
// The calibration file as it is written: every key of format version 1, declared once.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/form.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::io {

inline constexpr int kCalibrationVersion = 1;

struct WindowForm {
  Date from{}, to{};
};

/// A set of observed series with one error model.
struct ObservedForm {
  std::string name, kind, of, interval, error, transform;
  TablePath table;
  std::vector<std::string> zones;
  double sd = 0.3, dispersion = 10, detection_rate = 1, censored_below = 0, least_expected = 0.5;
  std::map<std::string, DrawForm> free;  ///< sd, dispersion, detection_rate with priors
};

/// Settings of all methods; each takes its own. -1 (of those that may be 0): not given.
struct MethodForm {
  std::string name, algorithm, localisation = "none", failed_members = "drop";
  std::int64_t evaluations = 0;  ///< 0: the method's own
  double tolerance = -1, quantile = 0.5, minimum_acceptance = 0.015, most_r_hat = 1.05;
  int population = 0, restarts = 9, starts = 1, particles = 500, members = 100, steps = 0;
  int walkers = 32, burn_in = -1, thin = 1, ladders = 2, rungs = 4, points = 11, trajectories = 20;
  int levels = 4, rows = 256, bootstrap = 200, runs = 1000, field_every_days = 0;
  bool noise = false, adaptive_scales = true, approximate = false, second_order = false;
  bool seed_factor = false;
};

enum class OnFailure : std::uint8_t { abort, retry, recover, proceed };

struct CalibrationForm {
  int schema_version = kCalibrationVersion;
  std::string title;
  TablePath scenario;
  YamlNode set;
  std::map<std::string, DrawForm> parameters;
  std::vector<ObservedForm> observations;
  WindowForm fit;
  std::optional<WindowForm> hold_out;
  std::string objective = "likelihood";
  MethodForm method;
  int replicates = 1, retries = 2;
  OnFailure on_failure = OnFailure::proceed;
  std::optional<double> recover_value;
  std::int64_t seed = 1;
};

Section<CalibrationForm> calibration_section();

/// The names of the methods, in the order of the documentation.
const std::vector<std::string>& calibration_methods();
/// The settings that a method takes, `name` left out.
const std::vector<std::string>& settings_of_method(const std::string& method);

}  // namespace ravenstein::io
