// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/node.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr int kLowestLayer = std::numeric_limits<int>::min();

const YamlNode* child(const YamlNode& node, std::string_view key) {
  if (node.kind == YamlNode::Kind::map) return node.find(key);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
  const bool whole = error == std::errc{} && end == key.data() + key.size();
  if (node.kind != YamlNode::Kind::list || !whole || index >= node.items.size()) return nullptr;
  return &node.items[index];
}

/// Whether the text can stand in flow YAML as it is.
bool plain(std::string_view text) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-";
  return !text.empty() && text.find_first_not_of(kSafe) == text.npos && text != "-";
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  if (kind != Kind::map) return nullptr;
  const auto found =
      std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.text == key; });
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

YamlNode* YamlNode::find(std::string_view key) {
  return const_cast<YamlNode*>(static_cast<const YamlNode*>(this)->find(key));
}

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> parts;
  while (true) {
    const auto dot = path.find('.');
    parts.emplace_back(path.substr(0, dot));
    if (dot == path.npos) return parts;
    path.remove_prefix(dot + 1);
  }
}

const YamlNode* find_path(const YamlNode& root, std::string_view path) {
  const YamlNode* node = &root;
  for (const std::string& key : split_path(path)) {
    node = child(*node, key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

const YamlNode* find_given(const YamlNode& root, std::string_view path) {
  const YamlNode* node = find_path(root, path);
  return node == nullptr || node->is_null() ? nullptr : node;
}

int layer_of(const YamlNode& node) {
  int layer = node.items.empty() && node.origin ? node.origin->layer : kLowestLayer;
  for (const YamlNode& item : node.items) layer = std::max(layer, layer_of(item));
  return layer;
}

void set_layer(YamlNode& node, int layer) {
  Origin origin = node.origin ? *node.origin : Origin{};
  origin.layer = layer;
  node.origin = std::make_shared<const Origin>(std::move(origin));
  for (YamlNode& item : node.items) set_layer(item, layer);
}

Place place_of(const YamlNode& root, std::string_view path) {
  const YamlNode* node = &root;
  for (const std::string& key : split_path(path)) {
    const YamlNode* below = child(*node, key);
    if (below == nullptr) break;
    node = below;
  }
  return node->place();
}

std::string describe(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "nothing";
    case YamlNode::Kind::list:
      return "a list";
    case YamlNode::Kind::map:
      return "keys and values";
    case YamlNode::Kind::scalar:
      break;
  }
  if (node.quoted) return "the text " + in_quotes(node.text);
  return looks_like_number(node.text) || is_flag(node.text) ? node.text.substr(0, 40)
                                                            : in_quotes(node.text);
}

std::string to_flow(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::null:
      return "~";
    case YamlNode::Kind::scalar: {
      if (plain(node.text) && !node.quoted) return node.text;
      std::string text = "'";
      for (const char c : node.text) text += c == '\'' ? std::string("''") : std::string(1, c);
      return text + '\'';
    }
    case YamlNode::Kind::list:
    case YamlNode::Kind::map:
      break;
  }
  const bool map = node.kind == YamlNode::Kind::map;
  std::string text = map ? "{" : "[";
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) text += ", ";
    if (map) text += plain(node.keys[i].text) ? node.keys[i].text : in_quotes(node.keys[i].text);
    if (map) text += ": ";
    text += to_flow(node.items[i]);
  }
  return text + (map ? "}" : "]");
}

bool looks_like_number(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (parse_real(text)) return true;
  if (text == ".inf" || text == ".nan" || text == ".Inf" || text == ".NaN") return true;
  if (text.size() < 3 || text[0] != '0') return false;
  constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
  if (text[1] == 'x') return text.find_first_not_of(kHexadecimal, 2) == text.npos;
  return text[1] == 'o' && text.find_first_not_of("01234567", 2) == text.npos;
}

bool is_flag(std::string_view text) {
  return text == "true" || text == "false" || text == "True" || text == "False" || text == "TRUE" ||
         text == "FALSE";
}

}  // namespace ravenstein::io
