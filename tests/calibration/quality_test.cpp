// SPDX-License-Identifier: Apache-2.0
// Quality of counts and penetration rates: all numbers worked out by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/quality/penetration.hpp"
#include "calibration/quality/series_quality.hpp"

namespace ravenstein::calibration {
namespace {

QualityReport report_of(const std::string& csv, const QualityRules& rules = {},
                        const char* as_of = nullptr) {
  Problems problems;
  const auto rows = read_count_rows("counts.csv", csv, problems);
  REQUIRE(problems.empty());
  return assess(rows, rules, as_of == nullptr ? std::optional<Date>() : parse_date(as_of));
}

std::vector<FindingKind> kinds(const QualityReport& report) {
  std::vector<FindingKind> all;
  for (const Finding& finding : report.findings) all.push_back(finding.kind);
  return all;
}

TEST_CASE("coverage, gaps and lag of a series") {
  const QualityReport report =
      report_of("zone,date,persons\nA,2020-01-01,1000\nA,2020-01-11,1100\nA,2020-03-11,1200\n", {},
                "2020-04-20");
  REQUIRE(report.series.size() == 1);
  const SeriesQuality& a = report.series[0];
  CHECK(a.counts == 3);
  CHECK(a.median_gap_days == 35);  // of 10 and 60
  CHECK(a.longest_gap_days == 60);
  CHECK(a.lag_days == 40);
  CHECK(a.coverage == Approx((10 + 30 + 30) / 110.0));
  REQUIRE(kinds(report) == std::vector{FindingKind::gap, FindingKind::lag});
  CHECK(report.findings[0].message == "nobody counted for 60 days, to 2020-03-11");
  CHECK(report.findings[1].place.line == 4);
  CHECK(assess({}, {}).series.empty());
}

TEST_CASE("delays and revisions by the dates of report") {
  const char* csv =
      "zone,date,persons,reported\nA,2020-01-01,1000,2020-01-03\nA,2020-01-01,1200,2020-02-01\n"
      "A,2020-01-08,1000,2020-01-12\nA,2020-01-15,1300,2020-01-21\n"
      "A,2020-01-08,900,2020-02-02\n";
  const SeriesQuality a = report_of(csv, {}, "2020-02-10").series[0];
  CHECK(a.counts == 3);
  CHECK(a.median_delay_days == 4);  // 2, 4, 6
  CHECK(a.slow_delay_days == Approx(5.6));
  CHECK(a.revised == 2);
  CHECK(a.revision_bias == Approx((std::log(1.2) + std::log(.9)) / 2));
  CHECK(a.revision_sd == Approx(std::abs(std::log(1.2) - std::log(.9)) / std::sqrt(2)));
  // As of January nobody knew of the revisions.
  CHECK(report_of(csv, {}, "2020-01-31").series[0].revised == 0);
}

TEST_CASE("detection and bias beside another source, and where they contradict") {
  QualityRules rules;
  rules.reference = "census";
  const QualityReport report = report_of(
      "zone,date,persons,source\nA,2020-01-01,800,phone\nA,2020-01-08,990,phone\n"
      "A,2020-01-01,1000,census\nA,2020-01-08,1000,census\n",
      rules);
  const SeriesQuality& phone = report.series[0];
  CHECK(phone.source == "phone");
  CHECK(phone.compared == 2);
  CHECK(phone.detection == Approx(.895));
  CHECK(phone.bias == Approx((std::log(.8) + std::log(.99)) / 2));
  CHECK(std::isnan(report.series[1].detection));                // the reference itself
  REQUIRE(kinds(report) == std::vector{FindingKind::sources});  // 990 is within 5 %
  CHECK(report.findings[0].message == "phone counts 800, census 1000");
}

TEST_CASE("jumps, slips, parts above the whole, falls without exits") {
  const QualityReport report = report_of(
      "zone,date,persons,part_of,left\n"
      "A,2020-01-01,7000,,\nA,2020-01-08,7332,,\nA,2020-01-15,155,,\nA,2020-01-22,7400,,\n"
      "A,2020-01-29,7500,,\nB,2020-01-01,500,D,\nB,2020-01-08,2000,D,\nB,2020-01-15,2050,D,\n"
      "C,2020-01-08,900,D,\nC,2020-01-15,600,D,50\nC,2020-01-22,580,D,20\n"
      "D,2020-01-08,2500,,\nD,2020-01-15,2640,,\n");
  REQUIRE(kinds(report) == std::vector{FindingKind::spike, FindingKind::jump,
                                       FindingKind::unexplained, FindingKind::parts});
  CHECK(report.findings[0].message == "from 7332 to 155, and 7400 next");
  CHECK(report.findings[1].zone == "B");
  CHECK(report.findings[2].message == "300 fewer than the count before, but 50 left");
  CHECK(report.findings[3].message == "its parts have 2900 people, the whole 2500");
  CHECK(report.findings[3].place.line == 13);
}

TEST_CASE("cells of counts that cannot be read are told") {
  Problems problems;
  read_count_rows("c.csv", "zone,date,persons,reportd\nA,2020-01-01,x,\n,2020-13-01,5,\n",
                  problems);
  CHECK(problems.size() == 4);  // the column, a number, a zone, a date
}

TEST_CASE("missing persons are left out, reports before the count are told") {
  Problems problems;
  const auto rows =
      read_count_rows("c.csv",
                      "zone,date,persons,reported\nA,2020-01-01,,\nA,2020-01-08,5,2020-01-08\n"
                      "A,2020-01-15,5,2020-01-14\n",
                      problems);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].place.line == 3);
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems.all()[0]) ==
        "c.csv:4:16: reported: lies before the day that was counted");
}

