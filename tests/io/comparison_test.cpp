// SPDX-License-Identifier: Apache-2.0
// Scenarios beside a baseline. Numbers of the worked examples: by hand.
#include "io/report/comparison.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/report/write_comparison.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

constexpr double kZ = 1.959963984540054;  // 0.975-quantile of the normal distribution

/// Two zones, two rows, three members; zone 1 has a capacity of 50 people.
ProjectionFile three_members(const std::vector<double>& end_of_zone_0,
                             const std::vector<double>& peak_of_zone_1) {
  ProjectionFile file = testing::sample_projection(2, 2);
  file.hasten = 1;
  file.zones[1].capacity = 50;
  file.ensemble.members = 3;
  file.ensemble.quantiles = {0.05, 0.25, 0.5, 0.75, 0.95};
  for (std::size_t m = 0; m < 3; ++m) {
    MemberRecord& each = file.ensemble.each;
    each.present_end.insert(each.present_end.end(), {end_of_zone_0[m], 10});
    each.present_peak.insert(each.present_peak.end(), {0, peak_of_zone_1[m]});
    each.arrivals_period.insert(each.arrivals_period.end(), {5, 7});
    each.present_total.insert(each.present_total.end(), {0, end_of_zone_0[m] + 10});
    each.arrivals_total.insert(each.arrivals_total.end(), {0, 12});
  }
  return file;
}

Comparison compared(const std::vector<ProjectionFile>& files) {
  const std::vector<std::string> names = {"a.h5", "b.h5"};
  const std::vector<const ProjectionFile*> all = {&files[0], &files[1]};
  return compare_projections(all, names);
}

std::string problems_of(const std::vector<ProjectionFile>& files) {
  try {
    compared(files);
  } catch (const InputError& error) {
    std::string all;
    for (const Problem& problem : error.problems()) all += to_string(problem) + '\n';
    return all;
  }
  return {};
}

}  // namespace

TEST_CASE("what members say on their own: at the end, at the most, in all") {
  Projection run;
  run.period = {*parse_date("2020-01-01"), 3};
  run.displaced = {2, {1, 2, 5, 4, 3, 0}};
  run.refugees = {2, {0, 10, 0, 20, 0, 1}};
  run.arrivals = {2, {1, 1, 2, 2, 3, 0}};
  Projection other = run;
  other.displaced.persons[0] = 100;
  const std::vector<Projection> runs = {run, other};
  const MemberRecord record = member_record(runs);
  CHECK(record.present_end == std::vector<double>{3, 1, 3, 1});
  CHECK(record.present_peak == std::vector<double>{5, 24, 100, 24});
  CHECK(record.arrivals_period == std::vector<double>{6, 3, 6, 3});
  CHECK(record.present_total == std::vector<double>{13, 29, 4, 112, 29, 4});
  CHECK(record.arrivals_total == std::vector<double>{2, 4, 3, 2, 4, 3});
}

TEST_CASE("paired members tell a difference that means would not") {
  // Differences 3, 2, 4: mean 3, standard deviation 1. Apart: variances 10000 and 10101.
  const std::vector<double> a = {100, 200, 300}, b = {103, 202, 304};
  const Change paired = paired_change(a, b);
  CHECK(paired.baseline == 200);
  CHECK(paired.scenario == 203);
  CHECK(paired.difference == 3);
  CHECK(paired.chance == Approx(kZ / std::sqrt(3.0)).epsilon(1e-14));
  CHECK(paired.chance_unpaired == Approx(kZ * std::sqrt((10000.0 + 10101.0) / 3)).epsilon(1e-14));
  CHECK(paired.share_more == 1);
  // Type 7 of 2, 3, 4.
  CHECK(paired.quantile == std::vector<double>{2.1, 2.5, 3, 3.5, 3.9});
  const Change apart = unpaired_change(a, b);
  CHECK(apart.difference == 3);
  CHECK(apart.chance == paired.chance_unpaired);
  CHECK(apart.quantile.empty());
  CHECK(std::isnan(apart.share_more));
}

TEST_CASE("who has the fewest: ties are shared") {
  const std::vector<std::vector<double>> values = {{1, 5, 3, 9}, {1, 4, 3, 8}, {2, 6, 3, 1}};
  // Members: a tie of two, the second, a tie of three, the third.
  const std::vector<double> shares = shares_of_least(values);
  CHECK(shares[0] == Approx((0.5 + 1.0 / 3) / 4).epsilon(1e-14));
  CHECK(shares[1] == Approx((0.5 + 1 + 1.0 / 3) / 4).epsilon(1e-14));
  CHECK(shares[2] == Approx((1.0 / 3 + 1) / 4).epsilon(1e-14));
}

