// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/merge.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <memory>

#include "io/text.hpp"
#include "io/yaml/parse.hpp"

namespace ravenstein::io {
namespace {

/// What a what-if changes comes on top of what its baseline changes.
void keep_changes(const YamlNode& base, YamlNode& root) {
  const YamlNode* before = base.find("changes");
  YamlNode* own = root.find("changes");
  if (before == nullptr || own == nullptr || before->kind != YamlNode::Kind::list ||
      own->kind != YamlNode::Kind::list) {
    return;
  }
  own->items.insert(own->items.begin(), before->items.begin(), before->items.end());
}

/// `chain`: the files that lead here, the scenario itself first.
std::optional<YamlNode> load(InputFiles& files, const std::string& path, const Place& named_at,
                             std::vector<std::string> chain, Problems& problems) {
  constexpr std::size_t kLongestChain = 16;
  const bool cyclic = std::find(chain.begin(), chain.end(), path) != chain.end();
  chain.push_back(path);
  if (cyclic || chain.size() > kLongestChain) {
    std::vector<std::string> shown;
    shown.reserve(chain.size());
    for (const std::string& file : chain) shown.push_back(files.shown(file));
    problems.add(
        {named_at, "extends",
         fmt::format("{}: {}", cyclic ? "comes back to the same file" : "is too long a chain",
                     fmt::join(shown, " -> ")),
         ""});
    return {};
  }
  const EmbeddedFile* file =
      files.read(path, named_at, chain.size() > 1 ? "extends" : "", problems);
  if (file == nullptr) return {};
  const auto origin = std::make_shared<const Origin>(
      Origin{files.shown(path), folder_of(path), 1 - static_cast<int>(chain.size())});
  std::optional<YamlNode> root = parse_yaml(file->bytes, origin, problems);
  if (!root) return {};
  if (root->kind != YamlNode::Kind::map) {
    problems.add({root->place(), "", "expected keys and values, found " + describe(*root), ""});
    return {};
  }
  const YamlNode* extends = root->find("extends");
  if (extends == nullptr || extends->kind != YamlNode::Kind::scalar)
    return root;  // told by the reader
  std::optional<YamlNode> base = load(files, join_paths(origin->folder, extends->text),
                                      extends->place(), std::move(chain), problems);
  if (!base) return {};
  keep_changes(*base, *root);
  merge(*base, std::move(*root));
  return base;
}

/// The item a path leads to next, made if a map does not have it; nullptr: there is no such thing.
YamlNode* step(YamlNode& node, const std::string& key,
               const std::shared_ptr<const Origin>& origin) {
  if (node.is_null()) {
    node.kind = YamlNode::Kind::map;
    node.origin = origin;
    node.line = node.column = 0;
  }
  if (node.kind == YamlNode::Kind::list) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    const bool whole = error == std::errc{} && end == key.data() + key.size();
    return whole && index < node.items.size() ? &node.items[index] : nullptr;
  }
  if (node.kind != YamlNode::Kind::map) return nullptr;
  if (YamlNode* found = node.find(key)) return found;
  node.keys.push_back({key, origin, 0, 0});
  YamlNode& made = node.items.emplace_back();
  made.origin = origin;
  return &made;
}

}  // namespace

std::optional<YamlNode> load_merged(InputFiles& files, const std::string& path,
                                    Problems& problems) {
  return load(files, path, {}, {}, problems);
}

void merge(YamlNode& base, YamlNode over) {
  if (base.kind != YamlNode::Kind::map || over.kind != YamlNode::Kind::map) {
    base = std::move(over);
    return;
  }
  for (std::size_t i = 0; i < over.keys.size(); ++i) {
    if (YamlNode* below = base.find(over.keys[i].text)) {
      base.keys[static_cast<std::size_t>(below - base.items.data())] = over.keys[i];
      merge(*below, std::move(over.items[i]));
    } else {
      base.keys.push_back(std::move(over.keys[i]));
      base.items.push_back(std::move(over.items[i]));
    }
  }
  base.origin = std::move(over.origin);
  base.line = over.line;
  base.column = over.column;
}

void set_path(YamlNode& root, const std::string& path, YamlNode value, Problems& problems) {
  if (path == "extends") {
    problems.add(Problem{value.place(), path, "can only stand in a file", {}});
    return;
  }
  YamlNode* node = &root;
  std::string done;
  for (const std::string& key : split_path(path)) {
    YamlNode* next = key.empty() ? nullptr : step(*node, key, value.origin);
    if (next == nullptr) {
      const std::string what = done.empty() ? "the scenario" : done;
      problems.add({value.place(), path,
                    key.empty() ? "expected keys joined by dots, found " + in_quotes(path)
                                : fmt::format("{} is {} and has no {}", what, describe(*node),
                                              in_quotes(key)),
                    ""});
      return;
    }
    done += done.empty() ? key : '.' + key;
    node = next;
  }
  *node = std::move(value);
}

void apply_override(YamlNode& root, const std::string& override_text, const std::string& folder,
                    Problems& problems) {
  const auto origin =
      std::make_shared<const Origin>(Origin{"--set " + override_text, folder, kOverrideLayer});
  const auto equals = override_text.find('=');
  if (equals == override_text.npos) {
    problems.add(file_problem(origin->label, "expected path=value"));
    return;
  }
  std::optional<YamlNode> value =
      parse_yaml_value(std::string_view(override_text).substr(equals + 1), origin, problems);
  if (!value) return;
  set_path(root, std::string(trimmed(std::string_view(override_text).substr(0, equals))),
           std::move(*value), problems);
}

}  // namespace ravenstein::io
