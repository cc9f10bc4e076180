// SPDX-License-Identifier: Apache-2.0
// What-ifs: a scenario that extends another and changes something from a date. Expected values by
// hand from the example's tables; the wording of the messages is our own.
#include <catch2/catch.hpp>
#include <cmath>

#include "example.hpp"
#include "io/projection/provenance.hpp"
#include "models/registry.hpp"

using namespace ravenstein;
using example::Files;
using example::Lines;
using example::scenario_problems;

namespace {

/// The example is the baseline base.yaml; s.yaml extends it.
Files what_if(const std::string& changes, Files all = example::files()) {
  all["base.yaml"] = all["s.yaml"];
  all["s.yaml"] = "extends: base.yaml\nchanges:\n" + changes;
  return all;
}

/// The same with people who leave by hazard, month by month, for drought.
Files by_month(const std::string& changes) {
  Files all = example::files();
  all["base.yaml"] =
      "schema_version: 1\ntitle: By month\nperiod: {start: 2012-03-01, days: 61, step: month}\n"
      "zones: zones.csv\nlinks: links.csv\nresolution: cohorts\n"
      "drivers: {monthly: {rain_mm: rain.csv}}\n"
      "population: {departures: hazard, initial: empty}\n"
      "behaviour: {model: drivers, parameters: {flood_form: episodes}}\n";
  std::string rain = "zone,month,value\n";
  for (const char* zone : {"K", "G", "'0101'", "A"}) {
    for (const char* month : {"2012-01", "2012-02", "2012-03", "2012-04"}) {
      rain += std::string(zone) == "'0101'" ? "0101" : zone;
      rain += std::string(",") + month + ",40\n";
    }
  }
  all["rain.csv"] = rain;
  all["s.yaml"] = "extends: base.yaml\nchanges:\n" + changes;
  return all;
}

const MonthlySeries& rain(const io::ScenarioFile& file) {
  return file.scenario.monthly_driver("rain_mm")->series;
}

}  // namespace

TEST_CASE("changes: drivers by day and by month") {
  const io::ScenarioFile daily = example::read(
      what_if("  - {from: 2012-03-10, to: 2012-03-12, driver: conflict, zones: [G], value: 1}\n"));
  ConditionCursor cursor(*daily.scenario.driver("conflict"), 4);
  CHECK(cursor.advance_to(9)[1] == 0.5);  // 2012-03-09
  CHECK(cursor.advance_to(10)[1] == 1);
  CHECK(cursor.advance_to(12)[1] == 1);
  CHECK(cursor.advance_to(13)[1] == 0.5);
  CHECK(cursor.values()[0] == 1);

  const io::ScenarioFile monthly = example::read(by_month(
      "  - {from: 2012-04-01, driver: rain_mm, scale: 0.5, shift: 1}\n"
      "  - {from: 2012-04-01, to: 2012-04-30, driver: rain_mm, zones: [\"0101\"], value: 7}\n"));
  CHECK(rain(monthly).at(month_number(2012, 3), 0) == 40);
  CHECK(rain(monthly).at(month_number(2012, 4), 0) == 21);
  CHECK(rain(monthly).at(month_number(2012, 4), 2) == 7);

  Files table = by_month(
      "  - {from: 2012-03-01, to: 2012-03-31, driver: rain_mm, zones: [K],"
      " table: new.csv, scale: 2}\n");
  table["new.csv"] = "zone,month,value\nK,2012-03,5\n";
  CHECK(rain(example::read(table)).at(month_number(2012, 3), 0) == 10);
  table["new.csv"] = "zone,month,value\nK,2012-02,5\n";
  CHECK(scenario_problems(table) ==
        Lines{"s.yaml:3:48: changes.0.driver: cannot be told for K 2012-03: there is nothing to "
              "start from (give a value or a table, or extrapolate)"});
}

TEST_CASE("changes: a period beyond the baseline's data is extrapolated") {
  const std::string longer = "period: {days: 122}\n";
  Files all = by_month("  - {from: 2012-05-01, driver: rain_mm, extrapolate: hold}\n");
  all["s.yaml"] += longer;
  const io::ScenarioFile file = example::read(all);
  CHECK(rain(file).at(month_number(2012, 6), 3) == 40);
  all = by_month("  - {from: 2012-03-01, cause: flood, scale: 2}\n");
  all["s.yaml"] += longer;
  CHECK(scenario_problems(all) ==
        Lines{"base.yaml:7:30: drivers.monthly.rain_mm: covers 2012-01 to 2012-04, the period is "
              "2012-03 to 2012-06"});
}

