// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/origins.hpp"

#include <algorithm>

namespace ravenstein::calibration {

std::vector<Origin> one_step_origins(int first_month, int end_month, int refit_every) {
  std::vector<Origin> origins;
  for (int month = first_month; month < end_month; month += refit_every) {
    origins.push_back({month, month, std::min(refit_every, end_month - month), true});
  }
  return origins;
}

std::vector<Origin> scenario_origins(std::span<const int> last_known, int months) {
  std::vector<Origin> origins;
  for (const int month : last_known) origins.push_back({month + 1, month + 1, months, false});
  return origins;
}

}  // namespace ravenstein::calibration
