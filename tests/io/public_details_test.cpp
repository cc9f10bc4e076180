// SPDX-License-Identifier: Apache-2.0
// What could be worked out from a public report, alone or beside an export of the same projection.
// Numbers: made up so that few people are involved, sums by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "io/release/release_tables.hpp"
#include "io/report/build_report.hpp"
#include "tests/io/country_sample.hpp"
#include "tests/io/example.hpp"

namespace ravenstein::io {
namespace {

using nlohmann::json;

/// Nobody anywhere, in rows of a month or of a day.
ProjectionFile empty_file(int days, Interval interval, std::size_t zones) {
  ProjectionFile file = testing::sample_projection(3, zones);
  file.hasten = 1;
  file.beside.clear();
  file.observations.clear();
  file.observed = {};
  Projection& run = file.projection;
  run.period = {*parse_date("2012-03-01"), days, interval};
  const std::vector<double> none(static_cast<std::size_t>(run.period.steps()) * zones);
  for (DailyTable* table : {&run.residents, &run.displaced, &run.refugees, &run.on_the_way,
                            &run.arrivals, &run.departures, &run.entries, &run.exits}) {
    *table = {zones, none};
  }
  run.flows.clear();
  for (Zone& zone : file.zones) zone.capacity.reset();
  return file;
}

json report_of(const ReportSource& source) {
  ReportOptions options;
  options.disclosure.rounding = 1;
  return json::parse(report_json(build_report({&source, 1}, options)))["scenarios"][0];
}

ReportSource source_of(const ProjectionFile& file, const ScenarioFile* scenario = nullptr) {
  return {.file = &file, .name = "a", .scenario = scenario, .no_skill = {}, .attribution = {}};
}

/// 20 members: 500 people in zone 0; 3 in zone 1, but 60 in the last five of them.
void add_members(ProjectionFile& file) {
  EnsembleRecord& members = file.ensemble;
  members.members = 20;
  members.quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
  const auto rows = static_cast<std::size_t>(file.projection.period.steps());
  EnsembleTable present;
  present.name = "displaced";
  const auto add = [&](double here, double there, EnsembleTable& table, bool quantile) {
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<double>& cells = quantile ? table.quantile : table.mean;
      cells.insert(cells.end(), {here, there});
      (quantile ? table.total.quantile : table.total.mean).push_back(here + there);
    }
  };
  add(500, 17, present, false);
  for (const double there : {3.0, 3.0, 3.0, 17.0, 60.0}) add(500, there, present, true);
  EnsembleTable refugees = present;
  refugees.name = "refugees";
  for (auto* values :
       {&refugees.mean, &refugees.quantile, &refugees.total.mean, &refugees.total.quantile}) {
    std::ranges::fill(*values, 0.0);
  }
  file.projection.displaced = {2, present.mean};
  members.tables = {present, refugees};
  EnsembleTable arrivals = present;
  arrivals.name = "arrivals";
  arrivals.period = {{500, 17}, {500, 3, 500, 3, 500, 3, 500, 17, 500, 60}};
  arrivals.period_total = {{517}, {503, 503, 503, 517, 560}};
  file.projection.arrivals = {2, present.mean};
  members.tables.push_back(arrivals);
  for (int m = 0; m < members.members; ++m) {
    for (auto* each :
         {&members.each.present_end, &members.each.present_peak, &members.each.arrivals_period}) {
      each->insert(each->end(), {500, m < 15 ? 3.0 : 60.0});
    }
    for (std::size_t row = 0; row < rows; ++row) {
      members.each.present_total.push_back(517);
      members.each.arrivals_total.push_back(517);
    }
  }
}

AttributionRecord record_of(const std::vector<std::string>& drivers,
                            const std::vector<double>& moves) {
  AttributionRecord record;
  record.drivers = drivers;
  record.members = 1;
  record.method = "exact";
  record.moves = record.alone = record.without = moves;
  record.all_off = {0};
  return record;
}

}  // namespace

TEST_CASE("public details: residents less hosts are none or many") {
  ProjectionFile file = empty_file(92, Interval::month, 2);
  file.zones[0].population = 10000;
  file.zones[1].population = 0;
  file.projection.residents = {2, {9995, 0, 9000, 0, 8000, 0}};
  file.projection.displaced = {2, {0, 100, 0, 1100, 0, 2100}};
  file.projection.arrivals = {2, {0, 100, 0, 1000, 0, 1000}};
  const ScenarioFile scenario = example::read(example::files());
  const json hosts = report_of(source_of(file, &scenario))["needs"]["hosts"][0];
  CHECK(hosts == json({nullptr, 9000, 8000}));  // 10000 - 9995 = 5 left in the first month
  file.projection.residents.persons[0] = 9990;
  CHECK(report_of(source_of(file, &scenario))["needs"]["hosts"][0] == json({9990, 9000, 8000}));
}

