// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;
constexpr const char* kName = "campaign.json";

std::optional<std::string> bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return {};
  return text.str();
}

}  // namespace

bool has_manifest(const fs::path& folder) { return fs::exists(folder / kName); }

Manifest read_manifest(const fs::path& folder) {
  const fs::path path = folder / kName;
  const auto refuse = [&](const std::string& what) {
    throw InputError(
        InputKind::data,
        {file_problem(path.string(), what,
                      "expected the folder of a campaign, made by `ravenstein sweep`")});
  };
  const std::optional<std::string> text = bytes_of(path);
  if (!text) refuse("cannot be read");
  Manifest manifest;
  try {
    const auto json = nlohmann::json::parse(*text);
    manifest.fingerprint = json.at("fingerprint");
    manifest.engine = json.at("engine");
    manifest.campaign_path = json.at("campaign");
    manifest.text = json.at("text");
    manifest.runs = json.at("runs");
    for (const auto& input : json.at("inputs")) {
      manifest.inputs.push_back({input.at("path"), input.at("sha256")});
    }
  } catch (const nlohmann::json::exception&) {
    refuse("is damaged: it was cut off or changed by hand");
  }
  return manifest;
}

void write_manifest(const fs::path& folder, const Manifest& manifest) {
  nlohmann::ordered_json json = {{"fingerprint", manifest.fingerprint},
                                 {"engine", manifest.engine},
                                 {"runs", manifest.runs},
                                 {"campaign", manifest.campaign_path},
                                 {"text", manifest.text},
                                 {"inputs", nlohmann::ordered_json::array()}};
  for (const CampaignInput& input : manifest.inputs) {
    json["inputs"].push_back({{"path", input.path}, {"sha256", input.sha256}});
  }
  const std::string text = json.dump(1) + '\n';
  write_atomically(folder / kName, std::as_bytes(std::span(text)), false);
}

std::vector<std::string> manifest_differences(const Manifest& began, const Manifest& now) {
  std::vector<std::string> differences = campaign_differences(began.text, now.text);
  std::map<std::string, std::string> before;
  for (const CampaignInput& input : began.inputs) before[input.path] = input.sha256;
  for (const CampaignInput& input : now.inputs) {
    const auto found = before.find(input.path);
    if (found == before.end()) {
      differences.push_back(input.path + ": was not there");
    } else if (found->second != input.sha256) {
      differences.push_back(input.path + ": has other contents");
    }
    before.erase(input.path);
  }
  for (const auto& [path, sha256] : before) differences.push_back(path + ": is no longer used");
  return differences;
}

std::vector<std::string> changed_sources(const Manifest& began, const fs::path& yaml) {
  std::vector<std::string> changes;
  if (const auto text = bytes_of(yaml)) changes = campaign_differences(began.text, *text);
  std::set<std::string> seen;
  for (const CampaignInput& input : began.inputs) {
    if (!seen.insert(input.path).second) continue;
    const auto bytes = bytes_of(yaml.parent_path() / input.path);
    if (!bytes) {
      changes.push_back(input.path + ": is no longer there");
    } else if (sha256(*bytes) != input.sha256) {
      changes.push_back(input.path + ": has other contents");
    }
  }
  return changes;
}

}  // namespace ravenstein::io
