// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/section.hpp"

#include "io/text.hpp"

namespace ravenstein::io {

void refuse_key(const YamlNode::Key& key, const std::string& subject,
                const std::vector<std::string>& known, Problems& problems) {
  std::string hint = did_you_mean(key.text, known);
  if (hint.empty() && key.text == "<<") hint = "merge keys are not understood, use extends";
  if (hint.empty()) hint = "known here: " + listed(known, 20);
  problems.add({key.place(), below(subject, key.text), "unknown key", hint});
}

bool expect_map(const YamlNode& node, const std::string& subject, Problems& problems) {
  if (node.kind == YamlNode::Kind::map) return true;
  refuse(node, subject, "keys and values", problems);
  return false;
}

std::optional<TablePath> read_path(const YamlNode& node, const std::string& subject,
                                   Problems& problems) {
  const auto text = read_text(node, subject, problems);
  if (!text) return {};
  if (text->empty()) {
    refuse(node, subject, "the path of a file", problems);
    return {};
  }
  return TablePath{join_paths(node.origin->folder, *text), node.place()};
}

}  // namespace ravenstein::io
