// SPDX-License-Identifier: Apache-2.0
// What the importer mends, and what it says about cases that are broken.
#include <algorithm>
#include <catch2/catch.hpp>

#include "io/import/flee.hpp"
#include "tests/io/flee_folders.hpp"

namespace ravenstein::io {
namespace {

using Files = std::map<std::string, std::string>;

/// Everything wrong with a case, one per line; "" if it is imported.
std::string errors(const Files& files) {
  TemporaryFolder folder;
  write_case(folder, files);
  try {
    import_flee(folder.path());
    return "";
  } catch (const InputError& error) {
    CHECK(error.kind() == InputKind::data);
    return error.what();
  }
}

FleeImport imported(const Files& files) {
  TemporaryFolder folder;
  write_case(folder, files);
  return import_flee(folder.path());
}

std::string notes(const FleeImport& done) {
  std::string text;
  for (const ImportNote& note : done.report) text += note_text(note) + '\n';
  return text;
}

bool holds(const std::string& text, const std::string& part) {
  INFO(text);
  INFO(part);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

TEST_CASE("untidy files say the same as tidy ones") {
  Files untidy = small_case();
  untidy["input_csv/locations.csv"] =
      "\xEF\xBB\xBF\"#name\",\"region\",\"country\",\"lat\",\"lon\",\"location_type\","
      "\"conflict_date\",\"pop/cap\",\r\n"
      "Old_Town , North, Home,10,1, conflict,0,\"1,000\",\r\n\r\n"
      "\"River\",North,Home,11,1.5,town,,,\r\n# a comment\r\n"
      "Camp_A,East,Abroad,12,2,Camp,,500\r\n";
  untidy["input_csv/routes.csv"] =
      "#name1,name2,distance,forced_redirection\r\n"
      "Old_Town ,River,40,0\r\nRiver, Camp_A, 60\r\n";
  untidy["input_csv/conflicts.csv"] =
      "#Day, Old_Town, River,\r\n0, 1, 0\r\n1,1,0\r\n2,1,0.5\r\n3,1,0.5\r\n4,0,0.5\r\n5,0,0\r\n"
      "6,0,0\r\n7,0,0\r\n8,0,0\r\n9,1,0";
  untidy["source_data/data_layout.csv"] = "\"total\",\" refugees.csv\"\n\"Camp_A\",\"a.csv\",\n";
  untidy["source_data/a.csv"] =
      "DateTime,persons\n2020-1-1,10\n#2020-01-03,7 wrong\n2020-01-04,\n2020-01-05,50\t\n,\n";
  const FleeImport tidy = imported(small_case());
  const FleeImport done = imported(untidy);
  for (const auto& [name, text] : tidy.files) {
    if (name == "scenario.yaml") continue;  // has the folder's name
    INFO(name);
    CHECK(done.files.at(name) == text);
  }
  holds(notes(done), "locations.csv:2");
  holds(notes(done), "\"1,000\" read as 1000");
}

TEST_CASE("types of locations are those Flee knows") {
  Files files = small_case();
  files["input_csv/locations.csv"] +=
      "H,East,Abroad,12,2,forwarding_hub,,\nF,East,Abroad,12,2,forward,,\nM,,,12,2,marker,,\n"
      "I,East,Home,12,2,idpcamp,,0\nX,East,Home,12,2,airport,,3\n";
  files["source_data/data_layout.csv"] += "I,a.csv\n";
  const FleeImport done = imported(files);
  const std::string& zones = done.files.at("zones.csv");
  holds(zones, "H,H,Abroad,East,12,2,hub,0,,\n");
  holds(zones, "F,F,Abroad,East,12,2,hub,0,,\n");
  holds(zones, "M,M,unknown,unknown,12,2,marker,0,,\n");
  holds(zones, "I,I,Home,East,12,2,idp_camp,0,,\n");  // capacity below 1: unlimited
  holds(zones, "X,X,Home,East,12,2,town,3,,\n");
  holds(notes(done), "unknown location type \"airport\"");
  holds(notes(done), "capacity \"0\" is below 1: unlimited");
}

TEST_CASE("attribute columns are kept if they are numbers") {
  Files files = small_case();
  files["input_csv/locations.csv"] =
      "#name,region,country,lat,lon,location_type,conflict_date,pop/cap,initial_idps,ethnicity\n"
      "Old_Town,North,Home,10,1,conflict_zone,0,1000,7,\n"
      "River,North,Home,11,1.5,town,,20,,blue\nCamp_A,East,Abroad,12,2,camp,,500,,\n";
  files["input_csv/routes.csv"] =
      "#name1,name2,distance,forced_redirection,max_move_speed,walk_probability,link_type\n"
      "Old_Town,River,40,0,50,0.5,drive\nRiver,Camp_A,60,,,,\n";
  const FleeImport done = imported(files);
  holds(done.files.at("zones.csv"), "capacity_provenance,initial_idps\n");
  holds(done.files.at("zones.csv"), "town,1000,,,7\n");
  CHECK(done.files.at("links.csv") ==
        "from,to,distance_km,max_speed_km_per_day,walk_probability\nOld_Town,River,40,50,0.5\n"
        "River,Camp_A,60,,0\n");
  holds(notes(done), "attribute ethnicity: \"blue\" is not a number");
  holds(notes(done), "link_type");
  holds(notes(done), "nobody is placed by it");
}

TEST_CASE("names that lead nowhere are left out and told") {
  Files files = small_case();
  files["input_csv/routes.csv"] += "River,Camp_B,10,0\nRiver,River,10,0\nRiver,Old_Town,50,0\n";
  files["input_csv/locations.csv"] += "River,South,Home,1,1,town,,5\n";
  files["input_csv/registration_corrections.csv"] = "Camp_Z,2020-01-05\nCamp_A,2020-01-06\n";
  files["source_data/data_layout.csv"] += "Ghost,a.csv\nRiver,a.csv\nCamp_A,a.csv\n";
  const FleeImport done = imported(files);
  const std::string told = notes(done);
  holds(told, "routes.csv:4:7: Camp_B: not a location (did you mean \"Camp_A\"?)");
  holds(told, "routes.csv:5: River: joins a location with itself");
  holds(told, "routes.csv:6: River - Old_Town: a second route (50 km, before 40 km)");
  holds(told, "locations.csv:5:1: River: named before");
  holds(told, "data_layout.csv:3:1: Ghost: a series of what is not a location");
  holds(told, "River: a series of a location that is not a camp");
  holds(told, "Camp_A: listed before");
  holds(told, "Camp_Z: a correction of a camp without a series");
  holds(told, "corrects nothing");
  CHECK_FALSE(done.files.contains("corrections.csv"));
}

TEST_CASE("conflict tables may be shorter or longer than the period") {
  Files files = small_case();
  files["input_csv/conflicts.csv"] = "#Day,Old_Town\n0,1\n1,1\n2,0.5\n";
  FleeImport done = imported(files);
  CHECK(done.files.at("conflict.csv") ==
        "zone,date,value\nOld_Town,2020-01-01,1\nOld_Town,2020-01-03,0.5\n");
  holds(notes(done), "3 days for a period of 10: the last row is repeated");
  files = small_case();
  files["input_csv/sim_period.csv"] = "StartDate,2020-01-01\nLength,3\n";
  done = imported(files);
  holds(notes(done), "7 days after the period of 3");
  files = small_case();
  files.erase("input_csv/conflicts.csv");
  files.erase("input_csv/closures.csv");
  done = imported(files);
  CHECK(done.files.at("conflict.csv") == "zone,date,value\nOld_Town,2020-01-01,1\n");
  holds(notes(done), "the column conflict_date of locations.csv is used");
}

TEST_CASE("settings become parameters, the rest is told") {
  Files files = small_case();
  files["simsetting.yml"] =
      "log_levels: {agent: 0}\n"
      "spawn_rules:\n  take_from_population: True\n  camps_are_sinks: True\n"
      "  conflict_spawn_decay: [1.0,0.5]\n  conflict_spawn_decay_interval: 30\n"
      "  insert_day0: True\n  average_social_connectivity: 3.0\n"
      "move_rules:\n  softening: 36.0\n  awareness_level: 2\n  start_on_foot: True\n"
      "  MatchCampReligion: True\n  fixed_routes: False\n  two_system_decision_making: True\n"
      "  max_mov_speed: 3\noptimisations:\n  hasten: 10\nextras: 1\n";
  const FleeImport done = imported(files);
  const std::string& yaml = done.files.at("scenario.yaml");
  holds(yaml, "softening_km: 36");
  holds(yaml, "awareness_level: 2");
  holds(yaml, "start_on_foot: true");
  holds(yaml, "match_camp_religion: true");
  holds(yaml, "conflict_spawn_decay: [1, 0.5]");
  holds(yaml, "conflict_spawn_decay_interval_days: 30");
  holds(yaml, "take_from_residents: true");
  holds(yaml, "hasten: 10");
  const std::string told = notes(done);
  holds(told, "simsetting.yml:4:3: camps_are_sinks: has no effect in Flee either");
  holds(told, "two_system_decision_making: has no effect");
  holds(told, "max_mov_speed: not a key of move_rules (did you mean \"max_move_speed\"?)");
  holds(told, "log_levels");
  holds(told, "extras: has no equivalent");
  CHECK(told.find("fixed_routes") == std::string::npos);  // off: nothing to tell
}

TEST_CASE("people displaced by conflict need no series") {
  Files files = small_case();
  files["simsetting.yml"] =
      "spawn_rules:\n  conflict_driven_spawning:\n    spawn_mode: pop_ratio\n";
  files.erase("source_data/data_layout.csv");
  const std::string yaml = imported(files).files.at("scenario.yaml");
  holds(yaml, "departures: hazard");
  holds(yaml, "initial: empty");
  holds(yaml, "conflict_spawn_mode: pop_ratio");
  holds(yaml, "displaced_per_conflict_day: 0.01");
  CHECK(yaml.find("observations:") == std::string::npos);
}

TEST_CASE("the first rules of Flee are a set of parameters") {
  Files files = small_case();
  files["simsetting.yml"] = "move_rules:\n  camp_weight: 7\n  use_v1_rules: True\n  softening: 3\n";
  const std::string yaml = imported(files).files.at("scenario.yaml");
  holds(yaml, "camp_weight: 2\n");
  holds(yaml, "max_move_speed_km_per_day: 200");
  holds(yaml, "softening_km: 3");
}

TEST_CASE("broken cases get one clear message each") {
  const auto broken = [](const std::string& name, const std::string& text) {
    Files files = small_case();
    files[name] = text;
    return errors(files);
  };
  const auto missing = [](const std::string& name) {
    Files files = small_case();
    files.erase(name);
    return errors(files);
  };
  CHECK(missing("input_csv/locations.csv") ==
        "locations.csv: file not found (places, their types and people)");
  CHECK(missing("input_csv/routes.csv") == "routes.csv: file not found (distances between places)");
  CHECK(missing("input_csv/sim_period.csv") ==
        "sim_period.csv: file not found (start and length of the period)");
  CHECK(missing("source_data/data_layout.csv") ==
        "data_layout.csv: file not found (which camp has which series)");
  holds(missing("source_data/a.csv"), "expected a series of at least one camp, found none");

  CHECK(broken("input_csv/locations.csv", "") == "locations.csv: expected locations, found none");
  CHECK(broken("input_csv/locations.csv", std::string("a\0b", 3)) ==
        "locations.csv: expected a text file, found binary content");
  holds(broken("input_csv/locations.csv", "#name\nOld_Town,North,Ho"),
        "locations.csv:2: Old_Town: expected at least 6 columns, found 3");
  holds(broken("input_csv/locations.csv", "#name\n\"Old_Town,North,Home,10,1,town,0,3"),
        "locations.csv:2: a quote is opened and never closed");
  holds(broken("input_csv/locations.csv", "#name\nA,R,H,10,1,town,0,-3"),
        "locations.csv:2:19: population: expected a whole number >= 0, found \"-3\"");
  holds(broken("input_csv/locations.csv", "#name\nA,R,H,nan,1,town,0,3"),
        "locations.csv:2:7: latitude: expected a number, found \"nan\"");
  holds(broken("input_csv/locations.csv", "#name\nA,R,H,100,1,town,0,3"),
        "latitude: expected -90..90, found 100");
  holds(broken("input_csv/locations.csv", "#name\nA,R,H,10,1,town,0,2.5"),
        "population: expected a whole number >= 0, found \"2.5\"");

  holds(broken("input_csv/routes.csv", "#a\nOld_Town,River,nan\n"),
        "routes.csv:2:16: distance: expected a number >= 0, found \"nan\"");
  holds(broken("input_csv/routes.csv", "#a\nOld_Town,River,0\n"), "expected more than 0 km");
  holds(broken("input_csv/routes.csv", "#a\nOld_Town,River\n"), "found 2 columns");
  holds(broken("input_csv/routes.csv", "#a\nOld_Town,River,3,5\n"), "expected 0, 1 or 2, found 5");
  CHECK(broken("input_csv/sim_period.csv", "") ==
        "sim_period.csv: expected `StartDate,YYYY-MM-DD` and `Length,<days>`");
  CHECK(broken("input_csv/routes.csv", "") == "routes.csv: expected routes, found none");
  CHECK(broken("input_csv/conflicts.csv", "") ==
        "conflicts.csv:1: expected a header: #Day and location names");
  CHECK(broken("source_data/data_layout.csv", "") ==
        "data_layout.csv: expected a series of at least one camp, found none");
  CHECK(broken("input_csv/routes.csv", "#a\nOld_Town,Camp_B,3\n") ==
        "routes.csv: expected routes, found none");

  holds(broken("input_csv/conflicts.csv", "#Day,Old_Town\n0,1\n2,1\n"),
        "conflicts.csv:3:1: day: expected 1, found \"2\"");
  holds(broken("input_csv/conflicts.csv", "#Day,Old_Town,River\n0,1,0\n1,1"),
        "conflicts.csv:3: expected 3 columns, found 2 (the file seems to be cut off)");
  holds(broken("input_csv/conflicts.csv", "#Day,Old_Town\n0,-1\n"), "found \"-1\"");
  holds(broken("input_csv/conflicts.csv", "#Day,Old_Town\n0,2\n"), "expected 0..1, found 2");
  holds(broken("input_csv/conflicts.csv", "0,1\n1,1\n"), "expected a header");

  holds(broken("input_csv/closures.csv", "camp,Camp_A,,0\n"), "expected 5 columns, found 4");
  holds(broken("input_csv/sim_period.csv", "StartDate,2020-02-30\nLength,10\n"),
        "sim_period.csv:1:11: StartDate: expected YYYY-MM-DD, found \"2020-02-30\"");
  holds(broken("input_csv/sim_period.csv", "StartDate,2020-02-03\n"), "Length,<days>");
  holds(broken("source_data/a.csv", "2020-01-01,10\n2020-13-01,20\n"),
        "a.csv:2:1: date: expected YYYY-MM-DD, found \"2020-13-01\"");
  holds(broken("source_data/a.csv", "2020-01-01,1.5\n"), "whole number >= 0, found \"1.5\"");
  holds(broken("simsetting.yml", "move_rules: [1\n"), "simsetting.yml:");
  holds(broken("simsetting.yml", "move_rules: {softening: far}\n"),
        "simsetting.yml:1:25: softening: expected a number, found \"far\"");
  holds(broken("simsetting.yml", "optimisations: {hasten: 0}\n"), "whole number >= 1");
}

TEST_CASE("all mistakes of a case are told together") {
  Files files = small_case();
  files["input_csv/locations.csv"] += "X,R,H,10,1,town,0,-3\n";
  files["input_csv/routes.csv"] += "River,X,-1\n";
  files["source_data/a.csv"] += "today,5\n";
  const std::string told = errors(files);
  holds(told, "locations.csv:5:");
  holds(told, "routes.csv:4:");
  holds(told, "a.csv:3:");
}

TEST_CASE("a directory that does not exist is said to be none") {
  CHECK_THROWS_WITH(import_flee("no/such/place"), Catch::Contains("not a directory"));
}

TEST_CASE("text that is not UTF-8 is read as Latin-1") {
  Files files = small_case();
  files["input_csv/locations.csv"] += "Caf\xE9,R,Home,1,1,town,,5\n";
  const FleeImport done = imported(files);
  holds(done.files.at("zones.csv"), "Caf\xC3\xA9");
  holds(notes(done), "read as Latin-1");
}

}  // namespace
}  // namespace ravenstein::io
