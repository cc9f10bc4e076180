// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/set_keys.hpp"

#include <algorithm>
#include <utility>

namespace ravenstein::io {

void SetKeys::add(const YamlNode& set) {
  for (std::size_t i = 0; i < set.keys.size(); ++i) {
    overrides_.push_back(set.keys[i].text + '=' + to_flow(set.items[i]));
    at_["--set " + overrides_.back()] = set.keys[i].place();
  }
}

void SetKeys::tell(const Problems& found, Problems& problems, const std::string& of) const {
  try {
    found.throw_if_any();
  } catch (const InputError& error) {  // which knows of what kind they are
    for (Problem problem : error.problems()) {
      const auto at = at_.find(problem.place.file);
      if (at != at_.end()) problem.place = at->second;
      if (!of.empty()) problem.hint += (problem.hint.empty() ? "" : "; ") + of;
      const std::string text = to_string(problem);
      const bool told = std::ranges::any_of(
          problems.all(), [&](const Problem& known) { return to_string(known) == text; });
      if (!told) problems.add(std::move(problem), error.kind());
    }
  }
}

}  // namespace ravenstein::io
