// SPDX-License-Identifier: Apache-2.0
// What is believed of a parameter before data: one of the usual distributions, cut off at limits.
// Parameters are independent a priori. Methods that need Gaussian parameters work on standard
// normal scores z with x = F^-1(Phi(z)), for which the prior is N(0, I) exactly and limits hold of
// themselves.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

enum class PriorKind : std::uint8_t {
  uniform,      ///< lower..upper; location and scale are not used
  log_uniform,  ///< lower..upper, lower > 0
  normal,       ///< mean, standard deviation
  log_normal,   ///< ln x has mean `location` and standard deviation `scale`
};

struct Prior {
  PriorKind kind = PriorKind::uniform;
  double location = 0;
  double scale = 1;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();

  static Prior uniform(double lower, double upper);
  static Prior log_uniform(double lower, double upper);
  static Prior normal(double mean, double sd);
  static Prior log_normal(double log_mean, double log_sd);
  /// The same, cut off: only lower <= x <= upper may happen.
  Prior within(double lower_limit, double upper_limit) const;

  /// Throws std::invalid_argument with what is wrong: scale <= 0, limits in disorder, limits that
  /// leave no probability.
  void check() const;
  /// ln of the density, normalised; -inf outside the limits.
  double log_density(double x) const;
  /// 0 < u < 1
  double quantile(double u) const;
  double cdf(double x) const;
  /// The value whose standard normal score is z; without limits exactly linear for `normal`.
  double from_score(double z) const;
  double to_score(double x) const;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.kind, self.location, self.scale, self.lower, self.upper);
  }
};

/// Of independent parameters.
double log_density(std::span<const Prior> priors, std::span<const double> x);
std::vector<double> draw(std::span<const Prior> priors, Stream& stream);

}  // namespace ravenstein::calibration
