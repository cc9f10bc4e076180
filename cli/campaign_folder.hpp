// SPDX-License-Identifier: Apache-2.0
// A campaign and the folder in which its workers keep what they did.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "calibration/campaign/ledger.hpp"
#include "calibration/campaign/plan.hpp"
#include "io/campaign/campaign_file.hpp"

namespace ravenstein::cli {

struct OpenCampaign {
  std::filesystem::path yaml, folder;
  io::Campaign campaign;
  calibration::CampaignPlan plan;
};

/// Version and source of this program, as campaigns remember it.
std::string engine_name();
/// Reads a campaign.yaml; its points are looked at (those of large designs in part). `folder`: if
/// not given, named after the YAML, `.sweep`.
OpenCampaign load_campaign(const std::string& yaml, const std::string& folder);
/// The campaign that began in a folder, as its YAML is now. Throws InputError if the YAML, its
/// scenarios or tables changed so that results do, or another engine began it.
OpenCampaign reopen_campaign(const std::string& folder);
/// The campaign that began in a folder as it was then, from the folder alone: to look at its runs
/// and to merge them, not to run. Of folders that older programs made the sources are read.
OpenCampaign remembered(const std::string& folder);
/// Refuses (exit code 7) what is no campaign's folder, nor an empty or a new one.
void check_folder(const std::filesystem::path& folder);
/// Notes in the folder what the campaign is; or, if it began there, refuses another one.
void begin_campaign(const OpenCampaign& open);
/// Removes temporary files of workers that were killed; nobody may be at work.
void clear_leftovers(const std::filesystem::path& folder);
/// Refuses another campaign or engine than that which began in the folder; nothing if none did.
void check_begun(const OpenCampaign& open);
/// What is known of the runs; errors of journals as messages that say what to do.
calibration::Ledger ledger_of(const OpenCampaign& open);

/// `90`, `90s`, `15m`, `2h` or `[D-]HH:MM:SS` in seconds; throws UsageError.
double seconds_of(const std::string& text);
/// `1 h 5 min`
std::string duration_text(double seconds);

}  // namespace ravenstein::cli
