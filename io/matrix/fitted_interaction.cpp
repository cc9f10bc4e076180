// SPDX-License-Identifier: Apache-2.0
#include "io/matrix/fitted_interaction.hpp"

#include <fmt/format.h>

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

template <class Kinds>
auto named(const Kinds& kinds, const std::string& name) {
  for (const auto kind : kinds) {
    if (name_of(kind) == name) return kind;
  }
  throw std::runtime_error("nothing is called " + in_quotes(name));
}

std::map<std::string, double> effects_of(const Json& json, const char* key) {
  std::map<std::string, double> effects;
  if (!json.contains(key)) return effects;
  // null: nobody left there, or arrived
  for (const auto& [code, value] : json.at(key).items()) {
    effects[code] =
        value.is_null() ? -std::numeric_limits<double>::infinity() : value.get<double>();
  }
  return effects;
}

FittedInteraction fitted_of(const Json& json) {
  FittedInteraction fitted;
  fitted.constraint = named(models::constraints(), json.at("constraint"));
  fitted.constant = json.at("constant");
  const Json& deterrence = json.at("deterrence");
  fitted.deterrence.kind = named(models::deterrence_kinds(), deterrence.at("kind"));
  fitted.deterrence.shape = deterrence.at("shape");
  std::size_t k = 0;
  for (const double c : deterrence.at("coefficients")) {
    fitted.deterrence.coefficient.at(k++) = c;
  }
  fitted.intrazonal = json.at("intrazonal");
  fitted.converged = json.value("converged", true);
  for (const Json& one : json.at("terms")) {
    fitted.terms.push_back({one.at("name"), one.at("side"), one.at("column"), one.at("logarithm"),
                            one.at("coefficient")});
  }
  fitted.origin_effect = effects_of(json, "origin_effects");
  fitted.destination_effect = effects_of(json, "destination_effects");
  return fitted;
}

}  // namespace

std::optional<FittedInteraction> parse_fitted_interaction(const std::string& file,
                                                          const std::string& bytes,
                                                          Problems& problems) {
  std::string why = "its format is not " + std::string(kFittedFormat);
  const Json json = Json::parse(bytes, nullptr, false);
  if (!json.is_discarded() && json.is_object() && json.value("format", "") == kFittedFormat) {
    try {
      return fitted_of(json);
    } catch (const std::exception& error) {
      why = error.what();
    }
  }
  problems.add(file_problem(file, "this is no fitted gravity model: " + why,
                            "`ravenstein gravity fit --model` writes one"),
               InputKind::data);
  return {};
}

}  // namespace ravenstein::io
