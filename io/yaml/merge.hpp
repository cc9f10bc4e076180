// SPDX-License-Identifier: Apache-2.0
// One tree from a scenario file, the files it extends and the overrides of the command line.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/core/problem.hpp"
#include "io/files.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

/// The file with all it extends merged below it. Empty if it, or a file it extends, cannot be
/// read as YAML; a chain of `extends` that comes back to a file is refused.
std::optional<YamlNode> load_merged(InputFiles& files, const std::string& path, Problems& problems);

/// Puts `over` on top of `base`: maps are merged key by key, everything else is replaced.
void merge(YamlNode& base, YamlNode over);

/// Sets the value at a dotted path; sections on the way are made where they are missing.
/// Whatever stood there is replaced. Problems name `origin`.
void set_path(YamlNode& root, const std::string& path, YamlNode value, Problems& problems);

/// Applies `path=value`, the value read as YAML. Paths to files in it start from `folder`.
void apply_override(YamlNode& root, const std::string& override_text, const std::string& folder,
                    Problems& problems);

}  // namespace ravenstein::io
