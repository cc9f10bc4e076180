// SPDX-License-Identifier: Apache-2.0
// Steps, intervals of the record and resolutions, and links that let some people through.
#include <catch2/catch.hpp>

#include "example.hpp"

using namespace ravenstein;
using example::Lines;
using example::problems;
using example::read;
using example::scenario_problems;
using example::with;

namespace {

example::Files unobserved() {
  return with("s.yaml", "observations: {table: counts.csv}\n",
              "population: {departures: hazard, initial: empty}\n",
              with("s.yaml", "preset: R1", "parameters: {departure_hazard_per_day: 0.01}"));
}

/// Flee's rules instead; they need conflict.
const std::string kFlee = "behaviour={model: flee}";

}  // namespace

TEST_CASE("scenario: steps and the record") {
  const Scenario plain = read(unobserved()).scenario;
  CHECK(plain.period.interval == Interval::day);
  CHECK(plain.record.every == Interval::day);
  const Scenario monthly = read(unobserved(), {"period.step=month"}).scenario;
  CHECK(monthly.period.interval == Interval::month);
  CHECK(monthly.record.every == Interval::month);  // follows the steps
  const Scenario recorded = read(unobserved(), {"record={every: year, homes: true}"}).scenario;
  CHECK(recorded.period.interval == Interval::day);
  CHECK(recorded.record.every == Interval::year);
  CHECK(recorded.record.strata);
  CHECK(
      scenario_problems(unobserved(), {"record.strata=true"}) ==
      Lines{"--set record.strata=true: record.strata: found true, which does nothing without more "
            "than one stratum (leave it out, or change population.strata)"});
  CHECK(recorded.record.homes);
  CHECK(scenario_problems(unobserved(), {"period.step=year", "record.every=month"}) ==
        Lines{"--set record.every=month: record.every: expected an interval not shorter than the "
              "steps (year), found month"});
  CHECK(scenario_problems(unobserved(), {"period.step=week"}) ==
        Lines{"--set period.step=week: period.step: expected one of day, month, year, found "
              "\"week\""});
}

TEST_CASE("scenario: longer steps need hazards and people who are alike") {
  CHECK(scenario_problems(example::files(), {"period.step=month"}) ==
        Lines{"--set period.step=month: period.step: steps of a month need population.departures: "
              "hazard; observed departures are known by day"});
  CHECK(
      scenario_problems(unobserved(),
                        {"period.step=month",
                         "behaviour={model: flee, parameters: {conflict_spawn_mode: constant}}"}) ==
      Lines{"--set period.step=month: period.step: the behaviour moves people day by day: "
            "expected day, found month"});
}

TEST_CASE("scenario: what is shown beside has rows of the same length") {
  CHECK(scenario_problems(example::files(), {"beside=[{name: x, set: {record.every: month}}]"}) ==
        Lines{"--set beside=[{name: x, set: {record.every: month}}]: beside: x: expected the "
              "intervals of the scenario's record (beside: x)"});
}

TEST_CASE("scenario: resolutions") {
  CHECK(read(unobserved(), {"resolution=cohorts"}).scenario.resolution == Resolution::cohorts);
  CHECK(read(unobserved(), {"resolution=cohorts"}).scenario.resolution_reason.empty());
  const Scenario few = read(unobserved(), {"resolution=auto"}).scenario;
  CHECK(few.resolution == Resolution::agents);
  CHECK(few.resolution_reason == "0.112 million people who may leave are few enough to follow");
  // A hundred times as many people in Gao.
  auto crowded = with("zones.csv", "86633", "8663300", unobserved());
  const Scenario many = read(crowded, {"resolution=auto"}).scenario;
  CHECK(many.resolution == Resolution::cohorts);
  CHECK(many.resolution_reason == "8.69 million people may leave by hazard, more than 5 million");
  CHECK(read(example::files(), {"resolution=auto", kFlee}).scenario.resolution_reason ==
        "the behaviour moves people one by one");
  CHECK(scenario_problems(example::files(), {"resolution=cohorts", kFlee}) ==
        Lines{"--set resolution=cohorts: resolution: the behaviour moves people one by one: "
              "expected agents, found cohorts"});
  CHECK(scenario_problems(example::files(), {"resolution=flows", kFlee}).size() == 1);
  CHECK(scenario_problems(example::files(), {"resolution=cohort"}) ==
        Lines{"--set resolution=cohort: resolution: expected one of agents, cohorts, flows, auto, "
              "found \"cohort\" (did you mean \"cohorts\"?)"});
}

