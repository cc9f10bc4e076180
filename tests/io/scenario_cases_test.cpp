// SPDX-License-Identifier: Apache-2.0
// The public cases, imported and read back. Counts from reference/flee.md, section 8.
#include <algorithm>
#include <catch2/catch.hpp>
#include <numeric>

#include "flee_folders.hpp"
#include "io/import/flee.hpp"
#include "io/yaml/scenario_file.hpp"

using namespace ravenstein;

namespace {

struct Case {
  const char* name;
  const char* start;
  int days;
  std::size_t links, camps;
};

io::ScenarioFile read_imported(const std::string& name,
                               const std::vector<std::string>& overrides = {}) {
  const io::FleeImport imported = io::import_flee(io::flee_data() / name);
  io::InputFiles files = io::InputFiles::in_memory({imported.files.begin(), imported.files.end()});
  return io::read_scenario(files, "scenario.yaml", overrides);
}

}  // namespace

TEST_CASE("scenario: every complete public case reads after its import") {
  if (!io::has_flee_data()) return;
  for (const Case& c :
       {Case{"mali2012", "2012-02-29", 300, 35, 7}, Case{"car2013", "2013-12-01", 820, 86, 14},
        Case{"burundi2015", "2015-05-01", 396, 41, 5},
        Case{"ssudan2013", "2013-12-15", 604, 60, 10},
        Case{"ssudan2016", "2016-06-01", 426, 171, 18},
        Case{"syria2013", "2013-01-01", 1095, 32, 4},
        Case{"nigeria2016", "2016-03-03", 1885, 62, 3},
        Case{"mali2017_adm1", "2017-06-01", 1735, 85, 14}}) {
    INFO(c.name);
    const Scenario s = read_imported(c.name).scenario;
    CHECK(to_string(s.period.start) == c.start);
    CHECK(s.period.days == c.days);
    CHECK(s.world.network.links().size() == c.links);
    CHECK(s.world.receiving_zones().size() == c.camps);
    const auto placed = std::count_if(s.observations.begin(), s.observations.end(),
                                      [](const auto& one) { return one.zone != kNowhere; });
    CHECK(static_cast<std::size_t>(placed) == c.camps);
    // Bossobolo has a series and no location.
    CHECK(s.observations.size() == c.camps + (c.name == std::string("car2013") ? 1 : 0));
  }
}

// No road leads to the camp Bili in the published routes of car2013; the import says so.
TEST_CASE("scenario: a camp that the published routes leave out is told unless tolerated") {
  if (!io::has_flee_data()) return;
  CHECK_THROWS_WITH(read_imported("car2013", {"tolerate="}),
                    Catch::Contains("no town has a way to Bili, even with all links open"));
}
