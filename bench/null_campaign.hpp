// SPDX-License-Identifier: Apache-2.0
// A campaign without a scenario, for what campaigns cost beside their runs.
#pragma once

#include <cstddef>

#include "calibration/campaign/plan.hpp"

namespace ravenstein::calibration {

/// So many runs of two parameters and eight measures, in blocks.
inline CampaignPlan plan_of_runs(std::size_t runs, std::size_t block) {
  CampaignPlan plan;
  plan.design.points = runs;
  plan.design.parameters = 2;
  plan.design.values.assign(2 * runs, 0.5);
  plan.kept.measures = {"a", "b", "c", "d", "e", "f", "g", "h"};
  plan.block = block;
  plan.scenario_key = {1};
  plan.fingerprint = "bench";
  return plan;
}

}  // namespace ravenstein::calibration