TEST_CASE("scenario: links that let some people through") {
  auto files = example::files();
  files["links.csv"] =
      "from,to,distance_km,permeability,death_risk_per_day\n"
      "K,G,350,0.5,0.001\nG,0101,487.5,,\nA,G,256,1,0\n";
  files["closures.csv"] =
      "kind,a,b,start_day,end_day,permeability\ncountry,Mali,Niger,0,10,0.25\n"
      "link,A,G,10,,0\n";
  const Network network = read(files).scenario.world.network;
  CHECK(network.links()[0].permeability == 0.5);
  CHECK(network.links()[0].death_risk_per_day == 0.001);
  CHECK(network.links()[1].permeability == 1);
  CHECK(network.on(0).link_permeability == std::vector<double>{0.5, 1, 0.25});
  CHECK(network.on(10).link_permeability == std::vector<double>{0.5, 1, 0});
  // Tables are shared by models; one that has no use for a column says so.
  Lines notes;
  for (const Problem& note : read(files).notes) notes.push_back(to_string(note));
  const auto unused = [](const std::string& fact) {
    return fact + ": is not used by saturating-gravity";
  };
  CHECK(notes == Lines{unused("closures.csv:2:25: closures.permeability"),
                       unused("links.csv:2:13: links.death_risk_per_day"),
                       unused("links.csv:2:9: links.permeability"),
                       unused("zones.csv:3:43: zones.altitude_m")});
  CHECK(problems(with("links.csv", "0.5,0.001", "1.5,-1", files)) ==
        Lines{"links.csv:2:9: permeability: expected a number in 0..1, found \"1.5\"",
              "links.csv:2:13: death_risk_per_day: expected a number in 0..1, found \"-1\""});
}

TEST_CASE("scenario: closures that contradict each other") {
  const auto closures = [](const std::string& rows) {
    auto files = example::files();
    files["closures.csv"] = "kind,a,b,start_day,end_day,permeability\n" + rows;
    return problems(files);
  };
  CHECK(closures("link,A,G,0,10,0.5\nlocation,G,,9,12,\n") ==
        Lines{"closures.csv:3:18: permeability: contradicts line 2: the link A - G cannot have "
              "permeability 0.5 and 0 on the same day (let one end where the other begins)"});
  CHECK(closures("link,A,G,0,10,0.5\nlocation,G,,10,,\n").empty());
  CHECK(closures("link,A,G,0,10,0.5\nlink,K,G,9,12,0.1\n").empty());  // other links
  CHECK(closures("country,Mali,Niger,0,,0.5\nlink,A,G,3,,0.5\n").empty());
  CHECK(closures("country,Mali,Niger,5,,0.5\nlink,A,G,3,6,0.4\n").size() == 1);
  CHECK(closures("camp,A,,0,,0.5\n") ==
        Lines{"closures.csv:2:12: permeability: has no meaning for kind camp (leave it empty)"});
  CHECK(closures("link,A,G,0,,1\n") ==
        Lines{"closures.csv:2:13: permeability: closes nothing: everybody gets through (leave the "
              "row out)"});
  CHECK(closures("link,A,G,0,,-0.1\n") ==
        Lines{"closures.csv:2:13: permeability: expected a number in 0..1, found \"-0.1\""});
}
