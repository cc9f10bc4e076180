// SPDX-License-Identifier: Apache-2.0
// YAML text to a tree of nodes, with yaml-cpp's event parser.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/core/problem.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

/// A scenario is small; what is larger is a mistake or an attack (aliases that multiply).
struct YamlLimits {
  std::size_t bytes = std::size_t{1} << 20U;
  std::size_t depth = 32;
  std::size_t nodes = 20'000;  ///< with every alias written out
};

/// One document. Problems: empty, binary, not UTF-8, not YAML, more than one document, a key given
/// twice (both places are told), keys that are not text, tags, and the limits. Empty only if the
/// text is not YAML at all.
std::optional<YamlNode> parse_yaml(std::string_view text, std::shared_ptr<const Origin> origin,
                                   Problems& problems, const YamlLimits& limits = {});

/// One value from a command line: as parse_yaml, but it may be nothing at all, and nodes know no
/// line or column.
std::optional<YamlNode> parse_yaml_value(std::string_view text,
                                         std::shared_ptr<const Origin> origin, Problems& problems);

}  // namespace ravenstein::io
