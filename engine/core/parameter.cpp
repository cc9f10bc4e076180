// SPDX-License-Identifier: Apache-2.0
#include "engine/core/parameter.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace ravenstein {
namespace {

std::string range_text(const ParameterInfo& info) {
  const bool low = std::isfinite(info.minimum);
  const bool high = std::isfinite(info.maximum);
  if (low && high) return fmt::format(" in {}..{}", info.minimum, info.maximum);
  if (low) return fmt::format(" of at least {}", info.minimum);
  if (high) return fmt::format(" of at most {}", info.maximum);
  return {};
}

bool in_range(const ParameterInfo& info, double value) {
  return std::isfinite(value) && value >= info.minimum && value <= info.maximum;
}

std::optional<double> as_real(const ParameterValue& value) {
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
  return {};
}

}  // namespace

std::string expected_text(const ParameterInfo& info) {
  switch (info.kind) {
    case ParameterKind::real:
      return "a number" + range_text(info);
    case ParameterKind::integer:
      return "a whole number" + range_text(info);
    case ParameterKind::boolean:
      return "true or false";
    case ParameterKind::choice:
      return fmt::format("one of {}", fmt::join(info.choices, ", "));
    case ParameterKind::real_list:
      return "a list of numbers" + range_text(info);
  }
  return {};
}

std::string idle_text(const ParameterInfo& info) {
  std::string text;
  for (const ParameterSetting& setting : info.idle_when) {
    text += fmt::format("{} {} is {}", text.empty() ? "while" : " and", setting.parameter,
                        to_string(setting.value));
  }
  return text;
}

std::string to_string(const ParameterValue& value) {
  struct Text {
    std::string operator()(bool x) const { return x ? "true" : "false"; }
    std::string operator()(std::int64_t x) const { return std::to_string(x); }
    std::string operator()(double x) const { return fmt::format("{}", x); }
    std::string operator()(const std::string& x) const { return x; }
    std::string operator()(const std::vector<double>& x) const {
      return fmt::format("[{}]", fmt::join(x, ", "));
    }
  };
  return std::visit(Text{}, value);
}

std::optional<ParameterValue> conform(const ParameterInfo& info, const ParameterValue& value) {
  switch (info.kind) {
    case ParameterKind::real:
      if (const auto real = as_real(value); real && in_range(info, *real)) return *real;
      return {};
    case ParameterKind::integer:
      if (const auto* x = std::get_if<std::int64_t>(&value);
          x && in_range(info, static_cast<double>(*x))) {
        return *x;
      }
      return {};
    case ParameterKind::boolean:
      if (const auto* x = std::get_if<bool>(&value)) return *x;
      return {};
    case ParameterKind::choice:
      if (const auto* x = std::get_if<std::string>(&value);
          x && std::find(info.choices.begin(), info.choices.end(), *x) != info.choices.end()) {
        return *x;
      }
      return {};
    case ParameterKind::real_list:
      if (const auto* x = std::get_if<std::vector<double>>(&value);
          x && std::all_of(x->begin(), x->end(), [&](double v) { return in_range(info, v); })) {
        return *x;
      }
      return {};
  }
  return {};
}

}  // namespace ravenstein
