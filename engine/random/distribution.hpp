// SPDX-License-Identifier: Apache-2.0
// Distributions of parameters, cut off at limits: what members of an ensemble draw, and what is
// believed before data. Drawn by inversion, so that one uniform number makes one value and the
// order of values is that of the numbers. Methods that need Gaussian parameters work on standard
// normal scores z with x = F^-1(Phi(z)): their distribution is N(0, 1) exactly, and limits hold of
// themselves.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>

#include "engine/random/philox.hpp"

namespace ravenstein {

enum class DistributionKind : std::uint8_t {
  uniform,      ///< lower..upper; location and scale are not used
  log_uniform,  ///< lower..upper, lower > 0
  normal,       ///< mean, standard deviation
  log_normal,   ///< ln x has mean `location` and standard deviation `scale`
};

struct Distribution {
  DistributionKind kind = DistributionKind::uniform;
  double location = 0;
  double scale = 1;
  double lower = -std::numeric_limits<double>::infinity();
  double upper = std::numeric_limits<double>::infinity();

  static Distribution uniform(double lower, double upper);
  static Distribution log_uniform(double lower, double upper);
  static Distribution normal(double mean, double sd);
  static Distribution log_normal(double log_mean, double log_sd);
  /// The same, cut off: only lower <= x <= upper may happen.
  Distribution within(double lower_limit, double upper_limit) const;

  /// Throws std::invalid_argument with what is wrong: scale <= 0, limits in disorder, limits that
  /// leave no probability.
  void check() const;
  /// ln of the density, normalised; -inf outside the limits.
  double log_density(double x) const;
  /// The share of the distribution without limits that lies within them; 1 for the uniform kinds.
  double share_within() const;
  /// The value that a share u lies below; 0 < u < 1.
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

/// The value of the named parameter in a member. Depends on the name, the seed and the member
/// alone, not on what else is drawn.
double draw_parameter(const Distribution& distribution, const DrawKey& key, std::string_view name);

}  // namespace ravenstein
