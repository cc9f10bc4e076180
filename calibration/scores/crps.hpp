// SPDX-License-Identifier: Apache-2.0
// Continuous ranked probability score of a sample. Missing members (NaN) are left out, so the
// number that counts is that of the members which are there; a missing observation gives NaN.
#pragma once

#include <cstdint>
#include <span>

namespace ravenstein::calibration {

/// What the members stand for.
enum class SampleKind : std::uint8_t {
  ecdf,  ///< they are the forecast distribution themselves
  fair,  ///< they are drawn from it: without bias for any number of members (Ferro 2014); needs two
};

/// E|X - y| - 1/2 E|X - X'| [unit of y]; for one value and `ecdf` the absolute error (Gneiting &
/// Raftery 2007). NaN for too few members.
double crps(std::span<const double> sample, double observed, SampleKind kind = SampleKind::ecdf);

/// Of a normal forecast, sd > 0: sd [z (2 Phi(z) - 1) + 2 phi(z) - 1 / sqrt(pi)].
double crps_normal(double mean, double sd, double observed);

}  // namespace ravenstein::calibration
