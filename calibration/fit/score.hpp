// SPDX-License-Identifier: Apache-2.0
// How good a fit is, in the fit window and in the one held out, beside forecasts without skill.
#pragma once

#include <functional>
#include <vector>

#include "calibration/fit/result.hpp"
#include "calibration/fit/simulator.hpp"

namespace ravenstein::calibration {

/// Forecasts: `fitted` (the optimum, or the mean of runs with at most 64 of the draws), `as given`
/// (the scenario's own parameters), and those without skill: `persistence` (each zone's last count
/// before; in the hold-out window the last one fitted), `fit mean` (its mean over the fit window)
/// and, if all are stocks of several zones, `frozen shares` (the zones' shares at the end of the
/// fit window, of the totals observed, which it is told). A forecast that says nothing of a window
/// has no rows there; all others are scored over the same counts, those of which each of them says
/// something. Measures: WAPE, MAE, RMSE, bias, `log likelihood` (not of a fit by WAPE), `counts`
/// (how many); of `fitted` also how many counts lie in its predictive intervals (cover.hpp). Counts
/// err for all forecasts alike, as the fit says (the optimum, or the mean of the draws): where sd
/// or dispersion were free, none is judged by a value that nobody fitted.
struct FitScores {
  std::vector<io::SkillRow> rows;
  std::vector<io::ResultTable> tables;  ///< per count: what was observed and what was expected
};

/// Empty rows for methods that fit nothing (sensitivity). Runs use the threads of the caller.
/// `go_on` is asked from any of them; false stops it (throws Interrupted).
FitScores score_fit(const CalibrationPlan& plan, const FitResult& result,
                    const std::function<bool()>& go_on = {});

}  // namespace ravenstein::calibration
