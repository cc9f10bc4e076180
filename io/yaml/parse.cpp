// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/parse.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kTextTag = "tag:yaml.org,2002:str";

/// Stops the parser.
struct Refusal {
  YAML::Mark mark;
  std::string message;
};

std::size_t count(const YamlNode& node) {
  std::size_t sum = 1 + node.keys.size();
  for (const YamlNode& item : node.items) sum += count(item);
  return sum;
}

/// yaml-cpp's line and column (bytes, from 0) as people count.
class Lines {
 public:
  Lines(std::string_view text, std::string label) : text_(text), label_(std::move(label)) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\n') starts_.push_back(i + 1);
    }
  }
  const std::string& label() const { return label_; }
  Place place(const YAML::Mark& mark) const {
    if (mark.is_null()) return {label_};
    const auto line = std::min(static_cast<std::size_t>(mark.line), starts_.size() - 1);
    Place place =
        place_at(label_, text_.substr(starts_[line]), static_cast<std::size_t>(mark.column));
    place.line = mark.line + 1;
    return place;
  }
  std::string_view line(int number) const {
    const auto index = static_cast<std::size_t>(number - 1);
    if (number < 1 || index >= starts_.size()) return {};
    const std::string_view rest = text_.substr(starts_[index]);
    return rest.substr(0, rest.find('\n'));
  }

 private:
  std::string_view text_;
  std::string label_;
  std::vector<std::size_t> starts_{0};
};

/// Makes nodes of yaml-cpp's events.
class Builder : public YAML::EventHandler {
 public:
  Builder(const Lines& lines, std::shared_ptr<const Origin> origin, Problems& problems,
          const YamlLimits& limits)
      : lines_(lines), origin_(std::move(origin)), problems_(problems), limits_(limits) {}

  YamlNode root;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    add(make(YamlNode::Kind::null, mark), anchor, mark);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node = make(YamlNode::Kind::scalar, mark);
    node.text = value;
    node.quoted = tag == "!" || tag == kTextTag;
    if (tag != kTextTag) refuse_tag(tag, mark);
    add(std::move(node), anchor, mark);
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refusal{mark, "an alias stands inside of what it names"};
    spend(count(found->second), mark);
    YamlNode copy = found->second;
    add(std::move(copy), 0, mark);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, mark, tag, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, mark, tag, anchor);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor;
    YAML::Mark mark;
    bool has_key = false;  // of a map: the last key waits for its value
    bool duplicate = false;
  };

  YamlNode make(YamlNode::Kind kind, const YAML::Mark& mark) {
    spend(1, mark);
    YamlNode node;
    node.kind = kind;
    node.origin = origin_;
    const Place place = lines_.place(mark);
    node.line = place.line;
    node.column = place.column;
    return node;
  }

  void spend(std::size_t nodes, const YAML::Mark& mark) {
    spent_ += nodes;
    if (spent_ > limits_.nodes) {
      throw Refusal{mark, fmt::format("more than {} values, aliases written out", limits_.nodes)};
    }
  }

  void refuse_tag(const std::string& tag, const YAML::Mark& mark) {
    if (tag.empty() || tag == "?" || tag == "!") return;
    problem(mark, fmt::format("the tag {} has no meaning here", in_quotes(tag)));
  }

  void problem(const YAML::Mark& mark, std::string message) {
    problems_.add({lines_.place(mark), "", std::move(message), ""});
  }

  void open(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
            YAML::anchor_t anchor) {
    if (open_.size() >= limits_.depth) {
      throw Refusal{mark, fmt::format("nested more than {} deep", limits_.depth)};
    }
    refuse_tag(tag, mark);
    open_.push_back({make(kind, mark), anchor, mark});
  }

  void close() {
    Open done = std::move(open_.back());
    open_.pop_back();
    add(std::move(done.node), done.anchor, done.mark);
  }

  void add(YamlNode node, YAML::anchor_t anchor, const YAML::Mark& mark) {
    if (anchor != 0) {
      spend(count(node), mark);
      anchors_[anchor] = node;
    }
    if (open_.empty()) {
      root = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::map && !parent.has_key) {
      add_key(parent, node, mark);
      return;
    }
    if (parent.duplicate) {
      parent.node.keys.pop_back();
    } else {
      parent.node.items.push_back(std::move(node));
    }
    parent.has_key = parent.duplicate = false;
  }

  void add_key(Open& parent, const YamlNode& node, const YAML::Mark& mark) {
    parent.has_key = true;
    std::vector<YamlNode::Key>& keys = parent.node.keys;
    const auto before = std::find_if(
        keys.begin(), keys.end(), [&](const YamlNode::Key& key) { return key.text == node.text; });
    if (node.kind != YamlNode::Kind::scalar) {
      problem(mark, "a key must be text, found " + describe(node));
      parent.duplicate = true;
    } else if (before != keys.end()) {
      problem(mark, fmt::format("the key {} is already given in line {}", in_quotes(node.text),
                                before->line));
      parent.duplicate = true;
    }
    const Place place = lines_.place(mark);
    keys.push_back({node.text, origin_, place.line, place.column});
  }

  const Lines& lines_;
  std::shared_ptr<const Origin> origin_;
  Problems& problems_;
  const YamlLimits& limits_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, YamlNode> anchors_;
  std::size_t spent_ = 0;
};

