// SPDX-License-Identifier: Apache-2.0
// Leave-one-case-out over crises: forms fitted to all but one, judged on it, beside forecasts
// without skill.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "calibration/hindcast/crisis.hpp"
#include "calibration/hindcast/kept.hpp"
#include "calibration/hindcast/leave_one_out.hpp"
#include "calibration/hindcast/page.hpp"

namespace ravenstein::calibration {

/// What is fitted: the crises with the form's settings, in one order for all forms, and the free
/// parameters with their limits.
struct CrisisForm {
  std::string name;
  std::vector<Crisis> crises;
  std::vector<std::string> parameters{};
  std::vector<double> lower{}, upper{};
  std::vector<bool> logarithmic{};
  bool uses_capacity = false;
};

struct CrisisHindcast {
  std::string title;
  std::vector<std::string> remarks{};
  std::vector<CrisisForm> forms;
  CrisisForecast how{};
  PooledSettings search{};
  /// Asked before each run; false stops everything (Interrupted).
  std::function<bool()> go_on{};
  Kept keeper{};  ///< of runs
};

struct FormResult {
  std::vector<Fold> folds;
  Fold in_sample;
  /// Of the folds' parameters by the engine's own run, resolution `flows`.
  std::vector<double> held_out;
};

struct CrisisResult {
  std::vector<FormResult> forms;
  std::vector<std::size_t> chosen;    ///< per case: the form that the others would have chosen
  std::vector<double> chosen_scores;  ///< per case
  std::vector<Forecast> no_skill;     ///< without their persons
  std::vector<std::vector<double>> no_skill_scores;  ///< per forecast and case
};

/// Forecasts without skill are those that every case has. Throws Interrupted.
CrisisResult run(const CrisisHindcast& hindcast);

/// Scores per case with mean; paired differences with standard errors; parameters per fold.
HindcastPage page_of(const CrisisHindcast& hindcast, const CrisisResult& result);

}  // namespace ravenstein::calibration
