// SPDX-License-Identifier: Apache-2.0
// A hurdle-lognormal model set right by how its own earlier forecasts went: its fit spreads what it
// did not understand evenly over the past, however long ago that was.
#pragma once

#include "calibration/hindcast/hurdle_forecaster.hpp"

namespace ravenstein::calibration {

/// logit P' = intercept + slope logit P (Cox 1958); s' = spread x s.
struct Recalibration {
  double intercept = 0;
  double slope = 1;
  double spread = 1;
};

struct RecalibrationOptions {
  double half_life_months = 12;  ///< of earlier forecasts' weight w: one year, all seasons
  int first_fit_months = 6;      ///< months of the first fit whose forecasts count
  int refit_every = 3;
  double shared_by_month = 0;  ///< correlation of what happens in different zones in a month
  double intercept_sd = 1;     ///< as if drawn from N(0, .), N(1, .) before any forecast
  double slope_sd = 0.5;
};

/// n zones of a month count for n / (1 + (n - 1) shared_by_month) independent ones (the design
/// effect of Kish 1965). Earlier forecasts: one month ahead, by refits that know only what came
/// before, all before `end`; fits with fewer than two episodes are left out. Intercept and slope
/// maximise the weighted likelihood of who was displaced at all; spread^2 = (n + sum w z^2) / (n +
/// sum w) with z = (ln y - forecast) / s where y > 0, w as above, as if n independent z = 1 had
/// come first.
Recalibration recalibration(const HurdleInputs& inputs, int end,
                            const RecalibrationOptions& options = {});

/// Coefficients and covariances as they become; covariances of the size grow with spread^2.
HurdleLognormal recalibrated(HurdleLognormal model, const Recalibration& by);

}  // namespace ravenstein::calibration
