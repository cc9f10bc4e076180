// SPDX-License-Identifier: Apache-2.0
// How much noise disturbs a ranking (Hansen, Niederberger, Guzzella & Koumoutsakos 2009, IEEE
// Trans. Evol. Comput. 13, section III).
#pragma once

#include <span>

namespace ravenstein::calibration {

/// `value`: of all points; `again`: the first of them evaluated once more. Above 0: ranks change
/// more than a share of 0.2 of what chance would do.
double rank_change(std::span<const double> value, std::span<const double> again);

}  // namespace ravenstein::calibration
