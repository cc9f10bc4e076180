// SPDX-License-Identifier: Apache-2.0
// Shares of people by IPC phase: they are parts of one whole.
#pragma once

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

/// Problems where phases 3 to 5 are more than all people, or do not sum to `phase3_or_worse` where
/// that is given too. Published shares are rounded: 0.015 is let pass.
void check_phases(const Scenario& scenario, const YamlNode& root, Problems& problems);

}  // namespace ravenstein::io
