// SPDX-License-Identifier: Apache-2.0
// The scenario format told to editors and to readers, from the declarations that the reader uses.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/yaml/field.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// JSON schema, draft-07 (what the YAML language servers of editors understand), indented, with a
/// newline at the end. What is required is only so in a file that does not extend another one.
std::string scenario_json_schema(
    std::span<const models::BehaviourModel> models = models::behaviour_models());

/// A YAML file that is not a scenario: a calibration, a campaign, a hindcast.
struct OtherFile {
  std::string_view name;            ///< "calibration" of calibration.yaml
  std::string_view page;            ///< of docs/ that describes it
  std::vector<Field> (*fields)();   ///< its keys
  std::string (*more)() = nullptr;  ///< Markdown after the table of keys
};
std::span<const OtherFile> other_files();

std::string json_schema(const OtherFile& file);
/// All its keys, in Markdown, for its page.
std::string reference(const OtherFile& file);

/// Tables of all keys and of the parameters of every model, in Markdown, for docs/scenario.md.
std::string scenario_reference(
    std::span<const models::BehaviourModel> models = models::behaviour_models());

/// Every model with the source of its formulas, and every parameter with its symbol, unit, default,
/// range, meaning and source, in Markdown: docs/models.md.
std::string models_reference(
    std::span<const models::BehaviourModel> models = models::behaviour_models());

}  // namespace ravenstein::io
