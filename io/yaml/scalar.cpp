// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/scalar.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

bool plain_scalar(const YamlNode& node) {
  return node.kind == YamlNode::Kind::scalar && !node.quoted;
}

/// YAML 1.1 would read it as octal, a person as a decimal number or a code.
bool has_leading_zero(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text.size() > 1 && text[0] == '0' && text.find_first_not_of("0123456789") == text.npos;
}

std::optional<std::int64_t> whole_of(const YamlNode& node) {
  if (!plain_scalar(node) || has_leading_zero(node.text)) return {};
  std::string_view text = node.text;
  if (text.starts_with('+')) text.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

std::optional<double> real_of(const YamlNode& node) {
  if (!plain_scalar(node) || has_leading_zero(node.text)) return {};
  return parse_real(node.text);
}

std::optional<bool> flag_of(const YamlNode& node) {
  if (!plain_scalar(node)) return {};
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  return {};
}

std::string hint_for(const YamlNode& node) {
  if (node.kind != YamlNode::Kind::scalar) return {};
  if (node.quoted) {
    return parse_real(node.text) || is_flag(node.text) ? "write it without quotes" : "";
  }
  if (has_leading_zero(node.text)) {
    return fmt::format("a code is written in quotes, \"{}\"; a number without leading zeros",
                       node.text);
  }
  if (node.text == "yes" || node.text == "on") return "write true";
  return node.text == "no" || node.text == "off" ? "write false" : "";
}

/// The value in the variant's own type, as YAML has it.
std::optional<ParameterValue> parameter_value(const YamlNode& node) {
  if (node.kind == YamlNode::Kind::list) {
    std::vector<double> values;
    for (const YamlNode& item : node.items) {
      const auto value = real_of(item);
      if (!value) return {};
      values.push_back(*value);
    }
    return values;
  }
  if (node.kind != YamlNode::Kind::scalar) return {};
  if (const auto flag = flag_of(node)) return *flag;
  if (const auto whole = whole_of(node)) return *whole;
  if (const auto real = real_of(node)) return *real;
  return node.text;
}

}  // namespace

void refuse(const YamlNode& node, const std::string& subject, const std::string& expected,
            Problems& problems) {
  problems.add({node.place(), subject,
                fmt::format("expected {}, found {}", expected, describe(node)), hint_for(node)});
}

std::optional<std::string> read_text(const YamlNode& node, const std::string& subject,
                                     Problems& problems) {
  if (node.kind != YamlNode::Kind::scalar) {
    refuse(node, subject, "text", problems);
    return {};
  }
  if (!node.quoted && (looks_like_number(node.text) || is_flag(node.text))) {
    problems.add({node.place(), subject, fmt::format("expected text, found {}", node.text),
                  fmt::format("write it in quotes: \"{}\"", node.text)});
    return {};
  }
  return node.text;
}

std::optional<std::int64_t> read_whole(const YamlNode& node, const std::string& subject,
                                       std::int64_t minimum, std::int64_t maximum,
                                       Problems& problems) {
  const auto value = whole_of(node);
  if (value && *value >= minimum && *value <= maximum) return value;
  const bool open = maximum == std::numeric_limits<std::int64_t>::max();
  refuse(node, subject,
         open ? fmt::format("a whole number of at least {}", minimum)
              : fmt::format("a whole number in {}..{}", minimum, maximum),
         problems);
  return {};
}

std::optional<double> read_real(const YamlNode& node, const std::string& subject, double minimum,
                                double maximum, Problems& problems) {
  const auto value = real_of(node);
  if (value && *value >= minimum && *value <= maximum) return value;
  ParameterInfo info;
  info.minimum = minimum;
  info.maximum = maximum;
  refuse(node, subject, expected_text(info), problems);
  return {};
}

std::optional<bool> read_flag(const YamlNode& node, const std::string& subject,
                              Problems& problems) {
  const auto value = flag_of(node);
  if (!value) refuse(node, subject, "true or false", problems);
  return value;
}

std::optional<Date> read_date(const YamlNode& node, const std::string& subject,
                              Problems& problems) {
  const auto value =
      node.kind == YamlNode::Kind::scalar ? parse_date(node.text) : std::optional<Date>();
  if (!value) refuse(node, subject, "a date YYYY-MM-DD", problems);
  return value;
}

std::optional<std::string> read_choice(const YamlNode& node, const std::string& subject,
                                       std::span<const std::string> choices, Problems& problems) {
  const bool scalar = node.kind == YamlNode::Kind::scalar;
  if (scalar && std::find(choices.begin(), choices.end(), node.text) != choices.end()) {
    return node.text;
  }
  problems.add({node.place(), subject,
                fmt::format("expected one of {}, found {}", listed(choices, 40), describe(node)),
                scalar ? did_you_mean(node.text, choices) : ""});
  return {};
}

std::optional<ParameterValue> read_parameter(const YamlNode& node, const std::string& subject,
                                             const ParameterInfo& info, Problems& problems) {
  if (info.kind == ParameterKind::choice) {
    const auto text = read_choice(node, subject, info.choices, problems);
    if (!text) return {};
    return *text;
  }
  if (const auto value = parameter_value(node)) {
    if (auto fitting = conform(info, *value)) return fitting;
  }
  refuse(node, subject, expected_text(info), problems);
  return {};
}

}  // namespace ravenstein::io