TEST_CASE("public details: beds do not tell residents where they are withheld") {
  ProjectionFile file = empty_file(61, Interval::day, 2);
  file.zones[0].population = 10000;
  file.zones[1].population = 0;
  Projection& run = file.projection;
  for (std::size_t day = 0; day < 61; ++day) {
    run.residents.persons[2 * day] = day < 31 ? 9995 : 9000;  // 5 left in March
    run.displaced.persons[2 * day + 1] = day < 31 ? 100 : 1100;
  }
  run.arrivals.persons[1] = 100;
  run.arrivals.persons[2 * 31 + 1] = 1000;
  const ScenarioFile scenario = example::read(example::files());
  const auto beds = [&] {
    const json needs = report_of(source_of(file, &scenario))["needs"];
    for (const json& service : needs["services"]) {
      if (service["id"] == "beds") return service["values"][0];
    }
    return json();
  };
  CHECK(report_of(source_of(file, &scenario))["needs"]["hosts"][0] == json({nullptr, 9000}));
  CHECK(beds()[0][0] == nullptr);
  CHECK(beds()[0][1] > 0);
  for (std::size_t day = 0; day < 31; ++day) run.residents.persons[2 * day] = 9900;
  CHECK(beds()[0][0] > 0);
}

TEST_CASE("public details: places in schools are told of all people, not as a sum over groups") {
  ProjectionFile file = empty_file(31, Interval::month, 2);
  file.projection.displaced = file.projection.arrivals = {2, {500, 300}};
  ScenarioFile scenario = example::read(example::files());
  scenario.scenario.strata = {{"sex"}, {{.labels = {"female"}}, {.labels = {"male"}}}, {}};
  scenario.scenario.strata.share.assign(2 * file.zones.size(), 0.5);
  const json needs = report_of(source_of(file, &scenario))["needs"];
  const auto school = std::ranges::find_if(
      needs["services"], [](const json& service) { return service["id"] == "school_places"; });
  REQUIRE(school != needs["services"].end());
  CHECK(school->contains("per_person"));
  CHECK_FALSE(school->contains("values"));
}

TEST_CASE("public details: no needs of people of whom a quantile is hidden") {
  ProjectionFile file = empty_file(31, Interval::day, 2);
  add_members(file);
  const ScenarioFile scenario = example::read(example::files());
  const json report = report_of(source_of(file, &scenario));
  REQUIRE(report["present"]["zones"][1] == "hidden");
  bool beds = false;
  for (const json& service : report["needs"]["services"]) {
    if (service["id"] != "beds") continue;
    beds = true;
    CHECK(service["values"][0][0][0] > 0);
    CHECK_FALSE(service["values"][1].is_array());
  }
  CHECK(beds);
}

TEST_CASE("public details: causes of arrivals only, of all places, the same in report and export") {
  ProjectionFile file = empty_file(31, Interval::month, 2);
  Projection& run = file.projection;
  run.causes = {"conflict", "drought", "flood"};
  run.displaced = run.arrivals = {2, {500, 600}};
  run.arrivals_by_cause = {3, 2, {400, 297, 100, 3, 0, 300}};
  run.departures = {2, {503, 600}};  // 3 are on the way
  run.departures_by_cause = {3, 2, {400, 300, 103, 0, 0, 300}};
  run.on_the_way = {2, {3, 0}};
  models::DisclosureSettings settings;
  settings.rounding = 1;
  const ProjectionFile* one = &file;
  const ReleaseTables open = release_tables({&one, 1}, Release::open, settings).front();
  REQUIRE(open.parts.size() == 1);
  CHECK(open.parts[0].together);
  CHECK(open.parts[0].value == std::vector<double>{697, 103, 300});
  const json causes = report_of(source_of(file))["causes"];
  CHECK(causes["counted"] == "arrivals");
  CHECK(causes["departures"] == json({{697}, {103}, {300}}));
  CHECK(causes["period"] == json({{697}, {103}, {300}}));
  CHECK_FALSE(causes.contains("arrivals"));
  // By place, and departures, for those who may see them.
  const ReleaseTables all = release_tables({&one, 1}, Release::restricted, settings).front();
  CHECK(all.parts[0].value == run.arrivals_by_cause.persons);
  run.arrivals_by_cause.persons = {500, 297, 0, 3, 0, 300};  // 3 because of drought
  const json few = report_of(source_of(file))["causes"];
  CHECK(few["departures"] == json({{797}, {nullptr}, {nullptr}}));
  CHECK(few["period"] == json({{797}, {nullptr}, {nullptr}}));
}

