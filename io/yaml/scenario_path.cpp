// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/scenario_path.hpp"

#include <algorithm>

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

constexpr const char* kScenarioName = "scenario.yaml";

}  // namespace

std::optional<fs::path> scenario_path(const fs::path& named) {
  std::error_code error;
  if (!fs::exists(named, error)) return {};
  return fs::is_directory(named, error) ? named / kScenarioName : named;
}

std::vector<std::string> scenarios_beside(const fs::path& named) {
  std::vector<std::string> names;
  std::error_code error;
  const fs::path above = named.has_parent_path() ? named.parent_path() : fs::path(".");
  for (const fs::directory_entry& entry : fs::directory_iterator(above, error)) {
    if (fs::exists(entry.path() / kScenarioName, error)) names.push_back(entry.path().filename());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace ravenstein::io
