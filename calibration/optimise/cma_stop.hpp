// SPDX-License-Identifier: Apache-2.0
// When CMA-ES should stop (Hansen 2016, appendix B.3).
#pragma once

#include "calibration/optimise/cma_es.hpp"

namespace ravenstein::calibration {

/// Judges the state after a generation; `none` to go on.
CmaStop stop_reason(const CmaState& state);

}  // namespace ravenstein::calibration
