// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/recalibration.hpp"

#include <algorithm>
#include <cmath>

#include "calibration/regression/logit.hpp"
#include "calibration/regression/newton.hpp"

namespace ravenstein::calibration {
namespace {

/// One cell that was forecast.
struct Outcome {
  double weight;
  double logit;  ///< as forecast
  bool happened;
  double z;  ///< of the size, if it happened
};

std::vector<Outcome> outcomes(const HurdleInputs& inputs, int end,
                              const RecalibrationOptions& options) {
  std::vector<Outcome> found;
  for (int known = inputs.fit_from + options.first_fit_months; known < end;
       known += options.refit_every) {
    const HurdleData past = hurdle_data(inputs, known);
    if ((past.persons.array() > 0).count() < 2) continue;
    const HurdleLognormal model = fit_hurdle_lognormal(past, inputs.penalty);
    const int until = std::min(known + options.refit_every, end);
    HurdleInputs next = inputs;
    next.fit_from = known;
    const HurdleData came = hurdle_data(next, until);
    for (Eigen::Index i = 0; i < came.persons.size(); ++i) {
      const int zone = inputs.regions ? came.region[static_cast<std::size_t>(i)] : 0;
      const HurdlePredictor said = predictor(model, came.x.row(i).transpose(), zone);
      const int month = came.cluster[static_cast<std::size_t>(i)];
      const double y = came.persons(i);
      found.push_back({std::pow(0.5, (end - 1 - month) / options.half_life_months), said.occurrence,
                       y > 0, y > 0 ? (std::log(y) - said.log_size) / model.log_sd : 0});
    }
  }
  return found;
}

/// Log posterior of (intercept, slope - 1).
LocalShape shape_at(const std::vector<Outcome>& of, const Eigen::Vector2d& precision,
                    const Eigen::VectorXd& c) {
  LocalShape shape{-0.5 * c.cwiseAbs2().dot(precision), -precision.cwiseProduct(c),
                   Eigen::MatrixXd(precision.asDiagonal())};
  for (const Outcome& one : of) {
    const Eigen::Vector2d x(1, one.logit);
    const double eta = one.logit + x.dot(c);
    const double p = logistic(eta);
    shape.value -= one.weight * std::log1p(std::exp(one.happened ? -eta : eta));
    shape.gradient += one.weight * ((one.happened ? 1 : 0) - p) * x;
    shape.negative_hessian += one.weight * p * (1 - p) * (x * x.transpose());
  }
  return shape;
}

}  // namespace

Recalibration recalibration(const HurdleInputs& inputs, int end,
                            const RecalibrationOptions& options) {
  const std::vector<Outcome> past = outcomes(inputs, end, options);
  const auto zones = static_cast<double>(inputs.displaced->zones);
  const double design_effect = 1 + (zones - 1) * options.shared_by_month;
  const Eigen::Vector2d precision(design_effect / (options.intercept_sd * options.intercept_sd),
                                  design_effect / (options.slope_sd * options.slope_sd));
  const Maximum found =
      maximise([&](const Eigen::VectorXd& c) { return shape_at(past, precision, c); },
               Eigen::Vector2d::Zero());
  double weights = design_effect * zones, squares = weights;
  for (const Outcome& one : past) {
    if (!one.happened) continue;
    weights += one.weight;
    squares += one.weight * one.z * one.z;
  }
  return {found.at(0), 1 + found.at(1), std::sqrt(squares / weights)};
}

HurdleLognormal recalibrated(HurdleLognormal model, const Recalibration& by) {
  model.occurrence.coefficient *= by.slope;
  model.occurrence.coefficient(0) += by.intercept;
  model.occurrence.covariance *= by.slope * by.slope;
  model.log_sd *= by.spread;
  model.size.covariance *= by.spread * by.spread;
  return model;
}

}  // namespace ravenstein::calibration
