// SPDX-License-Identifier: Apache-2.0
// The parameters, values and tables of a campaign's design, against the declarations of the
// behaviours of its scenarios.
#pragma once

#include "engine/core/problem.hpp"
#include "io/campaign/campaign_file.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

/// Fills `parameters` and `table` of a campaign whose form and scenarios are read.
void read_design(const YamlNode& root, InputFiles& files, Campaign& campaign, Problems& problems);

}  // namespace ravenstein::io
