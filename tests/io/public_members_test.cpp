// SPDX-License-Identifier: Apache-2.0
// What the public may learn of the members of an ensemble. Numbers: made up, quantiles by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "engine/core/quantile.hpp"
#include "io/report/build_report.hpp"
#include "io/report/comparison.hpp"
#include "io/report/write_comparison.hpp"
#include "tests/io/country_sample.hpp"

namespace ravenstein::io {
namespace {

using nlohmann::json;

constexpr int kMembers = 20;
constexpr double kLevels[] = {0.05, 0.25, 0.5, 0.75, 0.95};

/// People of a zone by member.
using Members = std::vector<double>;

EnsembleSums statistics(const std::vector<Members>& columns) {
  EnsembleSums sums;
  for (const Members& column : columns) {
    double sum = 0;
    for (const double persons : column) sum += persons;
    sums.mean.push_back(sum / kMembers);
  }
  for (const double level : kLevels) {
    for (Members column : columns) {
      std::sort(column.begin(), column.end());
      sums.quantile.push_back(quantile_of_sorted(column, level));
    }
  }
  return sums;
}

EnsembleTable table_of(const char* name, const std::vector<Members>& zones, bool flow) {
  Members all(kMembers);
  for (const Members& zone : zones) {
    for (std::size_t m = 0; m < all.size(); ++m) all[m] += zone[m];
  }
  EnsembleTable table;
  table.name = name;
  const EnsembleSums sums = statistics(zones);
  table.mean = sums.mean;
  table.quantile = sums.quantile;
  table.total = statistics({all});
  if (flow) {
    table.period = sums;
    table.period_total = table.total;
  }
  return table;
}

/// One month in which everybody arrives and stays.
ProjectionFile ensemble_of(const std::vector<Members>& zones) {
  const std::size_t count = zones.size();
  ProjectionFile file = testing::sample_projection(1, count);
  file.hasten = 1;
  file.beside.clear();
  file.observations.clear();
  file.observed = {};
  file.skill.clear();
  Projection& run = file.projection;
  run.period = {*parse_date("2012-03-01"), 31, Interval::month};
  run.flows.clear();
  const std::vector<double> nobody(count);
  for (DailyTable* table : {&run.residents, &run.refugees, &run.on_the_way, &run.departures,
                            &run.entries, &run.exits}) {
    *table = {count, nobody};
  }
  file.ensemble.members = kMembers;
  file.ensemble.quantiles.assign(std::begin(kLevels), std::end(kLevels));
  file.ensemble.tables = {
      table_of("displaced", zones, false),
      table_of("refugees", std::vector<Members>(count, Members(kMembers)), false),
      table_of("arrivals", zones, true)};
  run.displaced = run.arrivals = {count, file.ensemble.tables[0].mean};
  MemberRecord& each = file.ensemble.each;
  for (std::size_t m = 0; m < kMembers; ++m) {
    double all = 0;
    for (const Members& zone : zones) {
      each.present_end.push_back(zone[m]);
      all += zone[m];
    }
    each.present_total.push_back(all);
    each.arrivals_total.push_back(all);
  }
  each.present_peak = each.arrivals_period = each.present_end;
  for (Zone& zone : file.zones) zone.capacity.reset();
  return file;
}

/// 3 people in 15 members, 60 in 5: the mean is 17.25.
Members mostly_few() {
  Members members(kMembers, 3);
  std::fill_n(members.begin(), 5, 60);
  return members;
}

const Members kSteady(kMembers, 500);

json report_of(const std::vector<const ProjectionFile*>& files) {
  std::vector<ReportSource> sources;
  for (const ProjectionFile* file : files) {
    sources.push_back({.file = file,
                       .name = sources.empty() ? "a" : "b",
                       .scenario = nullptr,
                       .no_skill = {},
                       .attribution = {}});
  }
  return json::parse(report_json(build_report(sources, {})));
}

Comparison compared(const ProjectionFile& a, const ProjectionFile& b) {
  const std::vector<const ProjectionFile*> files = {&a, &b};
  const std::vector<std::string> names = {"a", "b"};
  return public_comparison(files, names, {});
}

bool tells_members(const Change& change) {
  return !change.quantile.empty() || std::isfinite(change.chance) ||
         std::isfinite(change.chance_unpaired) || std::isfinite(change.share_more);
}

ReleaseTables released(const ProjectionFile& file) {
  const ProjectionFile* one = &file;
  return release_tables({&one, 1}, Release::open, {}).front();
}

}  // namespace

TEST_CASE("public: a comparison hides what members say of few people, and what would tell it") {
  const ProjectionFile a = ensemble_of({kSteady, Members(kMembers)});
  const ProjectionFile b = ensemble_of({kSteady, mostly_few()});
  const Comparison found = compared(a, b);
  REQUIRE(found.zones.size() == 2);
  for (const auto& of_measure : found.changes) {
    const std::vector<Change>& changes = of_measure[0];
    CHECK(changes[1].scenario == 15);  // the mean is shown, rounded
    CHECK(tells_members(changes[0]));
    CHECK_FALSE(tells_members(changes[1]));
    CHECK_FALSE(tells_members(changes[2]));  // the other zone does not vary
  }
  for (const auto& ranking : found.ranking) CHECK(std::isnan(ranking[0].share_least));
  const json page = report_of({&a, &b})["comparison"][0];
  for (const char* measure : {"present_end", "arrivals_period"}) {
    CHECK(page[measure]["total"] == json({nullptr, nullptr, nullptr, nullptr, nullptr}));
    CHECK(page[measure]["zones"][1] == "hidden");
  }
}

TEST_CASE("public: members of many people in both files are compared") {
  Members many = mostly_few();
  for (double& persons : many) persons += 100;
  const Comparison found = compared(ensemble_of({kSteady, kSteady}), ensemble_of({kSteady, many}));
  for (const auto& of_measure : found.changes) {
    for (const Change& change : of_measure[0]) CHECK(tells_members(change));
  }
  CHECK(found.changes[0][0][1].quantile.front() == -395);  // 103 - 500, rounded
  CHECK(std::isfinite(found.ranking[0][0].share_least));
}

TEST_CASE("public: how likely a capacity is exceeded tells nothing of few people") {
  ProjectionFile a = ensemble_of({kSteady, kSteady}), b = ensemble_of({kSteady, mostly_few()});
  for (ProjectionFile* file : {&a, &b}) {
    file->zones[0].capacity = 400;
    file->zones[1].capacity = 40;
  }
  // The what-if has few people in zone 1, so the baseline, which shares its past, hides it, too.
  for (const json& scenario : report_of({&a, &b})["scenarios"]) {
    CHECK(scenario["exceed"]["at_end"] == json({1, nullptr}));
    CHECK(scenario["exceed"]["ever"] == json({1, nullptr}));
  }
  Comparison found = compared(a, b);
  REQUIRE(found.capacities.size() == 2);
  CHECK(found.capacities[0].probability[1] == 1);
  CHECK(std::isnan(found.capacities[1].probability[0]));
  CHECK(std::isnan(found.capacities[1].probability[1]));
  // A limit of few people would tell few people.
  a.zones[0].capacity = b.zones[0].capacity = 9;
  CHECK(report_of({&a, &b})["scenarios"][0]["exceed"]["ever"][0] == nullptr);
  CHECK(std::isnan(compared(a, b).capacities[0].probability[0]));
}

TEST_CASE("public: fans of totals do not tell the one that is hidden") {
  const ProjectionFile one = ensemble_of({kSteady, mostly_few()});
  const ReleaseTables tables = released(one);
  for (const ReleasedTable& table : tables.tables) {
    CHECK(table.total[0] == 515);  // 517.25
    REQUIRE(table.total_quantile.size() == 5);
    for (const double persons : table.total_quantile) CHECK(std::isnan(persons));
  }
  const json scenario = report_of({&one})["scenarios"][0];
  CHECK(scenario["arrivals_period"]["total"] ==
        json({nullptr, nullptr, nullptr, nullptr, nullptr}));
  // Nothing hidden needs no hiding.
  CHECK(released(ensemble_of({kSteady, kSteady})).tables[0].total_quantile[0] == 1000);
}

TEST_CASE("public: several zones together have at least the quantiles of each of them") {
  ProjectionFile file = ensemble_of({kSteady, Members(kMembers, 4)});
  const ReleaseTables tables = released(file);
  REQUIRE(tables.places.size() == 1);
  CHECK(tables.tables[0].total_quantile[0] == 505);
  CHECK(report_of({&file})["scenarios"][0]["arrivals_period"]["total"][0] == 505);
}

TEST_CASE("public: fans of totals do not tell several hidden places of few") {
  // 506 in 15 members: each of the two has at most 6.
  const ProjectionFile two = ensemble_of({kSteady, mostly_few(), mostly_few()});
  const ReleaseTables tables = released(two);
  REQUIRE(tables.places.size() == 3);
  CHECK(std::isnan(tables.tables[0].total_quantile[0]));
  CHECK(report_of({&two})["scenarios"][0]["arrivals_period"]["total"][0] == nullptr);
  const Comparison found =
      compared(ensemble_of({kSteady, Members(kMembers), Members(kMembers)}), two);
  for (const auto& of_measure : found.changes) CHECK_FALSE(tells_members(of_measure[0].back()));
}

TEST_CASE("public: the most people ever counted are a count, planned capacities are none") {
  ProjectionFile file = ensemble_of({kSteady, kSteady});
  const auto capacities = [&] {
    std::vector<double> all;
    for (const ReleasedPlace& place : released(file).places) all.push_back(place.capacity);
    return all;
  };
  file.zones[0].capacity = 503;
  file.zones[1].capacity = 7;
  file.zones[0].capacity_provenance = CapacityProvenance::observed_maximum;
  file.zones[1].capacity_provenance = CapacityProvenance::planned;
  CHECK(capacities() == std::vector<double>{505, 7});
  CHECK(report_of({&file})["zones"]["capacity"] == json({505, 7}));
  CHECK(compared(file, file).capacities[0].capacity[0] == 505);
  file.zones[0].capacity = 7;
  CHECK(std::isnan(capacities()[0]));
  CHECK(report_of({&file})["zones"]["capacity"] == json({nullptr, 7}));
  CHECK(std::isnan(compared(file, file).capacities[0].capacity[0]));
  // Restricted, it is as it is.
  const ProjectionFile* one = &file;
  CHECK(release_tables({&one, 1}, Release::restricted, {}).front().places[0].capacity == 7);
  // Of two together no sum, from which the small one could be worked out.
  file = ensemble_of({Members(kMembers, 12), Members(kMembers, 4)});
  file.zones[0].capacity = 100;
  file.zones[1].capacity = 7;
  CHECK(capacities() == std::vector<double>{107});
  file.zones[1].capacity_provenance = CapacityProvenance::observed_maximum;
  CHECK(std::isnan(capacities()[0]));
}

TEST_CASE("public: quantiles of few members do not tell the least of them") {
  ProjectionFile file = ensemble_of({kSteady, kSteady});
  file.ensemble.members = 5;  // quantiles 5 % and 25 % lie at members 0.2 and 1
  std::vector<double>& quantile = file.ensemble.tables[0].quantile;
  const auto shown = [&](double low) {
    quantile = {500, low, 500, 20, 500, 20, 500, 20, 500, 20};
    return !std::isnan(released(file).present().quantile[1]);
  };
  CHECK_FALSE(shown(11.2));  // of 9, 20, 20, 20, 20
  CHECK(shown(12));          // of 10, 20, 20, 20, 20
}

TEST_CASE("public: an ensemble without arrivals has none to show") {
  ProjectionFile file = ensemble_of({kSteady, kSteady});
  file.ensemble.tables.pop_back();
  const json scenario = report_of({&file})["scenarios"][0];
  CHECK(scenario["present"]["zones"][0][0][0] == 500);
  CHECK(scenario["arrivals_period"]["zones"] == json({"hidden", "hidden"}));
}

TEST_CASE("public: files of a comparison say whom they are for") {
  const ProjectionFile file = ensemble_of({kSteady, kSteady});
  const auto last_fields = [](const Comparison& comparison) {
    std::vector<std::string> fields;
    std::istringstream lines(comparison_csv(comparison));
    for (std::string line; std::getline(lines, line);) {
      fields.push_back(line.substr(line.rfind(',') + 1));
    }
    return fields;
  };
  const Comparison open = compared(file, file);
  CHECK(last_fields(open).at(0) == "release");
  CHECK(last_fields(open).at(1) == "public");
  CHECK(json::parse(comparison_json(open))["release"] == "public");
  const std::vector<const ProjectionFile*> files = {&file, &file};
  const std::vector<std::string> names = {"a", "b"};
  const Comparison all = compare_projections(files, names);
  for (std::size_t n = 1; n < last_fields(all).size(); ++n) {
    CHECK(last_fields(all)[n] == kRestrictedStamp);
  }
  CHECK(json::parse(comparison_json(all))["release"] == "restricted");
  CHECK(json::parse(comparison_json(all))["note"] == kRestrictedStamp);
}

}  // namespace ravenstein::io
