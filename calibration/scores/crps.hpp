// SPDX-License-Identifier: Apache-2.0
// Continuous ranked probability score of a sample.
#pragma once

#include <span>

namespace ravenstein::calibration {

/// E|X - y| - 1/2 E|X - X'| of the sample's own distribution [unit of y]; for one value the
/// absolute error (Gneiting & Raftery 2007). NaN for an empty sample.
double crps(std::span<const double> sample, double observed);

}  // namespace ravenstein::calibration