/// What keeps the bytes from being text worth parsing; a problem if there is anything.
bool refuse_bytes(std::string_view text, const std::string& label, const YamlLimits& limits,
                  Problems& problems) {
  const auto refuse = [&](std::size_t offset, std::string message, std::string hint) {
    const Place place = offset == 0 ? Place{label} : place_at(label, text, offset);
    problems.add({place, "", std::move(message), std::move(hint)});
    return true;
  };
  if (text.size() > limits.bytes) {
    return refuse(0, fmt::format("is larger than {} kB", limits.bytes / 1024),
                  "tables belong into CSV files");
  }
  if (looks_like_utf16(text)) return refuse(0, "is UTF-16 text, not UTF-8", "save it as UTF-8");
  if (const auto nul = text.find('\0'); nul != text.npos) {
    return refuse(nul, "is a binary file, not YAML", "");
  }
  if (const auto bad = find_invalid_utf8(text)) {
    return refuse(*bad, "is not UTF-8 text", "save it as UTF-8");
  }
  return false;
}

std::string hint_for_tabs(std::string_view line) {
  const auto indent = line.find_first_not_of(' ');
  return indent != line.npos && line[indent] == '\t' ? "indent with spaces, not with tabs" : "";
}

/// False if the text is not YAML; `documents` counts them, up to 2.
bool run_parser(std::string_view text, const Lines& lines, Builder& builder, int& documents,
                Problems& problems) {
  const auto refuse = [&](const YAML::Mark& mark, std::string message) {
    const Place place = lines.place(mark);
    problems.add({place, "", std::move(message), hint_for_tabs(lines.line(place.line))});
    return false;
  };
  std::istringstream stream{std::string(text)};
  try {
    YAML::Parser parser(stream);
    while (documents < 2 && parser.HandleNextDocument(builder)) ++documents;
  } catch (const Refusal& refusal) {
    return refuse(refusal.mark, refusal.message);
  } catch (const YAML::Exception& error) {
    return refuse(error.mark, "is not YAML: " + error.msg);
  }
  return true;
}

/// The only document there is; nothing at all becomes a null node.
std::optional<YamlNode> parse_document(std::string_view text, std::shared_ptr<const Origin> origin,
                                       Problems& problems, const YamlLimits& limits) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const Lines lines(text, origin->label);
  if (refuse_bytes(text, lines.label(), limits, problems)) return {};
  Builder builder(lines, origin, problems, limits);
  builder.root.origin = std::move(origin);
  int documents = 0;
  if (!run_parser(text, lines, builder, documents, problems)) return {};
  if (documents > 1) {
    problems.add(
        file_problem(lines.label(), "holds more than one YAML document", "remove the lines `---`"));
    return {};
  }
  return std::move(builder.root);
}

void forget_positions(YamlNode& node) {
  node.line = node.column = 0;
  for (YamlNode::Key& key : node.keys) key.line = key.column = 0;
  for (YamlNode& item : node.items) forget_positions(item);
}

}  // namespace

std::optional<YamlNode> parse_yaml(std::string_view text, std::shared_ptr<const Origin> origin,
                                   Problems& problems, const YamlLimits& limits) {
  const std::string label = origin->label;
  std::optional<YamlNode> root = parse_document(text, std::move(origin), problems, limits);
  if (!root || !root->is_null()) return root;
  problems.add(file_problem(label, "is empty"));
  return {};
}

std::optional<YamlNode> parse_yaml_value(std::string_view text,
                                         std::shared_ptr<const Origin> origin, Problems& problems) {
  Problems found;
  std::optional<YamlNode> node = parse_document(text, std::move(origin), found, {});
  for (Problem problem : found.all()) {
    problem.place.line = problem.place.column = 0;
    problems.add(std::move(problem));
  }
  if (node) forget_positions(*node);
  return node;
}

}  // namespace ravenstein::io
