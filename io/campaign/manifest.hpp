// SPDX-License-Identifier: Apache-2.0
// campaign.json in a campaign's folder: what the campaign was when it began, so that nothing else
// is ever mixed into it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/campaign/campaign_file.hpp"

namespace ravenstein::io {

struct Manifest {
  std::string fingerprint;
  std::string engine;         ///< version and source of the program
  std::string campaign_path;  ///< of campaign.yaml, from the folder if it can be said so
  std::string text;           ///< of campaign.yaml
  std::size_t runs = 0;
  std::vector<CampaignInput> inputs;
};

bool has_manifest(const std::filesystem::path& folder);
/// Throws InputError if there is none or it is damaged.
Manifest read_manifest(const std::filesystem::path& folder);
/// Throws WriteError, OutputExists.
void write_manifest(const std::filesystem::path& folder, const Manifest& manifest);

/// What differs between the campaign that began and the one now, a line each; the title does not
/// count.
std::vector<std::string> manifest_differences(const Manifest& began, const Manifest& now);

}  // namespace ravenstein::io
