// SPDX-License-Identifier: Apache-2.0
// Importers of Somali tables, on tables small enough to read here.
#include <catch2/catch.hpp>
#include <cmath>

#include "io/import/fsnau.hpp"
#include "io/import/prmn.hpp"
#include "io/tables/monthly.hpp"

namespace ravenstein::io {
namespace {

std::vector<Zone> districts() {
  std::vector<Zone> zones(3);
  zones[0].code = "SO1102";
  zones[0].name = "Baki";
  zones[0].region = "Awdal";
  zones[1].code = "SO2401";
  zones[1].name = "Baidoa";
  zones[1].region = "Bay";
  zones[2].code = "SO1503";
  zones[2].name = "Laasqoray";
  zones[2].region = "Awdal";  // not so, but near enough for a test
  return zones;
}

/// What reading a text tells, one message per line.
template <class Read>
std::string told(const std::string& text, Read&& read) {
  Problems problems;
  const std::vector<Zone> zones = districts();
  Table table("t.csv", text, problems);
  read(table, PlaceNames(zones, somali_aliases()));
  std::string messages;
  for (const Problem& problem : problems.all()) messages += to_string(problem) + "\n";
  return messages;
}

const auto kReadPrmn = [](Table& table, const PlaceNames& places) { read_prmn(table, places); };
const auto kReadFsnau = [](Table& table, const PlaceNames& places) { read_fsnau(table, places); };
const auto kReadIpc = [](Table& table, const PlaceNames& places) {
  ImportReport report;
  read_ipc(table, places, report);
};

const std::string kPrmnHeader =
    "month,origin_region,origin_district,destination_region,destination_district,cause,"
    "individuals\n";
const std::string kIpcHeader =
    "date,area,level1_name,population_analysed,phase1_n,phase2_n,phase3_n,phase4_n,phase5_n\n";

TEST_CASE("the register becomes movements between zones, under all spellings") {
  Problems problems;
  const std::vector<Zone> zones = districts();
  Table table("prmn.csv",
              kPrmnHeader +
                  "2017-03,Bay,Baydhaba,Sanaag,Badhan,drought,7\n"
                  "2017-03,Bay,baidoa,Sanaag,Lasqoray,drought,5\n"
                  "2017-02,Awdal,Baki,Awdal,Baki,conflict,1\n",
              problems);
  const auto records = read_prmn(table, PlaceNames(zones, somali_aliases()));
  problems.throw_if_any();
  CHECK(displacement_csv(records, zones) ==
        "month,from,to,cause,persons\n"
        "2017-02,SO1102,SO1102,conflict,1\n"
        "2017-03,SO2401,SO1503,drought,12\n");
  std::vector<Zone> regions(2);
  regions[0].code = "SO11";
  regions[0].name = "Awdal";
  regions[1].code = "SO24";
  regions[1].name = "Bay";
  CHECK(displacement_csv(between_regions(records, zones, regions, problems), regions) ==
        "month,from,to,cause,persons\n"
        "2017-02,SO11,SO11,conflict,1\n"
        "2017-03,SO24,SO11,drought,12\n");
  regions.pop_back();
  between_regions(records, zones, regions, problems);
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems.all()[0]) == "zone SO2401: no region has the name \"Bay\"");
}

TEST_CASE("mistakes in the register are told with their place and what was meant") {
  CHECK(
      told(kPrmnHeader + "2017-03,Bay,Baidao,Awdal,Baki,drought,7\n", kReadPrmn) ==
      "t.csv:2:13: origin_district: no zone has the name \"Baidao\" (did you mean \"Baidoa\"?)\n");
  CHECK_THAT(told(kPrmnHeader + "2017-03,Bay,Baidoa,Awdal,Baki,drought,-7\n", kReadPrmn),
             Catch::Contains("t.csv:2:39: individuals: persons cannot be negative, found -7"));
  CHECK(told(kPrmnHeader + "2017-13,Bay,Baidoa,Awdal,Baki,drought,7\n", kReadPrmn) ==
        "t.csv:2:1: month: expected a month YYYY-MM, found \"2017-13\"\n");
  CHECK(told(kPrmnHeader + "2017-03,Bay,Baidoa,Awdal,Baki,drougth,7\n", kReadPrmn) ==
        "t.csv:2:31: cause: expected one of conflict, drought, flood, other, found \"drougth\" "
        "(did you mean \"drought\"?)\n");
}

TEST_CASE("drivers of FSNAU keep what is missing, but incidents are zero where none is told") {
  Problems problems;
  const std::vector<Zone> zones = districts();
  Table table("fsnau.csv",
              "month,region,district,rainfall_mm,insecurity_incidents\n"
              "2014-12,Awdal,Baki,8.6,\n"
              "2015-01,Awdal,Baki,,\n"
              "2015-01,Bay,Baydhaba,0.25,3\n",
              problems);
  const auto drivers = read_fsnau(table, PlaceNames(zones, somali_aliases()));
  problems.throw_if_any();
  REQUIRE(drivers.size() == 2);
  CHECK(drivers[0].name == "rainfall_mm");
  CHECK(monthly_csv(drivers[0].series, zones) ==
        "zone,month,value\nSO1102,2014-12,8.6\nSO2401,2015-01,0.25\n");
  CHECK(monthly_csv(drivers[1].series, zones) ==
        "zone,month,value\nSO1102,2015-01,0\nSO2401,2015-01,3\n");
}

