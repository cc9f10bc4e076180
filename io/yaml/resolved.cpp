// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "io/files.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::io {
namespace {

constexpr std::size_t kWidest = 90;

/// Paths are written from the folder of the file they stand in; here, from the scenario's.
void rebase(YamlNode& node) {
  if (node.kind == YamlNode::Kind::scalar) node.text = join_paths(node.origin->folder, node.text);
  for (YamlNode& item : node.items) rebase(item);
}

void rebase_paths(YamlNode& map, const std::vector<Field>& fields) {
  for (const Field& field : fields) {
    YamlNode* value = map.find(field.name);
    if (value == nullptr) continue;
    if (field.kind == FieldKind::path || field.kind == FieldKind::path_map) rebase(*value);
    if (field.kind == FieldKind::section) rebase_paths(*value, field.fields);
    if (field.kind != FieldKind::section_list) continue;
    for (YamlNode& item : value->items) rebase_paths(item, field.fields);
  }
}

/// Text with line breaks keeps them only in double quotes.
std::string scalar(const YamlNode& node) {
  if (node.text.find_first_of("\n\r\t") == node.text.npos) return to_flow(node);
  std::string text = "\"";
  for (const char c : node.text) {
    if (c == '\n') {
      text += "\\n";
    } else if (c == '\r') {
      text += "\\r";
    } else if (c == '\t') {
      text += "\\t";
    } else {
      text += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    }
  }
  return text + '"';
}

void write_block(const YamlNode& node, std::size_t indent, std::string& out) {
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const YamlNode& item = node.items[i];
    const bool map = node.kind == YamlNode::Kind::map;
    out += std::string(indent, ' ') + (map ? node.keys[i].text + ":" : "-");
    const bool nested = item.kind == YamlNode::Kind::map || item.kind == YamlNode::Kind::list;
    std::string line = nested ? to_flow(item) : scalar(item);
    const bool breaks = line.find_first_of("\n\r\t") != line.npos;
    if (!nested || (!breaks && line.size() + indent < kWidest)) {
      out += ' ' + line + '\n';
      continue;
    }
    out += '\n';
    write_block(item, indent + 2, out);
  }
}

}  // namespace

std::string resolved_yaml(InputFiles& files, const std::string& path,
                          std::span<const std::string> overrides) {
  Problems problems;
  std::optional<YamlNode> root = load_merged(files, path, problems);
  problems.throw_if_any();
  for (const std::string& text : overrides) {
    apply_override(*root, text, folder_of(path), problems);
  }
  problems.throw_if_any();
  const std::vector<Field> fields = scenario_section(models::behaviour_models()).fields();
  rebase_paths(*root, fields);
  std::string text;
  YamlNode kept;
  kept.kind = YamlNode::Kind::map;
  for (const Field& field : fields) {  // in the order of the handbook
    const YamlNode* value = root->find(field.name);
    if (value == nullptr || value->is_null() || field.name == "extends") continue;
    kept.keys.push_back({field.name, value->origin, 0, 0});
    kept.items.push_back(*value);
  }
  write_block(kept, 0, text);
  return text;
}

}  // namespace ravenstein::io
