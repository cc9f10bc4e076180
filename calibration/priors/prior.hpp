// SPDX-License-Identifier: Apache-2.0
// What is believed of parameters before data: a distribution for each, independent of the others.
#pragma once

#include <span>
#include <vector>

#include "engine/random/distribution.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

using Prior = Distribution;

double log_density(std::span<const Prior> priors, std::span<const double> x);
std::vector<double> draw(std::span<const Prior> priors, Stream& stream);

}  // namespace ravenstein::calibration
