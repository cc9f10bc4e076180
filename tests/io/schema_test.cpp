// SPDX-License-Identifier: Apache-2.0
// The JSON schema and the handbook are made from the declarations that the reader uses. After a
// change of a declaration: RAVENSTEIN_UPDATE_DOCS=1 test_io "docs*" writes all of them anew.
#include "io/yaml/schema.hpp"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "example.hpp"
#include "io/yaml/parse.hpp"
#include "models/city/city_parameters.hpp"

using namespace ravenstein;
using Json = nlohmann::json;

namespace {

const std::string kFolder = std::string(RAVENSTEIN_SOURCE_DIR) + "/docs/";
const std::string kBegin = "<!-- keys: generated -->\n";
const std::string kEnd = "<!-- keys: end -->\n";

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool updating() { return std::getenv("RAVENSTEIN_UPDATE_DOCS") != nullptr; }

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

/// Fenced blocks of a language in a Markdown text, each with the file name in the line above it
/// (`zones.csv`:), or "".
std::vector<std::pair<std::string, std::string>> blocks(const std::string& text,
                                                        const std::string& language) {
  std::vector<std::pair<std::string, std::string>> found;
  const std::string fence = "```" + language + "\n";
  for (auto at = text.find(fence); at != text.npos; at = text.find(fence, at + 1)) {
    const auto start = at + fence.size();
    const auto name_end = text.rfind("`:", at);
    const auto name_start = text.rfind('`', name_end - 1) + 1;
    found.emplace_back(text.substr(name_start, name_end - name_start),
                       text.substr(start, text.find("```", start) - start));
  }
  return found;
}

/// The part of a page between the marks is what the declarations say; or is made so.
void check_generated(const std::string& page, const std::string& reference) {
  std::string text = slurp(kFolder + page);
  const auto begin = text.find(kBegin);
  const auto end = text.find(kEnd);
  REQUIRE(begin != text.npos);
  REQUIRE(end != text.npos);
  const auto start = begin + kBegin.size();
  const std::string expected = "\n" + reference + "\n";
  if (updating()) {
    text.replace(start, end - start, expected);
    write(kFolder + page, text);
    return;
  }
  CHECK(text.substr(start, end - start) == expected);
}

}  // namespace

TEST_CASE("docs: the JSON schema is the one the program prints") {
  const std::string schema = io::scenario_json_schema();
  if (updating()) write(kFolder + "scenario.schema.json", schema);
  CHECK(slurp(kFolder + "scenario.schema.json") == schema);
}

TEST_CASE("docs: the handbook holds every key as it is declared") {
  check_generated("scenario.md", io::scenario_reference());
}

TEST_CASE("docs: the schema and the page of campaigns are those of the declarations") {
  const std::string schema = io::campaign_json_schema();
  if (updating()) write(kFolder + "campaign.schema.json", schema);
  CHECK(slurp(kFolder + "campaign.schema.json") == schema);
  check_generated("campaign.md", io::campaign_reference());
}

TEST_CASE("docs: the page of models holds every parameter as it is declared") {
  check_generated("models.md", io::models_reference());
}

TEST_CASE("docs: every parameter says what it means and where its value comes from") {
  for (const models::BehaviourModel& model : models::behaviour_models()) {
    CHECK_FALSE(model.summary.empty());
    CHECK_FALSE(model.source.empty());
    for (const ParameterInfo& info : model.parameters) {
      CAPTURE(model.name, info.name);
      CHECK_FALSE(info.meaning.empty());
      CHECK_FALSE(info.source.empty());
      CHECK_FALSE(info.unit.empty());
    }
  }
  for (const ParameterInfo& info : models::city_parameter_infos()) {
    CAPTURE(info.name);
    CHECK_FALSE(info.meaning.empty());
    CHECK_FALSE(info.source.empty());
    CHECK_FALSE(info.unit.empty());
  }
}

TEST_CASE("docs: the worked example reads") {
  const std::string text = slurp(kFolder + "scenario.md");
  example::Files files;
  for (const auto& [name, block] : blocks(text, "yaml")) files[name] = block;
  for (const auto& [name, block] : blocks(text, "csv")) files[name] = block;
  REQUIRE(files.contains("scenario.yaml"));
  REQUIRE(files.size() >= 6);
  io::InputFiles inputs = io::InputFiles::in_memory(files);
  const io::ScenarioFile file = io::read_scenario(inputs, "scenario.yaml");
  CHECK(inputs.all_read().size() >= 6);
  CHECK(file.beside.size() == 1);
  CHECK_NOTHROW(models::make_behaviour(file.scenario));
}