TEST_CASE("changes: borders, links, camps") {
  const auto permeability = [](const io::ScenarioFile& file, int day, LinkIndex link) {
    return file.scenario.world.network.on(day).link_permeability[link];
  };
  // The baseline closes Mali - Niger (link 2) on days 0..9 and the camp 0101 from day 5.
  io::ScenarioFile file = example::read(
      what_if("  - {from: 2012-03-05, to: 2012-03-07, border: [Niger, Mali], permeability: 0.5}\n"
              "  - {from: 2012-03-20, link: [K, G]}\n"
              "  - {to: 2012-03-06, camp: \"0101\", permeability: 1}\n"));
  CHECK(permeability(file, 4, 2) == 0);
  CHECK(permeability(file, 5, 2) == 0.5);
  CHECK(permeability(file, 7, 2) == 0.5);
  CHECK(permeability(file, 8, 2) == 0);
  CHECK(permeability(file, 19, 0) == 1);
  CHECK(permeability(file, 20, 0) == 0);
  CHECK(file.scenario.world.network.on(6).receiving[2] == 1);
  CHECK(file.scenario.world.network.on(7).receiving[2] == 0);

  CHECK(scenario_problems(what_if("  - {border: [Mali, Nigeria]}\n"
                                  "  - {link: [K, A]}\n"
                                  "  - {camp: G}\n"
                                  "  - {border: [Mali]}\n"
                                  "  - {to: 2012-03-01, border: [Mali, Niger], permeability: 0}\n"
                                  "  - {from: 2012-03-20, link: [K, G], permeability: 1}\n"
                                  "  - {link: [K, Go]}\n")) ==
        Lines{"s.yaml:3:14: changes.0.border: the baseline has no link between Mali and Nigeria "
              "(did you mean \"Niger\"?)",
              "s.yaml:4:12: changes.1.link: the baseline has no link between K and A",
              "s.yaml:5:12: changes.2.camp: G is no camp",
              "s.yaml:6:14: changes.3.border: expected two different ends, like [A, B]",
              "s.yaml:7:30: changes.4.border: changes nothing: the baseline says the same on these "
              "days",
              "s.yaml:8:30: changes.5.link: opens nothing: no closure of the baseline concerns it "
              "on these days",
              "s.yaml:9:16: changes.6.link.1: unknown zone \"Go\" (did you mean \"G\"?)"});
}

TEST_CASE("changes: a camp is opened, capacities grow") {
  const io::ScenarioFile file = example::read(what_if(
      "  - {from: 2012-03-10, new_camp: {code: N, near: G, distance_km: 12, capacity: 500}}\n"
      "  - {from: 2012-03-01, zones: [N, \"0101\"], capacity_per_month: 3000}\n"));
  const World& world = file.scenario.world;
  REQUIRE(world.size() == 5);
  CHECK(world.zones[4].country == "Mali");
  CHECK(receives(world.zones[4]));
  CHECK(world.network.on(9).receiving[4] == 0);
  CHECK(world.network.on(10).receiving[4] == 1);
  CHECK(world.network.links().back().distance_km == 12);
  ConditionCursor cursor(*file.scenario.driver("capacity"), 5);
  CHECK(cursor.advance_to(1)[2] == 6500);
  CHECK(cursor.advance_to(11)[2] == 6500 + std::round(3000 * 10 / 30.4375));
  CHECK(cursor.values()[4] == 500 + std::round(3000 * 10 / 30.4375));
  CHECK_NOTHROW(models::make_behaviour(file.scenario));

  CHECK(scenario_problems(what_if("  - {new_camp: {code: K, near: G, distance_km: 12}}\n"
                                  "  - {new_camp: {code: N, near: GG, distance_km: 12}}\n")) ==
        Lines{"s.yaml:3:23: changes.0.new_camp.code: there is a zone K already",
              "s.yaml:4:32: changes.1.new_camp.near: unknown zone \"GG\" (did you mean \"G\"?)"});
  CHECK(scenario_problems(what_if("  - {zones: [A], capacity_per_month: 10}\n"
                                  "  - {capacity: 10}\n")) ==
        Lines{"s.yaml:3:38: changes.0.capacity_per_month: A has no capacity that could grow (give "
              "capacity as well)",
              "s.yaml:4:16: changes.1.capacity: expected zones, to say whose capacity it is"});
  Files ignored = what_if("  - {zones: [\"0101\"], capacity: 10}\n");
  ignored["s.yaml"] += "behaviour: {preset: R0}\n";
  CHECK(scenario_problems(ignored) ==
        Lines{"s.yaml:3:33: changes.0.capacity: does nothing with saturating-gravity: no rule that "
              "is on uses capacities over time"});
  CHECK(scenario_problems(by_month("  - {new_camp: {code: N, near: G, distance_km: 5}}\n")) ==
        Lines{"s.yaml:3:16: changes.0.new_camp: does nothing with drivers, which knows no camps"});
}

