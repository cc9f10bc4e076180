// SPDX-License-Identifier: Apache-2.0
// What the importer writes, our own reader must take, and find the same case in it.
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"
#include "tests/io/flee_folders.hpp"

namespace ravenstein::io {
namespace {

Scenario read_back(const FleeImport& imported) {
  InputFiles files = InputFiles::in_memory(imported.files, "imported");
  return read_scenario(files, "scenario.yaml").scenario;
}

void check_same(const FleeCase& found, const Scenario& scenario) {
  REQUIRE(scenario.world.zones.size() == found.zones.size());
  for (std::size_t z = 0; z < found.zones.size(); ++z) {
    const Zone& zone = scenario.world.zones[z];
    CHECK(zone.code == found.zones[z].code);
    CHECK(zone.country == found.zones[z].country);
    CHECK(zone.kind == found.zones[z].kind);
    CHECK(zone.population == found.zones[z].population);
    CHECK(zone.capacity == found.zones[z].capacity);
  }
  CHECK(scenario.world.home_country == found.home_country);
  REQUIRE(scenario.world.network.links().size() == found.links.size());
  for (std::size_t l = 0; l < found.links.size(); ++l) {
    const Link& link = scenario.world.network.links()[l];
    CHECK(link.a == found.links[l].a);
    CHECK(link.b == found.links[l].b);
    CHECK(link.distance_km == found.links[l].distance_km);
    CHECK(link.forced_from == found.links[l].forced_from);
  }
  CHECK(scenario.world.network.closures().size() == found.closures.size());
  const ConditionTable* conflict = scenario.driver("conflict");
  REQUIRE(conflict != nullptr);
  CHECK(std::equal(conflict->changes.begin(), conflict->changes.end(), found.conflict.begin(),
                   found.conflict.end(), [](const auto& a, const auto& b) {
                     return a.day == b.day && a.zone == b.zone && a.value == b.value;
                   }));
  std::vector<ObservedSeries> corrected = found.series;
  correct(corrected, found.corrections);
  if (!found.elsewhere.entries.empty()) corrected.push_back(found.elsewhere);
  const ObservedDaily expected = daily(corrected, found.period.days);
  CHECK(daily(scenario.observations, scenario.period.days).persons == expected.persons);
  CHECK(scenario.attributes.size() == found.attributes.size() - found.unused_attributes.size());
  CHECK(scenario.behaviour.parameters == found.settings.parameters);
}

TEST_CASE("every complete public case is read back as it was imported") {
  if (!has_flee_data()) return;
  int cases = 0;
  for (const auto& entry : std::filesystem::directory_iterator(flee_data())) {
    if (!std::filesystem::is_directory(entry.path() / "input")) continue;
    INFO(entry.path().filename().string());
    ImportReport report;
    const FleeCase found = read_flee_case(entry.path(), report, "flee-3");
    report.throw_if_any();
    check_same(found, read_back(import_flee(entry.path(), {.preset = "flee-3"})));
    ++cases;
  }
  CHECK(cases == 10);
}

TEST_CASE("camps without a way or too full are tolerated, and told") {
  TemporaryFolder folder;
  auto files = small_case();
  files["input_csv/locations.csv"] +=
      "Far,East,Abroad,12,2,camp,,5\nOther,East,Abroad,1,2,forward,,\n";
  files["input_csv/routes.csv"] += "Far,Other,10,0\n";
  files["source_data/data_layout.csv"] += "Far,a.csv\n";
  write_case(folder, files);
  const FleeImport imported = import_flee(folder.path());
  CHECK(read_back(imported).world.zones.size() == 5);
  CHECK(imported.files.at("scenario.yaml").find("tolerate: [unreachable_camps, overfull_camps]") !=
        std::string::npos);
  CHECK(std::count_if(imported.report.begin(), imported.report.end(),
                      [](const auto& note) { return note.what.subject == "Far"; }) == 2);
}

TEST_CASE("a small case with names that need quotes is read back") {
  TemporaryFolder folder;
  auto files = small_case();
  for (auto& [name, text] : files) {
    for (std::size_t at; (at = text.find("River")) != std::string::npos;) {
      text.replace(at, 5, "\"No, \"\"really\"\"\"");
    }
    for (std::size_t at; (at = text.find("Home")) != std::string::npos;) {
      text.replace(at, 4, "no");  // a country of that code is not `false`
    }
  }
  write_case(folder, files);
  const Scenario scenario = read_back(import_flee(folder.path()));
  CHECK(scenario.world.zones[1].code == "No, \"really\"");
  CHECK(scenario.world.home_country == "no");
}

}  // namespace
}  // namespace ravenstein::io
