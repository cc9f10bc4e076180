// SPDX-License-Identifier: Apache-2.0
// Reads a scenario: YAML, what it extends, overrides, and the tables it names.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"
#include "io/files.hpp"
#include "io/yaml/sound_parts.hpp"
#include "models/joint_draws.hpp"
#include "models/needs/standards.hpp"
#include "models/registry.hpp"

namespace ravenstein::io {

/// A further run shown beside the scenario.
struct BesideSpec {
  std::string name;
  std::vector<std::string> overrides;  ///< `path=value`, on top of those of the file
  Scenario scenario;
};

/// The scenario that a what-if extends.
struct Baseline {
  std::string path;    ///< logical; empty: there is none
  std::string sha256;  ///< of its own text
};

/// GeoJSON of the zones, and what messages call its file.
struct Boundaries {
  std::string name, geojson;  ///< empty: none
};

struct ScenarioFile {
  Scenario scenario;
  Baseline baseline;
  std::vector<BesideSpec> beside;
  models::Standards standards;  ///< what people need
  Boundaries boundaries;
  /// ensemble.posterior: what members take over the scenario's draws; none: nullptr.
  std::shared_ptr<const models::JointDraws> posterior{};
  std::vector<Problem> notes;          ///< no mistakes, but should be known
  std::vector<EmbeddedFile> inputs;    ///< all that was read: the scenario itself first
  std::string path;                    ///< logical, of the scenario among the inputs
  std::vector<std::string> overrides;  ///< as given
  SoundParts sound;                    ///< all, unless problems were told
};

/// Reads the scenario at a logical path of `files` with overrides (`path=value`, as for --set).
/// Throws InputError with every problem there is: kind `scenario` if any is in YAML, an override or
/// a file that is missing, else `data`.
ScenarioFile read_scenario(
    InputFiles& files, const std::string& path, std::span<const std::string> overrides = {},
    std::span<const models::BehaviourModel> models = models::behaviour_models());

/// The same, problems added rather than thrown: for what can be said of a scenario with mistakes.
ScenarioFile read_scenario_parts(
    InputFiles& files, const std::string& path, std::span<const std::string> overrides,
    Problems& problems,
    std::span<const models::BehaviourModel> models = models::behaviour_models());

/// The scenario as it was read, with all it extends and the overrides merged, as YAML of its own:
/// paths start from the scenario's folder. Throws InputError as `read_scenario` does.
std::string resolved_yaml(InputFiles& files, const std::string& path,
                          std::span<const std::string> overrides = {});

/// The same for a file on disk; inputs are named relative to its folder.
ScenarioFile read_scenario_file(const std::filesystem::path& path,
                                std::span<const std::string> overrides = {});

}  // namespace ravenstein::io
