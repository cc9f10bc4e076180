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

/// What of campaign.yaml and of the files it was made from is not as it was, a line each; by their
/// bytes, so that it can be told when they cannot be read any more.
std::vector<std::string> changed_sources(const Manifest& began, const std::filesystem::path& yaml);

}  // namespace ravenstein::io