#if __has_include(<valijson/validator.hpp>)
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace {

/// As an editor sees it: plain scalars are numbers, truth values or nothing where they look so.
Json as_json(const io::YamlNode& node) {
  Json json;
  switch (node.kind) {
    case io::YamlNode::Kind::null:
      break;
    case io::YamlNode::Kind::scalar:
      if (node.quoted || !(io::looks_like_number(node.text) || io::is_flag(node.text))) {
        return node.text;
      }
      return Json::parse(node.text);
    case io::YamlNode::Kind::list:
      json = Json::array();
      for (const io::YamlNode& item : node.items) json.push_back(as_json(item));
      break;
    case io::YamlNode::Kind::map:
      json = Json::object();
      for (std::size_t i = 0; i < node.items.size(); ++i) {
        json[node.keys[i].text] = as_json(node.items[i]);
      }
  }
  return json;
}

bool valid(const std::string& yaml) {
  const Json document = Json::parse(io::scenario_json_schema());
  valijson::Schema schema;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);
  Problems problems;
  const auto origin = std::make_shared<const io::Origin>();
  const Json target = as_json(io::parse_yaml(yaml, origin, problems).value());
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(target), nullptr);
}

}  // namespace

TEST_CASE("schema: a validator accepts and refuses as the reader does") {
  const std::string good = example::files().at("s.yaml");
  CHECK(valid(good));
  CHECK(valid(good + "closures_:\n") == false);
  CHECK(valid(good + "population: {departures: hazard, hasten: 2}\n"));
  CHECK_FALSE(valid(good + "population: {departures: chance}\n"));
  CHECK_FALSE(valid(good + "population: {hasten: 0}\n"));
  CHECK_FALSE(valid(example::with("s.yaml", "title: A made-up crisis\n", "").at("s.yaml")));
  CHECK(valid("extends: other.yaml\nperiod: {days: 3}\n"));
  CHECK_FALSE(valid("extends: other.yaml\nperiod: {dayz: 3}\n"));
  CHECK_FALSE(valid(example::with("s.yaml", "preset: R1", "preset: R9").at("s.yaml")));
  const auto change = [](const std::string& text) {
    return valid("extends: other.yaml\nchanges:\n  - {" + text + "}\n");
  };
  CHECK(change("from: 2012-03-01, driver: conflict, scale: 2"));
  CHECK(change("new_camp: {code: N, near: G, distance_km: 5}"));
  CHECK_FALSE(change("drivr: conflict, scale: 2"));
  CHECK_FALSE(change("driver: conflict, scale: -2"));
  CHECK_FALSE(change("new_camp: {code: N}"));
  const auto parameters = [](const std::string& text) {
    return valid(example::with("s.yaml", "preset: R1", "parameters: {" + text + "}").at("s.yaml"));
  };
  CHECK(parameters("distance_exponent: 1"));
  CHECK_FALSE(parameters("distance_exponent: -100"));
  CHECK_FALSE(parameters("distance: 1"));
}
#endif

TEST_CASE("schema: draft-07 with ranges, choices, defaults and what the models take") {
  const Json schema = Json::parse(io::scenario_json_schema());
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(schema["additionalProperties"] == false);
  const Json& days = schema["properties"]["period"]["properties"]["days"];
  CHECK(days["minimum"] == 1);
  CHECK(days["type"] == "integer");
  const Json& departures = schema["properties"]["population"]["properties"]["departures"];
  CHECK(departures["default"] == "observed");
  CHECK(departures["enum"] == Json{"observed", "hazard", nullptr});
  CHECK(departures["description"].get<std::string>().size() > 10);
  CHECK(schema["properties"]["seed"].contains("maximum") == false);
  // Required only where nothing is extended.
  CHECK(schema["if"]["required"] == Json{"extends"});
  CHECK(schema["else"]["required"] ==
        Json{"schema_version", "title", "period", "zones", "links", "behaviour"});
  CHECK(schema["else"]["properties"]["period"]["required"] == Json{"start", "days"});
  const Json& rules = schema["properties"]["behaviour"]["allOf"];
  REQUIRE(rules.size() == models::behaviour_models().size());
  for (std::size_t m = 0; m < rules.size(); ++m) {
    const models::BehaviourModel& model = models::behaviour_models()[m];
    CHECK(rules[m]["if"]["properties"]["model"]["const"] == model.name);
    const Json& allowed = rules[m]["then"]["properties"]["parameters"];
    CHECK(allowed["additionalProperties"] == false);
    REQUIRE(allowed["properties"].size() == model.parameters.size());
    for (const ParameterInfo& info : model.parameters) {
      const Json& parameter = allowed["properties"][info.name];
      INFO(info.name);
      CHECK(parameter.contains("default"));
      CHECK(parameter["description"].get<std::string>().starts_with(info.meaning));
      if (info.kind == ParameterKind::real && std::isfinite(info.minimum)) {
        CHECK(parameter["minimum"] == info.minimum);
      }
    }
  }
}
