// SPDX-License-Identifier: Apache-2.0
// `set:` of a file that names a scenario: overrides, and where each of them stands.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "io/yaml/node.hpp"

namespace ravenstein::io {

class SetKeys {
 public:
  /// The keys of a map, over those added before.
  void add(const YamlNode& set);
  /// `path=value`, as for --set.
  std::span<const std::string> overrides() const { return overrides_; }
  /// Adds the problems of a scenario read with them that are not told yet; those of an override at
  /// the key that it comes from. `of`: what is added to their hints.
  void tell(const Problems& found, Problems& problems, const std::string& of = {}) const;

 private:
  std::vector<std::string> overrides_;
  std::map<std::string, Place> at_;  ///< by the label that problems of an override carry
};

}  // namespace ravenstein::io
