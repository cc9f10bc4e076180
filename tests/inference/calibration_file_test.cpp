// SPDX-License-Identifier: Apache-2.0
// What a calibration.yaml says, and what is refused in it.
#include <algorithm>
#include <catch2/catch.hpp>

#include "calibration/fit/method.hpp"
#include "calibration/fit/notes.hpp"
#include "fit_sample.hpp"

namespace ravenstein::calibration {
namespace {

using fit_sample::Files;
using fit_sample::files;
using fit_sample::Lines;
using fit_sample::plan_of;
using fit_sample::problems_of;
using fit_sample::with;

constexpr const char* kDraw = "{distribution: uniform, low: 0, high: 5}";
constexpr const char* kMethod = "{name: nlopt, evaluations: 200}";
constexpr const char* kHoldOut = "hold_out: {from: 2012-03-20, to: 2012-03-29}\n";
constexpr const char* kObserved = "kind: stock, error: gaussian, transform: log1p, sd: 0.1";

bool has(const Lines& lines, const std::string& text) {
  for (const std::string& line : lines) {
    if (line.find(text) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("calibration file: counts are shared out over the windows") {
  const CalibrationPlan plan = plan_of(files());
  REQUIRE(plan.series.size() == 1);
  CHECK((plan.series[0].of == CountOf::present));
  CHECK(plan.series[0].error.sd == 0.1);
  CHECK(plan.fit.size() == 6);  // of days 9 and 18; day 0 lies before the window
  CHECK(plan.hold_out.size() == 3);
  CHECK(plan.outside == 3);  // those of day 0
  CHECK(plan.hold_out[0].first_day == 28);
  CHECK(plan.hold_out[0].persons == 3000);
  REQUIRE(plan.parameters.size() == 1);
  CHECK(plan.parameters[0].prior.upper == 5);
}

TEST_CASE("calibration file: a prior that is not given is the scenario's, else the declaration's") {
  CHECK(plan_of(with("c.yaml", kDraw, "{}")).parameters[0].prior.upper == 10);  // declared 0..10
  CHECK(plan_of(with("c.yaml", kDraw, "{high: 4}")).parameters[0].prior.upper == 4);
  auto all = with("c.yaml", kDraw, "{}");
  all["s.yaml"] +=
      "ensemble: {draws: {distance_exponent: {distribution: normal, mean: 2, sd: 0.5}}}\n";
  CHECK((plan_of(all).parameters[0].prior.kind == DistributionKind::normal));
}

TEST_CASE("calibration file: parameters that are unknown or out of range are refused") {
  CHECK(problems_of(with("c.yaml", "distance_exponent", "distance_exponnent")) ==
        Lines{"c.yaml:4:23: parameters.distance_exponnent: saturating-gravity has no such "
              "parameter (did you mean \"distance_exponent\"?)"});
  CHECK(problems_of(with("c.yaml", "high: 5", "high: 50")) ==
        Lines{"c.yaml:4:60: parameters.distance_exponent.high: expected a number in 0..10, found "
              "50"});
  CHECK(has(problems_of(with("c.yaml", "distance_exponent", "capacity")),
            "parameters.capacity: cannot be drawn"));
}

TEST_CASE("calibration file: windows lie in the period and apart") {
  CHECK(problems_of(with("c.yaml", "from: 2012-03-20", "from: 2012-03-19")) ==
        Lines{"c.yaml:8:11: hold_out: overlaps fit, 2012-03-05 to 2012-03-19: what is fitted "
              "cannot be held out"});
  CHECK(problems_of(with("c.yaml", "to: 2012-03-29", "to: 2012-04-29")) ==
        Lines{"c.yaml:8:34: hold_out.to: lies outside the scenario's period, 2012-03-01 to "
              "2012-03-30"});
  CHECK(problems_of(with("c.yaml", "to: 2012-03-19", "to: 2012-03-02")) ==
        Lines{"c.yaml:7:29: fit.to: expected 2012-03-05 or later, found 2012-03-02"});
  CHECK(problems_of(with("c.yaml", "{from: 2012-03-20, to: 2012-03-29}",
                         "{from: 2012-03-20, to: 2012-03-21}")) ==
        Lines{"c.yaml:8:11: hold_out: no observation lies in it that the model is not told"});
}

TEST_CASE("calibration file: observations fit their kind, their error model and the zones") {
  CHECK(problems_of(with("c.yaml", kObserved, "kind: stock, error: poisson, sd: 0.1")) ==
        Lines{"c.yaml:6:52: observations.0.sd: does nothing with error: poisson"});
  CHECK(problems_of(with("c.yaml", kObserved, "kind: flow, of: arrivals, error: poisson")) ==
        Lines{"c.yaml:6:35: observations.0.of: expected what is counted as flow, found arrivals, "
              "which is an incident",
              "c.yaml:6:5: observations.0.table: is required with kind: flow: the scenario's "
              "observations are stocks"});
  CHECK(problems_of(with("c.yaml", "sd: 0.1", "sd: 0.1, zones: [A, D]")) ==
        Lines{"c.yaml:6:87: observations.0.zones.1: the scenario has no zone \"D\" (did "
              "you mean \"T\"?)"});
  auto all = with("c.yaml", "sd: 0.1", "sd: 0.1, table: more.csv");
  all["more.csv"] = "zone,date,persons\nA,2012-03-10,50\nD,2012-03-10,5\n";
  const Lines told = problems_of(all);
  REQUIRE(told.size() == 1);
  CHECK(has(told, "more.csv:3:1: "));
}

TEST_CASE("calibration file: counts of a table outside the period are left out and counted") {
  auto all = with("c.yaml", "sd: 0.1", "sd: 0.1, table: more.csv");
  all["more.csv"] =
      "zone,date,persons\nA,2012-02-29,3\nA,2012-03-10,50\nA,2012-03-25,60\nA,2012-06-01,7\n";
  const CalibrationPlan plan = plan_of(all);
  CHECK(plan.fit.size() == 1);
  CHECK(plan.hold_out.size() == 1);
  CHECK(plan.outside == 2);
}

TEST_CASE("calibration file: counts before a recount of the scenario are told") {
  auto all = with("c.yaml", "sd: 0.1", "sd: 0.1, table: more.csv");
  all = with("s.yaml", "table: counts.csv", "table: counts.csv, corrections: recounts.csv", all);
  all["recounts.csv"] = "zone,date\nA,2012-03-19\nB,2012-03-10\n";
  all["more.csv"] =
      "zone,date,persons\nA,2012-03-10,50\nA,2012-03-19,60\nB,2012-03-12,7\nA,2012-03-25,70\n";
  const Lines notes = notes_of(plan_of(all));
  REQUIRE(notes.size() == 1);  // B was counted after its recount
  CHECK(has(notes, "1 of 4 counts used of more.csv are taken as given"));
  CHECK(has(notes, "(A before 2012-03-19)"));
  all = with("c.yaml", ", table: more.csv", "", all);
  CHECK(notes_of(plan_of(all)).empty());  // the scenario's own are scaled
}

TEST_CASE("calibration file: a table may have missing values, months and weeks") {
  auto all = with("c.yaml", kObserved,
                  "kind: incident, of: arrivals, interval: week, table: more.csv, error: poisson");
  all["more.csv"] = "zone,date,persons\nA,2012-03-08,50\nB,2012-03-08,\nA,2012-03-21,7\n";
  const CalibrationPlan plan = plan_of(all);
  REQUIRE(plan.fit.size() == 1);  // B's is missing
  CHECK(plan.fit[0].first_day == 7);
  CHECK(plan.fit[0].last_day == 13);
  CHECK(plan.hold_out.size() == 1);
}

TEST_CASE("calibration file: counts of months that are cut, or counted twice, are refused") {
  auto all =
      with("c.yaml", kObserved, "kind: incident, of: arrivals, table: more.csv, error: poisson");
  all = with("c.yaml", "from: 2012-03-05, to: 2012-03-19", "from: 2012-02-20, to: 2012-04-30", all);
  all = with("c.yaml", kHoldOut, "", all);
  all = with("s.yaml", "start: 2012-03-01, days: 30", "start: 2012-02-20, days: 90", all);
  all["more.csv"] = "zone,date,persons\nA,2012-03-08,50\nA,2012-04-08,50\n";
  const CalibrationPlan plan = plan_of(all);
  REQUIRE(plan.fit.size() == 2);
  CHECK(plan.fit[0].first_day == 10);  // March: days 10 to 40
  CHECK(plan.fit[0].last_day == 40);
  all["more.csv"] = "zone,date,persons\nA,2012-02-22,9\nA,2012-03-08,50\nA,2012-03-21,7\n";
  const Lines told = problems_of(all);
  REQUIRE(told.size() == 2);
  CHECK(has(told,
            "more.csv:2:3: date: the month from 2012-02-01 to 2012-02-29 lies only in part in"));
  CHECK(has(told, "more.csv:4:3: date: the zone has a count of this month already in line 3"));
}

TEST_CASE("calibration file: counts of less than a step are refused") {
  auto all = with("c.yaml", kObserved,
                  "kind: incident, of: arrivals, interval: week, table: more.csv, error: poisson");
  all["more.csv"] = "zone,date,persons\nA,2012-03-08,50\n";
  all = with("c.yaml", kHoldOut, "", all);
  CHECK(problems_of(all).empty());
  const Files months = fit_sample::monthly(all);
  CHECK(has(problems_of(months),
            "observations.0.interval: week is shorter than the scenario's steps, a month each"));
  CHECK(has(problems_of(with("c.yaml", "interval: week", "interval: day", months)),
            "observations.0.interval: day is shorter than the scenario's steps, a month each"));
  Files whole = with("c.yaml", "interval: week", "interval: month", months);
  whole =
      with("c.yaml", "from: 2012-03-05, to: 2012-03-19", "from: 2012-03-01, to: 2012-03-31", whole);
  CHECK(problems_of(whole).empty());
}

TEST_CASE("calibration file: an objective without likelihood makes no use of errors") {
  const Files wape = with("c.yaml", "seed: 5", "objective: wape");
  CHECK(problems_of(wape) ==
        Lines{"c.yaml:6:60: observations.0.transform: does nothing with objective: wape",
              "c.yaml:6:71: observations.0.sd: does nothing with objective: wape"});
  const Files plain = with("c.yaml", kObserved, "kind: stock, error: poisson", wape);
  CHECK(problems_of(plain).empty());
  CHECK(has(problems_of(with("c.yaml", kMethod, "{name: profile}", plain)),
            "objective: wape has no likelihood"));
  CHECK(problems_of(with("c.yaml", kMethod, "{name: morris}")) ==
        Lines{"c.yaml:8:11: hold_out: does nothing with method morris, which fits nothing"});
}

TEST_CASE("calibration file: without observations nothing is said of its windows") {
  const Lines told =
      problems_of(with("c.yaml", "  - {name: camps, " + std::string(kObserved) + "}\n", "",
                       with("c.yaml", "observations:\n", "")));
  CHECK(has(told, "observations"));
  CHECK(!has(told, "no observation lies in it"));
}

TEST_CASE(
    "calibration file: a free detection rate of the very counts that totals follow is noted") {
  const std::string free =
      kObserved +
      std::string(", free: {detection_rate: {distribution: uniform, low: 0.2, high: 1}}");
  const CalibrationPlan plan = plan_of(with("c.yaml", kObserved, free));
  REQUIRE(plan.scenario.notes.size() == 1);
  CHECK(plan.scenario.notes[0].subject == "observations.0.free.detection_rate");
  CHECK(plan_of(files()).scenario.notes.empty());
}

TEST_CASE("calibration file: nought is a setting, not a gap") {
  const auto state = [](const char* method) {
    return start_method(plan_of(with("c.yaml", kMethod, method)));
  };
  CHECK(std::get<StretchState>(state("{name: stretch, steps: 100}")).settings.burn_in == 25);
  CHECK(std::get<StretchState>(state("{name: stretch, steps: 100, burn_in: 0}")).settings.burn_in ==
        0);
  CHECK(
      std::get<TemperedState>(state("{name: tempered, steps: 100, burn_in: 0}")).settings.burn_in ==
      0);
  CHECK(std::get<NloptState>(state("{name: nlopt}")).settings.tolerance == 1e-6);
  CHECK(std::get<NloptState>(state("{name: nlopt, tolerance: 0}")).settings.tolerance == 0);
  CHECK(std::get<AbcState>(state("{name: abc-smc}")).settings.minimum_tolerance == 0);
}

TEST_CASE("calibration file: settings that a method does not take, and that it cannot work with") {
  CHECK(problems_of(with("c.yaml", kMethod, "{name: nlopt, walkers: 32}")) ==
        Lines{"c.yaml:9:23: method.walkers: does nothing with method nlopt"});
  CHECK(has(problems_of(with("c.yaml", kMethod, "{name: es-mda, members: 2}")),
            "c.yaml:9:9: method: an ensemble of 2 members cannot tell 1 parameters apart: expected "
            "at least 3"));
  CHECK(has(problems_of(with("c.yaml", kMethod, "{name: stretch, walkers: 31}")),
            "c.yaml:9:9: method: "));
  CHECK(has(problems_of(with("c.yaml", kMethod, "{name: nlopts}")), "did you mean \"nlopt\"?"));
  CHECK(has(problems_of(with("c.yaml", "seed: 5", "on_failure: recover")),
            "recover_value: is required with on_failure: recover"));
}

TEST_CASE("calibration file: mistakes of every kind are told in one round, each once") {
  // Of the YAML, the scenario's YAML and a table of it, parameters, windows, counts and method.
  Files all = with("c.yaml", "distance_exponent", "distance_exponnent");
  all = with("c.yaml", "from: 2012-03-05", "from: 2012-02-05", all);
  all = with("c.yaml", "sd: 0.1", "sd: 0.1, table: more.csv", all);
  all = with("c.yaml", kMethod, "{name: es-mda, members: 2}", all);
  all = with("c.yaml", "schema_version: 1\n", "schema_version: 1\nset: {seed: -3}\n", all);
  all = with("s.yaml", "title: A made-up crisis\n", "titel: A made-up crisis\n", all);
  all = with("conflict.csv", "T,2012-03-01,1\n", "T,2012-03-01,7\n", all);
  all["more.csv"] = "zone,date,persons\nA,2012-03-10,many\nD,2012-03-10,5\nD,10 March,5\n";
  const Lines told = problems_of(all);
  for (const char* line :
       {"s.yaml:2:1: titel:", "s.yaml:1:1: title: is required", "conflict.csv:2:14: ",
        "c.yaml:2:7: seed: expected", "c.yaml:5:23: parameters.distance_exponnent: ",
        "c.yaml:8:13: fit.from: lies outside the scenario's period", "more.csv:2:14: persons:",
        "more.csv:3:1: ", "more.csv:4:3: date:", "c.yaml:10:9: method: an ensemble of 2 members"}) {
    INFO(line);
    CHECK(std::ranges::count_if(told, [&](const std::string& found) {
            return found.find(line) != std::string::npos;
          }) == 1);
  }
  CHECK(told.size() == 11);  // the zone D is unknown twice
}

TEST_CASE("calibration file: of an observation without kind and error nothing else is doubted") {
  const std::string free = "free: {sd: {distribution: uniform, low: 1, high: 2}}";
  CHECK(problems_of(with("c.yaml", kObserved, free)) ==
        Lines{"c.yaml:6:5: observations.0.kind: is required",
              "c.yaml:6:5: observations.0.error: is required"});
  // Two days of a month: taken twice only if counts are of months, which nothing says.
  auto all = with("c.yaml", kObserved, "kind: flows, error: poisson, table: more.csv");
  all["more.csv"] = "zone,date,persons\nA,2012-03-10,50\nA,2012-03-21,50\n";
  const Lines told = problems_of(all);
  REQUIRE(told.size() == 1);
  CHECK(has(told, "c.yaml:6:25: observations.0.kind: "));
  const Lines of =
      problems_of(with("c.yaml", "table: more.csv", "table: more.csv, of: arival, interval: day",
                       with("c.yaml", "kind: flows", "kind: flow", all)));
  REQUIRE(of.size() == 1);
  CHECK(has(of, "observations.0.of: "));
}

TEST_CASE("calibration file: where zones are unknown, their codes are not doubted") {
  Files all = with("c.yaml", "sd: 0.1", "sd: 0.1, table: more.csv, zones: [A, B]");
  all = with("s.yaml", "zones: zones.csv", "zones: zone.csv", all);
  all["more.csv"] = "zone,date,persons\nA,2012-03-10,many\n";
  const Lines told = problems_of(all);
  CHECK(told.size() == 2);
  CHECK(has(told, "s.yaml:5:8: zones: "));
  CHECK(has(told, "more.csv:2:14: persons: "));
}

TEST_CASE("calibration file: problems of the file and of its scenario are told together") {
  auto all = with("c.yaml", "seed: 5", "sead: 5");
  all["s.yaml"] += "nonsense: 1\n";
  const Lines told = problems_of(all);
  CHECK(has(told, "c.yaml:10:1: sead"));
  CHECK(has(told, "s.yaml:12:1: nonsense"));
}

}  // namespace ravenstein::calibration
