// SPDX-License-Identifier: Apache-2.0
// Where a scenario is that somebody names: a YAML file, or a folder with a scenario.yaml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ravenstein::io {

/// The YAML file of the scenario; nothing if there is neither a file nor a folder of this name.
std::optional<std::filesystem::path> scenario_path(const std::filesystem::path& named);

/// Names of the folders with scenarios beside the one named, sorted, for a hint.
std::vector<std::string> scenarios_beside(const std::filesystem::path& named);

}  // namespace ravenstein::io
