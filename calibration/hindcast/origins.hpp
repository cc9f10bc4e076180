// SPDX-License-Identifier: Apache-2.0
// When forecasts of the past are made, and of which months: a rolling origin.
#pragma once

#include <span>
#include <vector>

namespace ravenstein::calibration {

/// One forecast: parameters know months before fit_end, never later ones. Months are numbered as in
/// engine/world/monthly.hpp.
struct Origin {
  int fit_end = 0;
  int first_month = 0;
  int months = 0;
  /// true: what happened is known up to the month before each (one step ahead). false: up to
  /// fit_end - 1 only (a scenario: its drivers are known, its displacement is not).
  bool one_step = true;

  int end_month() const { return first_month + months; }
  /// Months before this one are known when `month` is forecast.
  int known_end(int month) const { return one_step ? month : fit_end; }
};

/// One step ahead of first_month..end_month - 1, refit every `refit_every` months.
std::vector<Origin> one_step_origins(int first_month, int end_month, int refit_every);

/// `months` months after each of the last known months.
std::vector<Origin> scenario_origins(std::span<const int> last_known, int months);

}  // namespace ravenstein::calibration
