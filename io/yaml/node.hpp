// SPDX-License-Identifier: Apache-2.0
// A YAML document as a tree of values that remember where they stand. Our own rather than
// YAML::Node: yaml-cpp 0.7 keeps duplicate keys, reads 0101 as octal, and nodes of several files
// and of command lines must live in one tree.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// What a piece of YAML was written in.
struct Origin {
  std::string label;   ///< as messages show it: a file, or `--set path=value`
  std::string folder;  ///< paths in it start from here (logical, see InputFiles)
  /// What comes on top of what: the scenario 0, what it extends below, --set 1, a run beside it 2.
  int layer = 0;
};
inline constexpr int kOverrideLayer = 1;
inline constexpr int kBesideLayer = 2;

struct YamlNode {
  enum class Kind { null, scalar, list, map };
  struct Key {
    std::string text;
    std::shared_ptr<const Origin> origin;
    int line = 0;
    int column = 0;
    Place place() const { return {origin ? origin->label : std::string(), line, column}; }
  };

  Kind kind = Kind::null;
  std::string text;             ///< of a scalar
  bool quoted = false;          ///< the scalar is text, whatever it looks like
  std::vector<Key> keys;        ///< of a map, one per item
  std::vector<YamlNode> items;  ///< of a list or a map
  std::shared_ptr<const Origin> origin;
  int line = 0;    ///< from 1; 0: not known
  int column = 0;  ///< in characters, from 1

  Place place() const { return {origin ? origin->label : std::string(), line, column}; }
  bool is_null() const { return kind == Kind::null; }
  const YamlNode* find(std::string_view key) const;
  YamlNode* find(std::string_view key);
};

/// The value at a dotted path (`a.b.0` reaches into lists), or nullptr.
const YamlNode* find_path(const YamlNode& root, std::string_view path);
/// The value at a dotted path if somebody gave one there (null is none), or nullptr.
const YamlNode* find_given(const YamlNode& root, std::string_view path);
/// The highest layer that anything at or below the node was given in.
int layer_of(const YamlNode& node);
/// Puts everything at or below the node into a layer.
void set_layer(YamlNode& node, int layer);
/// Where the value at a dotted path stands, else the nearest above it that is there.
Place place_of(const YamlNode& root, std::string_view path);
/// `a.b` split at the dots.
std::vector<std::string> split_path(std::string_view path);

/// What stands there, for messages: `"text"`, `the text "5"`, `a list`, `nothing`.
std::string describe(const YamlNode& node);
/// The value on one line, as YAML.
std::string to_flow(const YamlNode& node);
/// What a plain scalar is in YAML: a number in any of its spellings, or true or false.
bool looks_like_number(std::string_view text);
bool is_flag(std::string_view text);

}  // namespace ravenstein::io
