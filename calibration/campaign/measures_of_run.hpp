// SPDX-License-Identifier: Apache-2.0
// What a campaign keeps of a run: scores over all camps, totals, and tables of the projection.
#pragma once

#include <vector>

#include "calibration/campaign/plan.hpp"
#include "calibration/scores/no_skill.hpp"
#include "engine/projection.hpp"
#include "io/campaign/campaign_file.hpp"

namespace ravenstein::calibration {

/// Whether runs have what `keep` asks for.
void check_kept(const io::CampaignForm& form, const io::YamlNode& root, Problems& problems);
/// What `keep` asks for; it was checked.
KeptPlan kept_plan(const io::Campaign& campaign);

/// The measures of a projection, in the order of the names; NaN where one is not defined (scores
/// without observations). `camps`: what was observed in the scenario.
std::vector<double> measures_of(const std::vector<std::string>& names, const Scenario& scenario,
                                const CampObservations& camps, const Projection& projection);

/// The tables one after the other, each steps x zones. Throws std::runtime_error for a table that
/// the run does not have or that has another shape.
std::vector<double> tables_of(const std::vector<KeptTable>& tables, const Projection& projection);

}  // namespace ravenstein::calibration
