// SPDX-License-Identifier: Apache-2.0
// What a generation of CMA-ES teaches: mean, paths, covariance and step (Hansen 2016, figure 6).
#pragma once

#include "calibration/optimise/cma_es.hpp"

namespace ravenstein::calibration {

/// Moves the distribution to the better points. False, and nothing changes, if all failed.
bool update_distribution(CmaState& state);

}  // namespace ravenstein::calibration