TEST_CASE("two ensembles are compared zone by zone and in all") {
  const std::vector<ProjectionFile> files = {three_members({100, 200, 300}, {49, 50, 51}),
                                             three_members({103, 202, 304}, {60, 51, 40})};
  const Comparison found = compared(files);
  REQUIRE(found.scenarios[1].pairing == Pairing::paired);
  const std::vector<Change>& present = found.changes[0].at(0);
  REQUIRE(present.size() == 3);
  CHECK(present[0].difference == 3);
  CHECK(present[1].difference == 0);
  CHECK(present[1].chance == 0);
  CHECK(present[2].baseline == 210);
  CHECK(present[2].difference == 3);
  CHECK(found.changes[1].at(0)[2].baseline == 12);
  // More than 50: one of three and two of three; sample_zones gives zone 0 no capacity.
  REQUIRE(found.capacities.size() == 1);
  CHECK(found.capacities[0].probability == std::vector<double>{1.0 / 3, 2.0 / 3});
  CHECK(found.capacities[0].peak == std::vector<double>{50, (60 + 51 + 40) / 3.0});
  CHECK(found.ranking[0][0].scenario == 0);
  CHECK(found.ranking[0][0].share_least == 1);
  const auto json = nlohmann::json::parse(comparison_json(found));
  CHECK(json["changes"]["present_end"][0]["all"]["difference"] == 3);
  CHECK(json["capacities"][0]["zone"] == "ML01");
  const std::string csv = comparison_csv(found);
  CHECK(csv.find("present_end,b.h5,all,,210,213,3,2.1,") != std::string::npos);
  CHECK(std::ranges::count(csv, '\n') == 1 + 2 * 3);
}

TEST_CASE("zones are found by their codes, whatever their order") {
  std::vector<ProjectionFile> files = {three_members({100, 200, 300}, {1, 2, 3}),
                                       three_members({100, 200, 300}, {1, 2, 3})};
  std::swap(files[1].zones[0], files[1].zones[1]);
  const Comparison found = compared(files);
  // Zone 0 of the baseline stands in the second column of the other, which has 10 people.
  CHECK(found.changes[0].at(0)[0].scenario == 10);
  CHECK(found.changes[0].at(0)[1].scenario == 200);
}

TEST_CASE("members of other seeds, older files and single runs are not paired") {
  std::vector<ProjectionFile> files = {three_members({100, 200, 300}, {1, 2, 3}),
                                       three_members({103, 202, 304}, {1, 2, 3})};
  SECTION("another seed") {
    files[1].projection.seed += 1;
    const Comparison found = compared(files);
    CHECK(found.scenarios[1].pairing == Pairing::other_draws);
    CHECK(found.changes[0].at(0)[0].quantile.empty());
    CHECK(found.changes[0].at(0)[0].chance > 100);
    CHECK(std::isnan(found.ranking[0][0].share_least));
  }
  SECTION("a single run: 1,000 and 2,000 people and 10 more of zone 1 and day 1, by the sample") {
    files[1].ensemble = {};
    const Comparison found = compared(files);
    CHECK(found.scenarios[1].pairing == Pairing::single_runs);
    CHECK(found.changes[0].at(0)[1].scenario == 1011 + 2011);
    CHECK(std::isnan(found.changes[0].at(0)[1].chance));
  }
  SECTION("without what members say, only means are known") {
    files[1].ensemble.each = {};
    EnsembleTable displaced;
    displaced.name = "displaced";
    displaced.mean = {1, 2, 3.5, 4};
    displaced.total.mean = {3, 7.5};
    files[1].ensemble.tables = {displaced};
    const Comparison found = compared(files);
    CHECK(found.scenarios[1].pairing == Pairing::no_members);
    CHECK(found.changes[0].at(0)[0].scenario == 3.5);
    CHECK(found.changes[0].at(0)[2].scenario == 7.5);
    CHECK(std::isnan(found.changes[1].at(0)[0].scenario));
    CHECK(std::isnan(found.capacities[0].probability[1]));
  }
}

TEST_CASE("projections of other zones or of another period are refused, with all reasons") {
  std::vector<ProjectionFile> files = {three_members({1, 2, 3}, {1, 2, 3}),
                                       three_members({1, 2, 3}, {1, 2, 3})};
  CHECK(problems_of(files).empty());
  files[1].zones[1].code = "XX";
  files[1].projection.period.start += std::chrono::days(1);
  const std::string problems = problems_of(files);
  CHECK(problems.find("b.h5: zones: its zones are not those of a.h5: lacks ML01; has also XX") !=
        std::string::npos);
  CHECK(problems.find("b.h5: period: is 2012-03-01 to 2012-03-02 by day, that of a.h5 is "
                      "2012-02-29 to 2012-03-01 by day") != std::string::npos);
}

}  // namespace ravenstein::io