TEST_CASE("changes: causes") {
  const io::ScenarioFile file =
      example::read(by_month("  - {from: 2012-04-10, cause: flood, zones: [G, K], scale: 0.5}\n"));
  REQUIRE(file.scenario.hazard_changes.size() == 1);
  const HazardChange& change = file.scenario.hazard_changes[0];
  CHECK(change.zones == std::vector<ZoneIndex>{0, 1});
  CHECK(change.first_day == 40);
  CHECK(change.end_day == 61);
  CHECK(scenario_problems(by_month("  - {cause: floods, scale: 0}\n")) ==
        Lines{"s.yaml:3:13: changes.0.cause: people of the baseline do not leave for \"floods\": "
              "expected one of flood (did you mean \"flood\"?)"});
  CHECK(scenario_problems(what_if("  - {cause: displacement, scale: 0}\n")) ==
        Lines{"s.yaml:3:13: changes.0.cause: does nothing while people leave as the observed total "
              "rises (needs population.departures: hazard)"});
}

TEST_CASE("changes: what the baseline does not have, and what cannot be meant") {
  CHECK(scenario_problems(by_month("  - {driver: rain_m, scale: 2}\n")) ==
        Lines{"s.yaml:3:14: changes.0.driver: the baseline has no driver \"rain_m\": expected one "
              "of rain_mm (did you mean \"rain_mm\"?)"});
  CHECK(scenario_problems(by_month("  - {driver: rain_mm, scale: 2, zones: [k]}\n"
                                   "  - {driver: rain_mm, shift: -50}\n"
                                   "  - {from: 2012-03-02, driver: rain_mm, scale: 2}\n"
                                   "  - {to: 2012-04-02, driver: rain_mm, scale: 2}\n")) ==
        Lines{"s.yaml:3:41: changes.0.zones.0: unknown zone \"k\" (did you mean \"K\"?)",
              "s.yaml:4:14: changes.1.driver: makes rain_mm as much as -10, expected 0..inf",
              "s.yaml:5:12: changes.2.from: rain_mm is known by month: expected the first day of a "
              "month, found 2012-03-02",
              "s.yaml:6:10: changes.3.to: rain_mm is known by month: expected the last day of a "
              "month, found 2012-04-02"});
  CHECK(
      scenario_problems(
          what_if("  - {from: 2012-02-28, driver: conflict, scale: 2}\n"
                  "  - {to: 2012-03-30, driver: conflict, scale: 2}\n"
                  "  - {from: 2012-03-10, to: 2012-03-09, driver: conflict, scale: 2}\n"
                  "  - {driver: conflict}\n"
                  "  - {scale: 2}\n"
                  "  - {driver: conflict, cause: displacement, scale: 2}\n"
                  "  - {driver: conflict, value: 1, extrapolate: hold}\n"
                  "  - {border: [Mali, Niger], scale: 2}\n"
                  "  - {driver: conflict, extrapolate: hold}\n"
                  "  - {driver: conflict, scal: 2}\n"
                  "  - {from: tomorrow, driver: conflict, scale: 2}\n")) ==
      Lines{"s.yaml:12:24: changes.9.scal: unknown key (did you mean \"scale\"?)",
            "s.yaml:13:12: changes.10.from: expected a date YYYY-MM-DD, found \"tomorrow\"",
            "s.yaml:3:12: changes.0.from: 2012-02-28 lies outside the period, which is 2012-02-29 "
            "to 2012-03-29",
            "s.yaml:4:10: changes.1.to: 2012-03-30 lies outside the period, which is 2012-02-29 "
            "to 2012-03-29",
            "s.yaml:5:28: changes.2.to: 2012-03-09 lies before 2012-03-10, the first day of the "
            "change",
            "s.yaml:6:5: changes.3: changes nothing (expected scale, shift, value, table or "
            "extrapolate)",
            "s.yaml:7:5: changes.4: expected one of driver, cause, border, link, camp, capacity, "
            "capacity_per_month, new_camp, found none (a change is about one thing)",
            "s.yaml:8:5: changes.5: expected one of driver, cause, border, link, camp, capacity, "
            "capacity_per_month, new_camp, found driver, cause (a change is about one thing)",
            "s.yaml:9:5: changes.6: expected one of value, table and extrapolate, found several",
            "s.yaml:10:36: changes.7.scale: has no meaning for a change of border (known here: "
            "permeability)",
            "s.yaml:12:5: changes.9: changes nothing (expected scale, shift, value, table or "
            "extrapolate)",
            "s.yaml:11:37: changes.8.extrapolate: has no meaning for conflict, which is known by "
            "day"});
}

