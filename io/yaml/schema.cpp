// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/schema.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "io/campaign/campaign_form.hpp"
#include "io/yaml/form.hpp"
#include "models/city/city_parameters.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

/// A number as JSON, whole if it is.
Json number(double value) {
  constexpr double kExact = 9007199254740992.0;  // 2^53
  if (std::abs(value) <= kExact && value == std::floor(value)) {
    return static_cast<std::int64_t>(value);
  }
  return value;
}

void add_range(Json& schema, double minimum, double maximum) {
  constexpr double kLargest = 9e15;  // beyond: no limit a person would meet
  if (minimum > -kLargest) schema["minimum"] = number(minimum);
  if (maximum < kLargest) schema["maximum"] = number(maximum);
}

Json object_schema(const std::vector<Field>& fields);
Json requirements(const std::vector<Field>& fields);

Json type_schema(const Field& field) {
  switch (field.kind) {
    case FieldKind::text:
    case FieldKind::path:
      return {{"type", "string"}};
    case FieldKind::date:
      return {{"type", "string"}, {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}};
    case FieldKind::whole:
      return {{"type", "integer"}};
    case FieldKind::real:
      return {{"type", "number"}};
    case FieldKind::flag:
      return {{"type", "boolean"}};
    case FieldKind::choice:
      return {{"type", "string"}, {"enum", field.choices}};
    case FieldKind::text_list:
      return {{"type", "array"}, {"items", {{"type", "string"}}}};
    case FieldKind::choice_list:
      return {{"type", "array"}, {"items", {{"type", "string"}, {"enum", field.choices}}}};
    case FieldKind::path_map:
      return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
    case FieldKind::section:
      return object_schema(field.fields);
    case FieldKind::section_list: {
      Json items = object_schema(field.fields);
      items.update(requirements(field.fields), true);  // sections within have theirs, too
      return {{"type", "array"}, {"items", std::move(items)}};
    }
    case FieldKind::section_map: {
      Json values = object_schema(field.fields);
      values.update(requirements(field.fields));
      return {{"type", "object"}, {"additionalProperties", std::move(values)}};
    }
    case FieldKind::parameters:
    case FieldKind::overrides:
      return {{"type", "object"}};
  }
  return Json::object();
}

Json default_value(const Field& field) {
  const bool literal = field.kind == FieldKind::whole || field.kind == FieldKind::real ||
                       field.kind == FieldKind::flag;
  return literal ? Json::parse(field.default_text) : Json(field.default_text);
}

Json field_schema(const Field& field) {
  Json schema = type_schema(field);
  schema["description"] = field.meaning;
  add_range(schema, field.minimum, field.maximum);
  if (!field.default_text.empty()) schema["default"] = default_value(field);
  if (!field.required) {  // a key left empty counts as not given
    schema["type"] = Json::array({schema["type"], "null"});
    if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  }
  return schema;
}

Json object_schema(const std::vector<Field>& fields) {
  Json properties = Json::object();
  for (const Field& field : fields) properties[field.name] = field_schema(field);
  return {
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

/// Which keys must be there, also within sections.
Json requirements(const std::vector<Field>& fields) {
  Json names = Json::array();
  Json properties = Json::object();
  for (const Field& field : fields) {
    if (field.required) names.push_back(field.name);
    if (field.kind != FieldKind::section) continue;
    Json inner = requirements(field.fields);
    if (!inner.empty()) properties[field.name] = std::move(inner);
  }
  Json result = Json::object();
  if (!names.empty()) result["required"] = std::move(names);
  if (!properties.empty()) result["properties"] = std::move(properties);
  return result;
}

Json value_of(const ParameterValue& value) {
  return std::visit([](const auto& x) { return Json(x); }, value);
}

Json parameter_schema(const ParameterInfo& info) {
  Json schema = Json::object();
  switch (info.kind) {
    case ParameterKind::real:
      schema["type"] = "number";
      break;
    case ParameterKind::integer:
      schema["type"] = "integer";
      break;
    case ParameterKind::boolean:
      schema["type"] = "boolean";
      break;
    case ParameterKind::choice:
      schema["type"] = "string";
      schema["enum"] = info.choices;
      schema["enum"].push_back(nullptr);
      break;
    case ParameterKind::real_list:
      schema["type"] = "array";
      break;
  }
  schema["type"] = Json::array({schema["type"], "null"});
  const std::string idle = idle_text(info);
  schema["description"] = fmt::format(
      "{}{}{}", info.meaning, info.unit.empty() || info.unit == "1" ? "" : " [" + info.unit + "]",
      idle.empty() ? "" : "; does nothing " + idle);
  Json range = Json::object();
  add_range(range, info.minimum, info.maximum);
  if (info.kind == ParameterKind::real_list) {
    range["type"] = "number";
    schema["items"] = std::move(range);
  } else {
    schema.update(range);
  }
  schema["default"] = value_of(info.default_value);
  return schema;
}

/// If the model is this one, its presets and parameters.
Json model_rule(const models::BehaviourModel& model) {
  Json presets = Json::array();
  for (const auto& [name, values] : model.presets) presets.push_back(name);
  presets.push_back(nullptr);
  Json parameters = Json::object();
  for (const ParameterInfo& info : model.parameters) {
    parameters[info.name] = parameter_schema(info);
  }
  const Json preset = {{"enum", std::move(presets)}};
  const Json allowed = {{"additionalProperties", false}, {"properties", std::move(parameters)}};
  return {{"if", {{"required", {"model"}}, {"properties", {{"model", {{"const", model.name}}}}}}},
          {"then", {{"properties", {{"preset", preset}, {"parameters", allowed}}}}}};
}

}  // namespace

std::string campaign_json_schema() {
  const std::vector<Field> fields = campaign_section().fields();
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Ravenstein campaign"},
                 {"description", "Made by `ravenstein schema --campaign`; see docs/campaign.md."}};
  schema.update(object_schema(fields));
  schema.update(requirements(fields), true);
  return schema.dump(2) + '\n';
}

std::string scenario_json_schema(std::span<const models::BehaviourModel> models) {
  const std::vector<Field> fields = scenario_section(models).fields();
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Ravenstein scenario"},
                 {"description", "Made by `ravenstein schema`; see docs/scenario.md."}};
  schema.update(object_schema(fields));
  Json rules = Json::array();
  for (const models::BehaviourModel& model : models) rules.push_back(model_rule(model));
  schema["properties"]["behaviour"]["allOf"] = std::move(rules);
  Json of_cities = Json::object();
  for (const ParameterInfo& info : models::city_parameter_infos()) {
    of_cities[info.name] = parameter_schema(info);
  }
  schema["properties"]["cities"]["items"]["properties"]["parameters"]["additionalProperties"] =
      false;
  schema["properties"]["cities"]["items"]["properties"]["parameters"]["properties"] =
      std::move(of_cities);
  schema["if"] = {{"required", {"extends"}}};
  schema["then"] = Json::object();
  schema["else"] = requirements(fields);
  return schema.dump(2) + '\n';
}

}  // namespace ravenstein::io
