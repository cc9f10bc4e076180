// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "io/import/flee.hpp"
#include "io/import/positional.hpp"
#include "tests/io/flee_folders.hpp"

namespace ravenstein::io {
namespace {

const char* const kCases[] = {
    "burundi2015",      "car2013",    "mali2012",   "mali2017_adm1", "nigeria2016",
    "nigeria2016_adm2", "ssudan2013", "ssudan2016", "syria2013",     "ssudan_whole_revised"};

FleeCase read(const std::string& name) {
  ImportReport report;
  FleeCase found = read_flee_case(flee_data() / name, report);
  report.throw_if_any();
  return found;
}

ZoneIndex zone_of(const FleeCase& found, const std::string& code) {
  for (std::size_t z = 0; z < found.zones.size(); ++z) {
    if (found.zones[z].code == code) return static_cast<ZoneIndex>(z);
  }
  return kNowhere;
}

TEST_CASE("every complete public case is imported") {
  if (!has_flee_data()) return;
  for (const char* name : kCases) {
    INFO(name);
    const FleeImport imported = import_flee(flee_data() / name);
    CHECK(imported.files.contains("scenario.yaml"));
    for (const char* table : {"zones.csv", "links.csv", "conflict.csv", "registrations.csv"}) {
      REQUIRE(imported.files.contains(table));
      const std::string& text = imported.files.at(table);
      CHECK(std::count(text.begin(), text.end(), '\n') > 1);
    }
  }
}

TEST_CASE("public cases have the places, routes and camps that are published") {
  if (!has_flee_data()) return;
  // Source: reference/flee.md sections 6.1 and 8 (locations, routes, camps scored, days, start).
  struct Expected {
    const char* name;
    std::size_t zones, links, camps;
    int days;
    const char* start;
    const char* home;
  };
  const Expected kExpected[] = {{"mali2012", 23, 35, 7, 300, "2012-02-29", "Mali"},
                                {"burundi2015", 30, 41, 5, 396, "2015-05-01", "Burundi"},
                                {"car2013", 63, 86, 14, 820, "2013-12-01", "CAR"},
                                {"ssudan2013", 51, 60, 10, 604, "2013-12-15", "South_Sudan"},
                                {"ssudan2016", 133, 171, 18, 426, "2016-06-01", "South_Sudan"},
                                {"syria2013", 18, 32, 4, 1095, "2013-01-01", "Syria"},
                                {"nigeria2016", 40, 62, 3, 1885, "2016-03-03", "Nigeria"},
                                {"mali2017_adm1", 65, 85, 14, 1735, "2017-06-01", "Mali"}};
  for (const Expected& expected : kExpected) {
    INFO(expected.name);
    const FleeCase found = read(expected.name);
    CHECK(found.zones.size() == expected.zones);
    CHECK(found.links.size() == expected.links);
    CHECK(found.series.size() == expected.camps);
    CHECK(found.period.days == expected.days);
    CHECK(to_string(found.period.start) == expected.start);
    CHECK(found.home_country == expected.home);
  }
}

TEST_CASE("a home country that is a camp's is mended, and told") {
  if (!has_flee_data()) return;
  for (const auto& [name, home] : {std::pair{"nigeria2016_adm2", "Nigeria"},
                                   std::pair{"ssudan_whole_revised", "South_Sudan"}}) {
    ImportReport report;
    CHECK(read_flee_case(flee_data() / name, report).home_country == home);
    CHECK(std::any_of(report.notes().begin(), report.notes().end(),
                      [](const ImportNote& note) { return note.what.subject == "home country"; }));
  }
}

/// The daily table as written, read once more and independently: line by line, split at commas.
std::vector<std::vector<double>> daily_table(const std::string& name, const FleeCase& found) {
  std::ifstream file(flee_data() / name / "input" / "conflicts.csv");
  std::string line, item;
  std::vector<ZoneIndex> zones;
  std::vector<std::vector<double>> days;
  while (std::getline(file, line)) {
    std::stringstream cells(line);
    std::vector<double> values(found.zones.size(), 0.0);
    for (std::size_t i = 0; std::getline(cells, item, ','); ++i) {
      std::erase_if(item, [](char c) { return c == ' ' && true; });
      if (days.empty() && zones.size() == i && line.front() == '#') {
        zones.push_back(zone_of(found, item));
      } else if (i > 0 && zones[i] != kNowhere) {
        values[zones[i]] = std::stod(item);
      }
    }
    if (line.front() != '#') days.push_back(values);
  }
  return days;
}

TEST_CASE("conflict by change points is the daily table") {
  if (!has_flee_data()) return;
  for (const char* name : {"mali2012", "burundi2015", "ssudan2013", "ssudan2016", "syria2013",
                           "nigeria2016", "mali2017_adm1", "nigeria2016_adm2"}) {
    INFO(name);
    const FleeCase found = read(name);
    const auto days = daily_table(name, found);
    REQUIRE(days.size() > 100);
    const ConditionTable table{"conflict", Between::step, found.conflict};
    ConditionCursor cursor(table, found.zones.size());
    bool same = true;
    for (int day = 0; day < found.period.days; ++day) {
      const auto& expected = days[std::min<std::size_t>(static_cast<std::size_t>(day),
                                                        days.size() - 1)];  // last row repeated
      const auto values = cursor.advance_to(day);
      same = same && std::equal(values.begin(), values.end(), expected.begin());
    }
    CHECK(same);
    // Only where the value changes: fewer entries than days x zones by far.
    CHECK(found.conflict.size() < days.size() * found.zones.size() / 4);
  }
}

TEST_CASE("demographic tables become attributes") {
  if (!has_flee_data()) return;
  const FleeCase found = read("nigeria2016_adm2");
  REQUIRE(found.attributes.size() == 2);
  const AttributeTable& gender = found.attributes[1];
  CHECK(gender.name == "gender");
  REQUIRE(gender.values.size() == 2);
  CHECK(gender.values[0].text == "male");
  CHECK(gender.values[0].default_weight == 0.51);
  REQUIRE(gender.values[0].weights.size() == 5);
  CHECK(gender.values[0].weights[1] == std::pair<ZoneIndex, double>(zone_of(found, "Burra"), 0.56));
  CHECK(found.attributes[0].values.size() > 50);
}

TEST_CASE("series of one camp are added by Flee's rule") {
  // Worked out by hand from the rule in reference/camps.md section 1: no interpolation, entries of
  // the first after the last of the second are dropped, between two of the first the later counts.
  const std::vector<ObservedEntry> first{{0, 10}, {10, 20}, {20, 30}, {40, 50}};
  const std::vector<ObservedEntry> second{{0, 1}, {5, 2}, {20, 3}};
  const auto sum = add_flee_series(first, second);
  const std::vector<std::pair<int, double>> expected{{0, 11}, {5, 22}, {10, 22}, {20, 33}};
  REQUIRE(sum.size() == expected.size());
  for (std::size_t i = 0; i < sum.size(); ++i) {
    CHECK(sum[i].day == expected[i].first);
    CHECK(sum[i].persons == expected[i].second);
  }
}

TEST_CASE("closures of every type get their dates") {
  TemporaryFolder folder;
  auto files = small_case();
  files["input_csv/routes.csv"] = "name1,name2,d,f\nOld_Town,River,40,1\nRiver,Camp_A,60,2\n";
  files["input_csv/routes.csv"].insert(0, "#");
  files["input_csv/closures.csv"] =
      "#type,a,b,start,end\ncountry,Home,Abroad,0,3\nlocation,River,,1,-1\n"
      "link,River,Camp_A,2,4\nidpcamp,Camp_A,x,5,20\nremove_forced_redirection,Old_Town,River,6,0\n"
      "country,Home,Nowhere,0,3\nfrontier,a,b,1,2\n";
  write_case(folder, files);
  const FleeImport imported = import_flee(folder.path());
  CHECK(imported.files.at("closures.csv") ==
        "kind,a,b,start,end\n"
        "country,Home,Abroad,2020-01-01,2020-01-04\n"
        "location,River,,2020-01-02,\n"
        "link,River,Camp_A,2020-01-03,2020-01-05\n"
        "camp,Camp_A,,2020-01-06,2020-01-21\n"
        "forced_redirection,Old_Town,River,2020-01-07,\n");
  // 1: from the second to the first, 2: from the first to the second (Flee's documentation).
  CHECK(imported.files.at("links.csv") ==
        "from,to,distance_km,forced_from\nOld_Town,River,40,River\nRiver,Camp_A,60,River\n");
  const auto left_out =
      std::count_if(imported.report.begin(), imported.report.end(),
                    [](const ImportNote& note) { return note.kind == NoteKind::left_out; });
  CHECK(left_out == 2);
}

TEST_CASE("a small case becomes these files") {
  TemporaryFolder folder;
  write_case(folder, small_case());
  const FleeImport imported = import_flee(folder.path(), {.title = "Small", .preset = "flee-3"});
  CHECK(imported.files.at("zones.csv") ==
        "code,name,country,region,latitude_deg,longitude_deg,kind,population,capacity,"
        "capacity_provenance\n"
        "Old_Town,Old Town,Home,North,10,1,town,1000,,\n"
        "River,River,Home,North,11,1.5,town,0,,\n"
        "Camp_A,Camp A,Abroad,East,12,2,camp,0,500,unknown\n");
  CHECK(imported.files.at("conflict.csv") ==
        "zone,date,value\nOld_Town,2020-01-01,1\nRiver,2020-01-03,0.5\nOld_Town,2020-01-05,0\n"
        "River,2020-01-06,0\nOld_Town,2020-01-10,1\n");
  CHECK(imported.files.at("registrations.csv") ==
        "zone,date,persons\nCamp_A,2020-01-01,10\nCamp_A,2020-01-05,50\n");
  CHECK_FALSE(imported.files.contains("closures.csv"));
  const std::string& yaml = imported.files.at("scenario.yaml");
  for (const char* part :
       {"title: \"Small\"", "period: {start: 2020-01-01, days: 10}", "home_country: \"Home\"",
        "falls: offset", "preset: \"flee-3\"", "max_move_speed_km_per_day: 200",
        "drivers:\n  conflict: {table: conflict.csv}\n", "table: registrations.csv"}) {
    INFO(part);
    CHECK(yaml.find(part) != std::string::npos);
  }
}

TEST_CASE("folders may have other names, or be one") {
  for (const auto& [input, validation] :
       {std::pair<std::string, std::string>{"input/", "validation/"}, {"", ""}}) {
    TemporaryFolder folder;
    for (const auto& [name, text] : small_case()) {
      const std::string file = name.substr(name.find('/') + 1);
      folder.write((name.starts_with("input_csv") ? input : validation) + file, text);
    }
    const FleeImport imported = import_flee(folder.path());
    CHECK(imported.files.at("registrations.csv").find("Camp_A,2020-01-05,50") != std::string::npos);
  }
}

TEST_CASE("files are written to a new directory only, complete or not at all") {
  TemporaryFolder folder;
  const std::filesystem::path target = folder.path() / "deep" / "case";
  write_files({{"scenario.yaml", "one"}, {"zones.csv", "two"}}, target);
  CHECK(std::filesystem::exists(target / "zones.csv"));
  CHECK_THROWS_AS(write_files({{"zones.csv", "three"}}, target), InputError);
  folder.write("deep/case/notes.txt", "mine");
  write_files({{"zones.csv", "three"}}, target, true);
  ImportReport report;
  CHECK(read_text(target / "zones.csv", report) == "three");
  CHECK(read_text(target / "scenario.yaml", report) == "one");
  CHECK(read_text(target / "notes.txt", report) == "mine");
  CHECK(std::distance(std::filesystem::directory_iterator(target), {}) == 3);
  CHECK_THROWS_AS(write_files({{"a", ""}}, target / "zones.csv" / "below"), InputError);
}

}  // namespace
}  // namespace ravenstein::io
