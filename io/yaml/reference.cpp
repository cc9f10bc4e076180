// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "io/campaign/campaign_form.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/schema.hpp"
#include "models/city/city_parameters.hpp"

namespace ravenstein::io {
namespace {

std::string range_text(const Field& field) {
  constexpr double kLargest = 9e15;
  if (field.maximum < kLargest) return fmt::format(", {}..{}", field.minimum, field.maximum);
  return field.minimum > -kLargest ? fmt::format(", at least {}", field.minimum) : "";
}

std::string value_text(const Field& field) {
  switch (field.kind) {
    case FieldKind::text:
      return "text";
    case FieldKind::path:
      return "path of a file";
    case FieldKind::date:
      return "date YYYY-MM-DD";
    case FieldKind::whole:
      return field.minimum == field.maximum ? fmt::format("{}", field.minimum)
                                            : "whole number" + range_text(field);
    case FieldKind::real:
      return "number" + range_text(field);
    case FieldKind::flag:
      return "`true` or `false`";
    case FieldKind::choice:
      return fmt::format("`{}`", fmt::join(field.choices, "`, `"));
    case FieldKind::text_list:
      return "list of texts";
    case FieldKind::choice_list:
      return fmt::format("list of `{}`", fmt::join(field.choices, "`, `"));
    case FieldKind::path_map:
      return "names with paths of files";
    case FieldKind::section:
      return "keys below";
    case FieldKind::section_list:
      return "list of keys below";
    case FieldKind::section_map:
      return "names with keys below";
    case FieldKind::parameters:
      return "see the model";
    case FieldKind::overrides:
      return "paths with values";
  }
  return {};
}

void add_rows(const std::vector<Field>& fields, const std::string& above, std::string& text) {
  for (const Field& field : fields) {
    const std::string key = above + field.name;
    const std::string otherwise = field.required               ? "required"
                                  : field.default_text.empty() ? ""
                                                               : '`' + field.default_text + '`';
    text +=
        fmt::format("| `{}` | {} | {} | {} |\n", key, field.meaning, value_text(field), otherwise);
    const bool list = field.kind == FieldKind::section_list;
    const bool map = field.kind == FieldKind::section_map;
    add_rows(field.fields, key + (list ? "[]." : map ? ".NAME." : "."), text);
  }
}

/// With a capital letter and a full stop.
std::string sentence(std::string text) {
  if (text.empty()) return text;
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text.ends_with('.') ? text : text + '.';
}

/// Summary and source of the formulas.
std::string about(const models::BehaviourModel& model) {
  return fmt::format("{} Source: {}", sentence(model.summary), sentence(model.source));
}

std::string meaning_text(const ParameterInfo& info) {
  const std::string idle = idle_text(info);
  return info.meaning + (idle.empty() ? "" : "; does nothing " + idle);
}

std::string unit_text(const ParameterInfo& info) { return info.unit == "1" ? "" : info.unit; }

std::string formulas_text(const models::BehaviourModel& model) {
  return model.formulas.empty() ? "" : "```\n" + model.formulas + "\n```\n\n";
}

std::string model_text(const models::BehaviourModel& model) {
  std::string text = fmt::format("\n### Model `{}`\n\n{}\n\n", model.name, about(model));
  text += "| parameter | symbol | unit | values | default | meaning |\n|---|---|---|---|---|---|\n";
  for (const ParameterInfo& info : model.parameters) {
    text += fmt::format("| `{}` | {} | {} | {} | `{}` | {} |\n", info.name, info.symbol,
                        unit_text(info), expected_text(info), to_string(info.default_value),
                        meaning_text(info));
  }
  if (model.presets.empty()) return text;
  text += "\n| preset | sets |\n|---|---|\n";
  for (const auto& [name, values] : model.presets) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : values) {
      parts.push_back(fmt::format("{}: {}", key, to_string(value)));
    }
    text += fmt::format("| `{}` | {} |\n", name, fmt::join(parts, ", "));
  }
  return text;
}

std::string sourced_parameters(std::span<const ParameterInfo> parameters) {
  std::string text =
      "| parameter | symbol | unit | default | range | meaning | source |\n"
      "|---|---|---|---|---|---|---|\n";
  for (const ParameterInfo& info : parameters) {
    text += fmt::format("| `{}` | {} | {} | `{}` | {} | {} | {} |\n", info.name, info.symbol,
                        unit_text(info), to_string(info.default_value), expected_text(info),
                        meaning_text(info), info.source);
  }
  return text;
}

}  // namespace

std::string campaign_reference() {
  std::string text = "| key | what | values | default |\n|---|---|---|---|\n";
  add_rows(campaign_section().fields(), "", text);
  return text;
}

std::string scenario_reference(std::span<const models::BehaviourModel> models) {
  std::string text = "| key | what | values | default |\n|---|---|---|---|\n";
  add_rows(scenario_section(models).fields(), "", text);
  for (const models::BehaviourModel& model : models) text += model_text(model);
  return text;
}

std::string models_reference(std::span<const models::BehaviourModel> models) {
  std::string text;
  for (const models::BehaviourModel& model : models) {
    text += fmt::format("{}## `{}`\n\n{}\n\n{}", text.empty() ? "" : "\n", model.name, about(model),
                        formulas_text(model));
    text += sourced_parameters(model.parameters);
  }
  text +=
      "\n## Cities\n\nWhat a city of a scenario has and how it changes ([city.md](city.md)).\n\n";
  return text + sourced_parameters(models::city_parameter_infos());
}

}  // namespace ravenstein::io
