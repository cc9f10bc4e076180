// SPDX-License-Identifier: Apache-2.0
// The parameters that the members of an ensemble draw, against their declarations.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/node.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// In the order of the names; they stand in `section`. Only real parameters can be drawn; what is
/// drawn lies in their range.
std::vector<ParameterDraw> read_draws(const std::map<std::string, DrawForm>& draws,
                                      const YamlNode& root, const models::BehaviourModel& model,
                                      Problems& problems,
                                      const std::string& section = "ensemble.draws");

}  // namespace ravenstein::io