TEST_CASE("mistakes in tables of drivers are told") {
  const std::string header = "month,region,district,rainfall_mm\n";
  CHECK_THAT(told(header + "2014-12,Awdal,Baki,-8\n", kReadFsnau), Catch::Contains("t.csv:2:20"));
  CHECK(told(header + "2014-12,Awdal,Baki,1\n2014-12,Awdal,Baki,2\n", kReadFsnau) ==
        "t.csv:3:15: district: Baki has a row for 2014-12 already\n");
  CHECK_THAT(told(header + "2014-12,Awdal,Bakki,1\n", kReadFsnau),
             Catch::Contains("did you mean \"Baki\"?"));
  CHECK_THAT(told("month,region,rainfall_mm\n2014-12,Awdal,1\n", kReadFsnau),
             Catch::Contains("district"));
}

TEST_CASE("shares of IPC phases sum to one or are refused") {
  Problems problems;
  ImportReport report;
  const std::vector<Zone> zones = districts();
  Table table("ipc.csv",
              kIpcHeader +
                  "2021-01-01,baki,Awdal,1000,500,250,250,0,0\n"
                  "2021-01-01,baydhaba,Bay,1000,505,505,0,0,0\n",
              problems);
  const auto phases = read_ipc(table, PlaceNames(zones, somali_aliases()), report);
  problems.throw_if_any();
  REQUIRE(phases.size() == 5);
  const int month = month_number(2021, 1);
  CHECK(phases[2].name == "ipc_phase3");
  CHECK(phases[2].series.at(month, 0) == 0.25);
  CHECK(phases[0].series.at(month, 1) == 0.5);
  REQUIRE(report.notes().size() == 1);
  CHECK(note_text(report.notes()[0]) ==
        "repaired: ipc.csv: 1 of 2 rows: phases miss the people analysed by up to 2 % and were "
        "scaled");

  ImportReport gaps;
  Table empty("ipc.csv",
              kIpcHeader +
                  "2021-01-01,baki,Awdal,1000,500,500,,,\n"
                  "2021-01-01,baydhaba,Bay,1000,500,,,0,0\n",
              problems);
  const auto known = read_ipc(empty, PlaceNames(zones, somali_aliases()), gaps);
  problems.throw_if_any();
  CHECK(known[2].series.at(month, 0) == 0);
  CHECK(std::isnan(known[0].series.at(month, 1)));
  REQUIRE(gaps.notes().size() == 1);
  CHECK_THAT(note_text(gaps.notes()[0]), Catch::Contains("left out: ipc.csv: 1 of 2 rows"));

  CHECK(told(kIpcHeader + "2021-01-01,baki,Awdal,1000,500,250,0,0,0\n", kReadIpc) ==
        "t.csv:2:28: phase1_n: expected phases that sum to the 1000 people analysed, found 750 "
        "(0.750)\n");
  CHECK_THAT(told(kIpcHeader + "2021-01-01,baki,Awdal,1000,500,600,-100,0,0\n", kReadIpc),
             Catch::Contains("t.csv:2:36"));
}

TEST_CASE("phases of FEWS NET are within 1..5") {
  const std::string header = "district,date,area_phase_mean\n";
  Problems problems;
  const std::vector<Zone> zones = districts();
  Table table("fews.csv", header + "baki,2010-04-01,2.5\nbaydhaba,2010-04-01,\n", problems);
  const DriverSeries phases = read_fews(table, PlaceNames(zones, somali_aliases()));
  problems.throw_if_any();
  CHECK(monthly_csv(phases.series, zones) == "zone,month,value\nSO1102,2010-04,2.5\n");
  CHECK_THAT(told(header + "baki,2010-04-01,5.5\n",
                  [](Table& spoilt, const PlaceNames& places) { read_fews(spoilt, places); }),
             Catch::Contains("t.csv:2:17: area_phase_mean"));
}

TEST_CASE("a table of a monthly driver is read as it was written") {
  Problems problems;
  const std::vector<Zone> zones = districts();
  const std::string text = "zone,month,value\nSO1102,2014-12,8.6\nSO2401,2015-02,0.25\n";
  Table table("rain.csv", text, problems);
  const MonthlySeries series = read_monthly(table, ZoneCodes(zones), zones.size());
  problems.throw_if_any();
  CHECK(series.months == 3);
  CHECK(std::isnan(series.at(month_number(2015, 1), 0)));
  CHECK(monthly_csv(series, zones) == text);
  Table twice("rain.csv", text + "SO1102,2014-12,8\n", problems);
  read_monthly(twice, ZoneCodes(zones), zones.size());
  REQUIRE(problems.size() == 1);
  CHECK(to_string(problems.all()[0]) ==
        "rain.csv:4:8: month: the zone has a value for this month already");
}

TEST_CASE("a table of movements is read as it was written") {
  Problems problems;
  const std::vector<Zone> zones = districts();
  const std::string text =
      "month,from,to,cause,persons\n2017-02,SO1102,SO1102,conflict,1\n"
      "2017-03,SO2401,SO1503,drought,12\n";
  Table table("d.csv", text, problems);
  const auto records = read_displacement(table, ZoneCodes(zones), prmn_causes());
  problems.throw_if_any();
  CHECK(displacement_csv(records, zones) == text);
  Table wrong("d.csv", "month,from,to,cause,persons\n2017-02,SO1102,SO1103,war,1\n", problems);
  read_displacement(wrong, ZoneCodes(zones), prmn_causes());
  CHECK(problems.size() == 2);
}

}  // namespace
}  // namespace ravenstein::io
