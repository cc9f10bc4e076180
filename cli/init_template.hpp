// SPDX-License-Identifier: Apache-2.0
// The small scenario that `ravenstein init` writes: two towns, two camps, sixty days.
#pragma once

#include <string_view>
#include <vector>

namespace ravenstein::cli {

struct TemplateFile {
  std::string_view name;
  std::string_view text;
};

/// The files of a scenario folder that runs as it is; the first one is scenario.yaml.
const std::vector<TemplateFile>& scenario_template();

}  // namespace ravenstein::cli
