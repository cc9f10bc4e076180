// SPDX-License-Identifier: Apache-2.0
// campaign.plan in a campaign's folder: all that is needed to look at its runs and to merge them,
// so that neither asks for scenarios and tables, which may have changed, moved or gone.
#pragma once

#include <filesystem>
#include <optional>

#include "calibration/campaign/plan.hpp"
#include "io/campaign/campaign_file.hpp"

namespace ravenstein::calibration {

/// `campaign`: title, text, design, names of scenarios and parameters; of the first scenario the
/// recorded days and the codes of zones. Nothing else is there: it cannot be run.
struct RememberedCampaign {
  io::Campaign campaign;
  CampaignPlan plan;
};

/// Writes it unless it is there. Throws io::WriteError.
void remember_campaign(const std::filesystem::path& folder, const io::Campaign& campaign,
                       const CampaignPlan& plan);
/// Empty if there is none, or it is of another campaign than `fingerprint`. Throws InputError if it
/// is damaged.
std::optional<RememberedCampaign> remembered_campaign(const std::filesystem::path& folder,
                                                      const std::string& fingerprint);

}  // namespace ravenstein::calibration