TEST_CASE("changes: those of a what-if come on top of those of its baseline") {
  Files all = what_if("  - {driver: conflict, scale: 0.5}\n");
  all["middle.yaml"] = all["s.yaml"];
  all["s.yaml"] = "extends: middle.yaml\nchanges:\n  - {driver: conflict, scale: 0.5}\n";
  const io::ScenarioFile both = example::read(all);
  ConditionCursor twice(*both.scenario.driver("conflict"), 4);
  CHECK(twice.advance_to(10)[1] == 0.125);
  all["s.yaml"] = "extends: middle.yaml\nchanges:\n";  // none of them
  const io::ScenarioFile neither = example::read(all);
  ConditionCursor none(*neither.scenario.driver("conflict"), 4);
  CHECK(none.advance_to(10)[1] == 0.5);
  // A mistake of the baseline's is told in its file, one of the what-if's in its own.
  all["middle.yaml"] += "  - {driver: conflikt, scale: 1.5}\n";
  all["s.yaml"] = "extends: middle.yaml\nchanges:\n  - {driver: food, scale: 0.5}\n";
  CHECK(scenario_problems(all) ==
        Lines{"middle.yaml:4:14: changes.1.driver: the baseline has no driver \"conflikt\": "
              "expected one of conflict (did you mean \"conflict\"?)",
              "s.yaml:3:14: changes.2.driver: the baseline has no driver \"food\": expected one of "
              "conflict"});
}

TEST_CASE("changes: provenance names the baseline and its checksum") {
  const Files all = what_if("  - {driver: conflict, scale: 0.5}\n");
  const io::ScenarioFile file = example::read(all);
  io::Provenance provenance;
  io::record_inputs(file, provenance);
  CHECK(provenance.baseline_path == "base.yaml");
  CHECK(provenance.baseline_sha256 == io::input_file("base.yaml", all.at("base.yaml")).sha256);
  io::record_inputs(example::read(example::files()), provenance);
  CHECK(provenance.baseline_path.empty());
}

TEST_CASE("changes: the resolved scenario is one file that says the same") {
  Files all = what_if("  - {from: 2012-03-10, driver: conflict, scale: 0.5}\n");
  all["s.yaml"] += "description: \"two\\nlines\"\nremarks:\n  - 'it''s: so'\n";
  all["deep/base.yaml"] = all["base.yaml"];
  all["deep/zones.csv"] = all["zones.csv"];
  all["s.yaml"].replace(0, std::string("extends: base.yaml").size(), "extends: b.yaml");
  all["b.yaml"] =
      "extends: deep/base.yaml\nlinks: links.csv\nclosures: closures.csv\n"
      "drivers: {conflict: {table: conflict.csv}}\nobservations: {table: counts.csv}\n";
  io::InputFiles inputs = io::InputFiles::in_memory(all);
  const std::string text = io::resolved_yaml(inputs, "s.yaml", std::vector<std::string>{"seed=7"});
  CHECK(text.find("extends") == text.npos);
  CHECK_THAT(text, Catch::Contains("zones: deep/zones.csv"));
  const Scenario told = example::read(all, {"seed=7"}).scenario;
  all["s.yaml"] = text;
  const Scenario again = example::read(all).scenario;
  CHECK(again.seed == 7);
  CHECK(again.description == "two\nlines");
  CHECK(again.remarks == told.remarks);
  ConditionCursor a(*told.driver("conflict"), 4), b(*again.driver("conflict"), 4);
  for (int day = 0; day < told.period.days; ++day) {
    const auto one = a.advance_to(day), other = b.advance_to(day);
    CHECK(std::equal(one.begin(), one.end(), other.begin()));
  }
  io::InputFiles second = io::InputFiles::in_memory(all);
  CHECK(io::resolved_yaml(second, "s.yaml") == text);
}
