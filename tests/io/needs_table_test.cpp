// SPDX-License-Identifier: Apache-2.0
// Needs of a projection made by hand: two zones, two months; one zone is a city.
#include "io/needs/needs_table.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "io/needs/write_needs.hpp"

using namespace ravenstein;
using namespace ravenstein::io;

namespace {

ProjectionFile sample() {
  ProjectionFile file;
  file.title = "Two months";
  file.zones.resize(2);
  file.zones[0].code = "A";
  file.zones[0].name = "A, town";
  file.zones[1].code = "B";
  Projection& run = file.projection;
  run.period = {*parse_date("2020-01-01"), 60, Interval::month};  // 31 and 29 days
  run.residents = {2, {10000, 0, 9000, 0}};
  run.displaced = {2, {0, 0, 2000, 0}};
  run.refugees = {2, {0, 0, 0, 0}};
  run.integrated = {2, {0, 0, 1000, 0}};
  run.strata = {"female 0-17", "female 18+"};
  run.displaced_by_stratum = {2, 2, {0, 0, 0, 0, 1500, 0, 500, 0}};
  run.city_zones = {0};
  run.cities = {{{"people", "1", "x"}, {10000, 12000}},
                {{"water", "l/day", "x"}, {150000, 160000}},
                {{"clinicians", "clinicians", "x"}, {2, 2}},
                {{"slum_share", "1", "x"}, {0.1, 0.25}}};
  return file;
}

Scenario scenario() {
  Scenario result;
  result.strata.dimensions = {"sex", "age"};
  result.strata.strata = {Stratum{.labels = {"female", "0-17"}},
                          Stratum{.labels = {"female", "18+"}}};
  result.strata.share = {0.5, 0.5, 0.5, 0.5};
  return result;
}

models::Standards standards() {
  models::Standards all;
  const auto set = [&](const char* name, double value) { all.everywhere[name] = {value, "test"}; };
  set("water_l_per_person_day", 15);
  set("persons_per_latrine", 20);
  set("shelter_m2_per_person", 3.5);
  set("visits_per_person_year", 3.6525);  // one in a hundred a day
  set("visits_per_clinician_day", 70);
  set("working_days_per_week", 5);  // 50 a day
  set("admissions_per_person_year", 0.36525);
  set("length_of_stay_days", 10);
  set("bed_occupancy", 0.8);
  set("school_age_share", 0.9);
  set("household_size", 6);
  return all;
}

const NeedLine& line(const NeedsTable& table, int row, const std::string& group,
                     const std::string& need) {
  for (const NeedLine& one : table.lines) {
    if (one.row == row && one.group == group && one.need == need) return one;
  }
  FAIL("no line " << group << ' ' << need);
  return table.lines.front();
}

}  // namespace

TEST_CASE("needs: of hosts, newcomers and strata, beside what the city has") {
  const NeedsTable table = needs_table(sample(), scenario(), standards());
  for (const NeedLine& one : table.lines) CHECK(one.zone == 0);  // nobody is in B
  const NeedLine& water = line(table, 1, "all", "water");
  CHECK(water.value == Approx(15 * 12000));
  CHECK(water.available == 160000);
  CHECK(water.missing == Approx(20000));
  CHECK(line(table, 0, "all", "water").missing == 0);
  CHECK(line(table, 1, "newcomers", "latrines").value == Approx(100));
  CHECK(line(table, 1, "hosts", "latrines").value == Approx(500));
  CHECK(std::isnan(line(table, 1, "all", "latrines").available));
  CHECK(line(table, 1, "all", "shelter").value == Approx(42000));
  CHECK(line(table, 1, "all", "consultations").value == Approx(120));
  CHECK(line(table, 1, "all", "clinicians").value == Approx(2.4));
  // 12,000 people, one in a thousand a day for ten days, at 80 %: 150 beds.
  CHECK(line(table, 1, "all", "beds").value == Approx(150));
  // School age is 13/18 of who is under 18: half of the hosts, three quarters of the newcomers.
  CHECK(line(table, 1, "hosts", "school_places").value == Approx(5000 * 13 / 18.0));
  CHECK(line(table, 1, "newcomers", "school_places").value == Approx(1500 * 13 / 18.0));
  CHECK(line(table, 1, "newcomers, female 0-17", "water").value == Approx(15 * 1500));
  CHECK(line(table, 1, "hosts, female 18+", "school_places").value == 0);
  // A quarter of 2,000 households.
  CHECK(line(table, 1, "all", "slum_households").value == Approx(500));
  // 100 come a day and 100 are seen; then 120 in 29 days: 580 wait, 5.8 days of work.
  CHECK(line(table, 0, "all", "wait").value == Approx(0.5));
  CHECK(line(table, 1, "all", "wait").value == Approx((50 + 29 * 20) / 100.0));
  // To hold 5 days: (50 + 120 x 29) / 34 a day, 50 a clinician.
  CHECK(line(table, 1, "all", "clinicians_to_hold_wait").value ==
        Approx((50 + 120 * 29) / 34.0 / 50));
}

TEST_CASE("needs: of an ensemble the mean, and newcomers as many as each quantile says") {
  ProjectionFile file = sample();
  file.ensemble.members = 10;
  file.ensemble.quantiles = {0.05, 0.95};
  const auto add = [&](const char* name, std::vector<double> mean, std::vector<double> quantile) {
    EnsembleTable& table = file.ensemble.tables.emplace_back();
    table.name = name;
    table.mean = std::move(mean);
    table.quantile = std::move(quantile);
  };
  add("residents", {10000, 0, 9500, 0}, {9999, 0, 9000, 0, 10001, 0, 9900, 0});
  add("displaced", {0, 0, 1000, 0}, {0, 0, 200, 0, 0, 0, 3000, 0});
  add("refugees", {0, 0, 0, 0}, {0, 0, 0, 0, 0, 0, 0, 0});
  add("integrated", {0, 0, 500, 0}, {0, 0, 0, 0, 0, 0, 1000, 0});
  const NeedsTable table = needs_table(file, scenario(), standards());
  const NeedLine& water = line(table, 1, "all", "water");
  CHECK(water.value == Approx(15 * 11000));
  CHECK(water.quantile.at(0) == Approx(15 * 10200));
  CHECK(water.quantile.at(1) == Approx(15 * 13000));
  CHECK(line(table, 1, "newcomers", "latrines").quantile.at(1) == Approx(150));
  CHECK(line(table, 1, "all", "wait").quantile.at(1) == Approx((50 + 29 * 30) / 100.0));
  CHECK(line(table, 1, "hosts", "water").quantile.empty());
}

TEST_CASE("needs: as CSV and JSON, and zones that are none") {
  const ProjectionFile file = sample();
  const NeedsTable table = needs_table(file, scenario(), standards(), {.zones = {"A"}});
  const std::string csv = needs_csv(table, file);
  CHECK_THAT(csv, Catch::StartsWith("zone,name,date,group,need,unit,value,available,missing\n"
                                    "A,\"A, town\",2020-01-31,all,water,l/day,150000,150000,0\n"));
  CHECK_THAT(csv, Catch::Contains("\"hosts, female 18+\""));
  CHECK_THAT(needs_json(table, file, standards()), Catch::Contains("\"source\": \"test\""));
  try {
    needs_table(file, scenario(), standards(), {.zones = {"AA"}});
    FAIL("there is no AA");
  } catch (const InputError& error) {
    CHECK(to_string(error.problems().at(0)) ==
          "--zone: no zone has the code \"AA\" (did you mean \"A\"?)");
  }
}
