// SPDX-License-Identifier: Apache-2.0
#include "calibration/observation/error_model.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

namespace ravenstein::calibration {
namespace {

double log_jacobian(CountTransform transform, double count) {
  switch (transform) {
    case CountTransform::none:
      return 0;
    case CountTransform::log1p:
      return -std::log1p(count);
    case CountTransform::sqrt:
      return -std::log(2 * std::sqrt(count + 0.375));
  }
  return 0;
}

/// ln Phi(z), also far below 0, where erfc underflows (asymptotic series of Mills' ratio).
double log_normal_cdf(double z) {
  if (z > -30) return std::log(std::erfc(-z / std::numbers::sqrt2) / 2);
  return -z * z / 2 - std::log(-z) - std::log(2 * std::numbers::pi) / 2 - 1 / (z * z);
}

double log_poisson(double mean, double count) {
  return count * std::log(mean) - mean - std::lgamma(count + 1);
}

double log_negative_binomial(double mean, double k, double count) {
  return std::lgamma(count + k) - std::lgamma(k) - std::lgamma(count + 1) -
         k * std::log1p(mean / k) + count * (std::log(mean) - std::log(k + mean));
}

double log_below(const ErrorModel& model, double mean, double limit) {
  const double whole = std::ceil(limit);  // counts below it
  switch (model.kind) {
    case ErrorKind::poisson:
      return std::log(boost::math::gamma_q(whole, mean));
    case ErrorKind::negative_binomial:
      return std::log(boost::math::ibeta(model.dispersion, whole,
                                         model.dispersion / (model.dispersion + mean)));
    case ErrorKind::gaussian:
      return log_normal_cdf(
          (transformed(model.transform, limit) - transformed(model.transform, mean)) / model.sd);
  }
  return 0;
}

double expected_count(const ErrorModel& model, double people) {
  return std::max(model.least_expected, model.detection_rate * people);
}

}  // namespace

double transformed(CountTransform transform, double count) {
  switch (transform) {
    case CountTransform::none:
      return count;
    case CountTransform::log1p:
      return std::log1p(count);
    case CountTransform::sqrt:
      return std::sqrt(count + 0.375);
  }
  return count;
}

double log_likelihood(const ErrorModel& model, double people, double count) {
  const double mean = expected_count(model, people);
  if (count < model.censored_below) return log_below(model, mean, model.censored_below);
  switch (model.kind) {
    case ErrorKind::poisson:
      return log_poisson(mean, std::round(count));
    case ErrorKind::negative_binomial:
      return log_negative_binomial(mean, model.dispersion, std::round(count));
    case ErrorKind::gaussian: {
      const double z =
          (transformed(model.transform, count) - transformed(model.transform, mean)) / model.sd;
      return -z * z / 2 - std::log(model.sd) - std::log(2 * std::numbers::pi) / 2 +
             log_jacobian(model.transform, count);
    }
  }
  return 0;
}

double probability_up_to(const ErrorModel& model, double people, double count) {
  const double mean = expected_count(model, people);
  const bool whole = model.kind != ErrorKind::gaussian;
  return std::exp(log_below(model, mean, whole ? std::floor(count) + 1 : count));
}

GaussianView gaussian_view(const ErrorModel& model, double people, double count) {
  const bool gaussian = model.kind == ErrorKind::gaussian;
  const CountTransform transform = gaussian ? model.transform : CountTransform::sqrt;
  const bool censored = count < model.censored_below;
  const double known = censored ? model.censored_below : count;
  GaussianView view;
  view.observed = transformed(transform, known);
  view.predicted = transformed(transform, expected_count(model, people));
  if (censored) view.predicted = std::max(view.predicted, view.observed);
  view.sd = gaussian                           ? model.sd
            : model.kind == ErrorKind::poisson ? 0.5
                                               : std::sqrt(1 + known / model.dispersion) / 2;
  return view;
}

}  // namespace ravenstein::calibration
