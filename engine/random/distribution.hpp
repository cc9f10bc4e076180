// SPDX-License-Identifier: Apache-2.0
// Distributions of parameters, cut to an interval and drawn by inversion, so that one uniform
// number makes one value and the order of values is that of the numbers.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "engine/random/philox.hpp"

namespace ravenstein {

enum class DistributionKind : std::uint8_t {
  uniform,      ///< on low..high
  log_uniform,  ///< its logarithm uniform; low > 0
  normal,       ///< mean `location`, standard deviation `spread`, within low..high
  lognormal     ///< median `location` > 0, standard deviation `spread` of the logarithm, low >= 0
};

struct Distribution {
  DistributionKind kind = DistributionKind::uniform;
  double low = -std::numeric_limits<double>::infinity();  ///< finite for the uniform kinds
  double high = std::numeric_limits<double>::infinity();
  double location = 0;
  double spread = 0;
};

/// The value that a share u of the distribution lies below, in low..high. u in 0..1.
double quantile(const Distribution& distribution, double u);

/// The share of the distribution before it was cut that lies within low..high; 1 for the uniform
/// kinds. With very little of it, there is nothing to draw from.
double share_within(const Distribution& distribution);

/// The value of the named parameter in a member. Depends on the name, the seed and the member
/// alone, not on what else is drawn.
double draw_parameter(const Distribution& distribution, const DrawKey& key, std::string_view name);

}  // namespace ravenstein
