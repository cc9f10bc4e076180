// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/likelihood.hpp"

#include <math.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kTable = 1024;

std::array<double, kTable> factorials() {
  std::array<double, kTable> table{};
  for (std::size_t k = 2; k < kTable; ++k) {
    table[k] = table[k - 1] + std::log(static_cast<double>(k));
  }
  return table;
}

/// sum over y <= most of e^(ln p_y - ln p_most), and so P(Y <= most) = p_most times it. Adds down
/// from the last: p_(y-1) = p_y y / mu.
double sum_relative_to_last(double most, double mu) {
  double term = 1, sum = 1;
  for (double y = most; y > 0; --y) {
    term *= y / mu;
    sum += term;
    if (!std::isfinite(sum)) return std::numeric_limits<double>::infinity();
  }
  return sum;
}

}  // namespace

double log_factorial(double x) {
  static const std::array<double, kTable> kFactorials = factorials();
  if (x < kTable && x == std::floor(x)) return kFactorials[static_cast<std::size_t>(x)];
  int sign = 0;
  return ::lgamma_r(x + 1, &sign);
}

CellLikelihood poisson_cell(double flow, double mu) {
  return {flow - mu, mu, (flow > 0 ? flow * std::log(mu) : 0) - mu};
}

CellLikelihood censored_poisson_cell(double most, double mu) {
  if (!(mu > 0)) return {0, 0, 0};
  const double q = 1 / sum_relative_to_last(most, mu);
  const double weight = mu * q * (1 + most - mu + mu * q);
  return {-mu * q, std::max(weight, 0.0), log_censored_poisson(most, mu)};
}

CellLikelihood negative_binomial_cell(double flow, double mu, double alpha) {
  const double growth = 1 + alpha * mu;
  const double objective =
      (flow > 0 ? flow * std::log(mu / growth) : 0) - std::log1p(alpha * mu) / alpha;
  return {(flow - mu) / growth, mu / growth, objective};
}

double log_poisson(double flow, double mu) {
  if (!(mu > 0)) return flow > 0 ? -std::numeric_limits<double>::infinity() : 0;
  return (flow > 0 ? flow * std::log(mu) - log_factorial(flow) : 0) - mu;
}

double log_censored_poisson(double most, double mu) {
  if (!(mu > 0)) return 0;
  const double sum = sum_relative_to_last(most, mu);
  if (std::isfinite(sum)) {
    return std::min(0.0, most * std::log(mu) - mu - log_factorial(most) + std::log(sum));
  }
  return 0;  // mu is tiny beside `most`: it is certain
}

double log_negative_binomial(double flow, double mu, double alpha) {
  if (!(mu > 0)) return flow > 0 ? -std::numeric_limits<double>::infinity() : 0;
  const double r = 1 / alpha;
  double choices = 0;  // ln gamma(y + r) - ln gamma(r) - ln y!, + y ln alpha
  if (flow > 0 && flow < 64 && flow == std::floor(flow)) {
    for (double k = 0; k < flow; ++k) choices += std::log1p(alpha * k);
    choices -= log_factorial(flow);
  } else if (flow > 0) {
    int sign = 0;
    choices = ::lgamma_r(flow + r, &sign) - ::lgamma_r(r, &sign) - log_factorial(flow) +
              flow * std::log(alpha);
  }
  return choices + (flow > 0 ? flow * std::log(mu / (1 + alpha * mu)) : 0) -
         r * std::log1p(alpha * mu);
}

double poisson_deviance(double flow, double mu) {
  return 2 * ((flow > 0 ? flow * std::log(flow / mu) : 0) - (flow - mu));
}

double negative_binomial_deviance(double flow, double mu, double alpha) {
  const double r = 1 / alpha;
  return 2 * ((flow > 0 ? flow * std::log(flow / mu) : 0) -
              (flow + r) * std::log((flow + r) / (mu + r)));
}

}  // namespace ravenstein::calibration
