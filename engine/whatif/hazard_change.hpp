// SPDX-License-Identifier: Apache-2.0
// A counterfactual: the hazard of leaving for a cause is scaled for some days (0: the cause is
// off).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/core/calendar.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

/// On days first_day <= t < end_day the hazards of the cause, of residents and of displaced people,
/// are `scale` times what the behaviour says. Changes that overlap multiply.
struct HazardChange {
  std::string cause;
  std::vector<ZoneIndex> zones;  ///< sorted; empty: all
  int first_day = 0;
  int end_day = 0;
  double scale = 1;
};

/// The scales of a step, causes x zones (cause-major): their means over its days, so that a change
/// in the middle of a month counts from its day. Empty if nothing is changed in it.
/// std::invalid_argument if a change names a cause that is none of `causes`.
std::vector<double> hazard_scales(std::span<const HazardChange> changes,
                                  std::span<const std::string> causes, std::size_t zones,
                                  int first_day, int days);

}  // namespace ravenstein