TEST_CASE("public details: causes are told in rows that all places share") {
  ProjectionFile file = empty_file(61, Interval::month, 2);
  Projection& run = file.projection;
  run.causes = {"conflict", "drought"};
  run.displaced = {2, {500, 4, 900, 40}};  // zone 1 shows both months as one
  run.arrivals = {2, {500, 4, 400, 36}};
  run.arrivals_by_cause = {2, 2, {300, 2, 200, 2, 300, 18, 100, 18}};
  const json causes = report_of(source_of(file))["causes"];
  CHECK(causes["departures"] == json({{nullptr, nullptr}, {nullptr, nullptr}}));
  CHECK(causes["period"] == json({{620}, {320}}));
}

TEST_CASE("public details: no checksum of a text that holds the seed") {
  ProjectionFile file = empty_file(31, Interval::month, 2);
  file.projection.displaced = file.projection.arrivals = {2, {500, 300}};
  const ReportSource source = source_of(file);
  ReportOptions options;
  CHECK(build_report({&source, 1}, options).scenarios[0].quality.scenario_sha256.empty());
  options.release = Release::restricted;
  CHECK(build_report({&source, 1}, options).scenarios[0].quality.scenario_sha256 ==
        file.provenance.scenario_sha256);
}

TEST_CASE("public details: counts do not tell who is hidden on their day") {
  ProjectionFile file = empty_file(61, Interval::month, 2);
  file.projection.displaced = {2, {500, 4, 900, 40}};  // zone 1 is not shown in March
  file.projection.arrivals = {2, {500, 4, 400, 36}};
  file.observations = {{0, {{0, 500}, {30, 504}, {60, 940}}}};
  const json persons = report_of(source_of(file))["observed"]["persons"];
  CHECK(persons == json({500, nullptr, 940}));
}

TEST_CASE("public details: drivers that explain few moves are hidden with another") {
  ProjectionFile file = empty_file(31, Interval::month, 2);
  file.projection.displaced = file.projection.arrivals = {2, {500, 300}};
  ReportSource source = source_of(file);
  source.attribution = record_of({"conflict", "flood"}, {797, 3});
  const json two = report_of(source)["attribution"];
  for (const char* column : {"mean", "low", "median", "high", "alone", "without"}) {
    CHECK(two[column] == json({nullptr, nullptr}));
  }
  source.attribution = record_of({"conflict", "flood", "drought"}, {600, 3, 197});
  CHECK(report_of(source)["attribution"]["mean"] == json({600, nullptr, nullptr}));
  source.attribution->all_off = {4};  // of 804 moves, 4 have no driver
  source.attribution->moves = source.attribution->alone =
      source.attribution->without = {500, 100, 200};
  CHECK(report_of(source)["attribution"]["without"] == json({500, nullptr, 200}));
  source.attribution->all_off = {0};
  CHECK(report_of(source)["attribution"]["without"] == json({500, 100, 200}));
  source.attribution->alone = {500, 3, 200};
  CHECK(report_of(source)["attribution"]["mean"] == json({500, nullptr, nullptr}));
}

TEST_CASE("public details: whichever projection is named first, the same drivers are hidden") {
  ProjectionFile file = empty_file(31, Interval::month, 2);
  file.projection.displaced = file.projection.arrivals = {2, {500, 300}};
  ReportSource a = source_of(file), b = source_of(file);
  // Of the first the second is hidden with 5, of the second the third with 5.
  a.attribution = record_of({"conflict", "flood", "drought", "other"}, {5, 20, 300, 1000});
  b.attribution = record_of({"conflict", "flood", "drought", "other"}, {5, 600, 15, 1000});
  ReportOptions options;
  options.disclosure.rounding = 1;
  const auto drivers = [&](const std::vector<ReportSource>& sources, std::size_t scenario) {
    const json report = json::parse(report_json(build_report(sources, options)));
    return report["scenarios"][scenario]["attribution"]["mean"];
  };
  CHECK(drivers({a, b}, 0) == drivers({b, a}, 1));
  CHECK(drivers({a, b}, 1) == drivers({b, a}, 0));
}

}  // namespace ravenstein::io