TEST_CASE("users become people by the penetration of their place, sex and age") {
  Problems problems;
  io::Table rate_table("rates.csv",
                       "place,sex,age,users,population\nP,f,young,100,1000\nP,m,young,300,1000\n"
                       "Q,f,young,50,100\nQ,m,young,1,200\n",
                       problems);
  const Penetration rates(read_user_rates(rate_table), 5);
  io::Table move_table("moves.csv",
                       "from,to,sex,age,users\nP,Q,f,young,10\nP,Q,m,young,30\nQ,P,m,young,17\n"
                       "P,R,f,old,20\nR,Q,f,young,4\n",
                       problems);
  const auto moves = read_user_moves(move_table);
  REQUIRE(problems.empty());
  const auto people = rates.corrected(moves, PenetrationOf::origin);
  CHECK(people[0].persons == Approx(100));
  CHECK(people[0].sd == Approx(std::sqrt(10) / .1));
  CHECK(people[1].persons == Approx(100));
  // Too few users for a rate of their own: that of the place, 51 of 300.
  CHECK(people[2].of_place);
  CHECK(people[2].persons == Approx(100));
  CHECK(people[3].persons == Approx(100));  // 400 of 2000: nobody counted the old
  CHECK(std::isnan(people[4].persons));
  const auto at_destination = rates.corrected(moves, PenetrationOf::destination);
  CHECK(at_destination[0].persons == Approx(20));
  CHECK(at_destination[4].persons == Approx(8));
  CHECK_THROWS_AS(Penetration({{"P", "", "", 2, 1}}), std::invalid_argument);
}

TEST_CASE("mistakes in tables of users are told") {
  Problems problems;
  io::Table table("rates.csv", "place,users,population\nP,10,5\nQ,1,10\nQ,2,10\nR,none,4\n",
                  problems);
  CHECK(read_user_rates(table).size() == 1);
  REQUIRE(problems.size() == 3);
  CHECK(to_string(problems.all()[0]).find("rates.csv:2:3: users: more users than people") == 0);
}

}  // namespace
}  // namespace ravenstein::calibration
