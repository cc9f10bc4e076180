// SPDX-License-Identifier: Apache-2.0
// Series that cannot be: phases that are more than everybody, rates above 1, stocks for flows.
#include <catch2/catch.hpp>

#include "example.hpp"

using namespace ravenstein;
using example::Files;
using example::Lines;
using example::problems;
using example::scenario_problems;

namespace {

/// Two towns that people leave for want of food, January and February 2020.
Files hungry(const std::string& phase3, const std::string& together = "") {
  Files all = example::files();
  all["s.yaml"] =
      "schema_version: 1\n"
      "title: Made up\n"
      "period: {start: 2020-01-01, days: 60, step: month}\n"
      "resolution: flows\n"
      "zones: zones.csv\n"
      "links: links.csv\n"
      "drivers:\n"
      "  monthly:\n"
      "    phase3: phase3.csv\n"
      "    phase4: phase4.csv\n"
      "    phase5: phase5.csv\n";
  if (!together.empty()) all["s.yaml"] += "    phase3_or_worse: together.csv\n";
  all["s.yaml"] +=
      "population: {departures: hazard, initial: empty}\n"
      "behaviour: {model: drivers, parameters: {food_form: additive}}\n";
  all["zones.csv"] =
      "code,name,country,latitude_deg,longitude_deg,kind,population\n"
      "K,Kidal,Mali,18.44,1.41,town,25617\n"
      "G,Gao,Mali,16.27,-0.04,town,86633\n";
  all["links.csv"] = "from,to,distance_km\nK,G,350\n";
  const auto series = [](const std::string& share) {
    return "zone,month,value\nK,2020-01," + share + "\nK,2020-02,0.1\nG,2020-01,0.1\nG,2020-02," +
           share + "\n";
  };
  all["phase3.csv"] = series(phase3);
  all["phase4.csv"] = series("0.25");
  all["phase5.csv"] = series("0.05");
  all["together.csv"] = series(together);
  return all;
}

const std::string kHint = " (shares of people, which with phases 1 and 2 sum to one)";

}  // namespace

TEST_CASE("series: shares by phase are parts of all people") {
  CHECK(problems(hungry("0.2")).empty());
  CHECK(problems(hungry("0.71")).empty());  // rounded shares may sum to 1.01
  CHECK(problems(hungry("0.8")) ==
        Lines{"s.yaml:9:13: drivers.monthly.phase3: phases 3 to 5 of K in 2020-01 sum to 1.1: "
              "expected at most 1" +
              kHint});
}

TEST_CASE("series: phases 3 to 5 make phase 3 or worse") {
  Files all = hungry("0.2", "0.5");
  all["together.csv"] =
      "zone,month,value\nK,2020-01,0.5\nK,2020-02,0.4\nG,2020-01,0.4\nG,2020-02,0.3\n";
  all["phase4.csv"] =
      "zone,month,value\nK,2020-01,0.25\nK,2020-02,0.25\nG,2020-01,0.25\nG,2020-02,0.25\n";
  all["phase5.csv"] =
      "zone,month,value\nK,2020-01,0.05\nK,2020-02,0.05\nG,2020-01,0.05\nG,2020-02,0.05\n";
  CHECK(problems(all) ==
        Lines{"s.yaml:9:13: drivers.monthly.phase3: phases 3 to 5 of G in 2020-02 sum to 0.5: "
              "expected phase3_or_worse, 0.3" +
              kHint});
}

TEST_CASE("series: rates that are more than everybody are refused") {
  Files all = hungry("0.2");
  all["s.yaml"].replace(all["s.yaml"].find("food_form: additive"), 19,
                        "food_form: additive, food_rate_phase3: 6");
  CHECK(scenario_problems(all) ==
        Lines{"s.yaml:13:53: behaviour.parameters.food_form: the rates of food add up to 1.21 per "
              "month for K in 2020-01: expected at most 1, which is everybody"});
}

TEST_CASE("series: a hazard of more than 1 per step is refused") {
  Files all = example::with("s.yaml", "behaviour: {model: saturating-gravity, preset: R1}",
                            "behaviour: {model: saturating-gravity, preset: R1, parameters: "
                            "{departure_hazard_per_day: 0.05}}\n"
                            "population: {departures: hazard, initial: empty}");
  CHECK(problems(all).empty());
  CHECK(scenario_problems(all, {"period.step=month"}) ==
        Lines{"s.yaml:9:91: behaviour.parameters.departure_hazard_per_day: makes 1.45 per step of "
              "29 days: expected at most 1 (make the steps shorter, or the hazard smaller)"});
}

TEST_CASE("series: stocks where flows are expected, and flows where stocks are") {
  Files all = hungry("0.2");
  all["s.yaml"] += "register: {table: counts.csv}\n";
  CHECK(problems(all) ==
        Lines{"counts.csv:1:1: holds stocks (people present in a zone): expected flows (people who "
              "went from one zone to another) (columns month, from, to, cause, persons)"});
  Files flows = example::files();
  flows["counts.csv"] = "month,from,to,cause,persons\n2012-03,K,G,conflict,5\n";
  CHECK(problems(flows) ==
        Lines{"counts.csv:1:1: holds flows (people who went from one zone to another): expected "
              "stocks (people present) (columns zone, date, persons)"});
}
