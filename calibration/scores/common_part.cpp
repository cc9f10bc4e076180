// SPDX-License-Identifier: Apache-2.0
#include "calibration/scores/common_part.hpp"

#include <algorithm>
#include <limits>

namespace ravenstein::calibration {

double common_part(std::span<const double> forecast, std::span<const double> observed) {
  double common = 0, all = 0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    common += std::min(forecast[i], observed[i]);
    all += forecast[i] + observed[i];
  }
  return all > 0 ? 2 * common / all : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace ravenstein::calibration
