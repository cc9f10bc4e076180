// SPDX-License-Identifier: Apache-2.0
// A scenario that reads, and every kind of bad input with the exact text it is answered with.
#include <catch2/catch.hpp>

#include "example.hpp"
#include "flee_folders.hpp"

using namespace ravenstein;
using example::Lines;
using example::problems;
using example::read;
using example::scenario_problems;
using example::with;

TEST_CASE("scenario: the world is built from the tables") {
  const io::ScenarioFile file = read(example::files());
  const Scenario& s = file.scenario;
  CHECK(s.title == "A made-up crisis");
  CHECK(to_string(s.period.start) == "2012-02-29");
  CHECK(s.period.days == 30);
  CHECK(s.world.home_country == "Mali");
  REQUIRE(s.world.size() == 4);
  const Zone& mentao = s.world.zones[2];
  CHECK(mentao.code == "0101");
  CHECK(mentao.kind == ZoneKind::camp);
  CHECK(mentao.capacity == 6500);
  CHECK(mentao.capacity_provenance == CapacityProvenance::planned);
  CHECK(mentao.latitude_deg == 13.999);
  CHECK(s.world.zones[1].population == 86633);
  CHECK(s.world.zones[1].attributes.at("altitude_m") == 250);
  CHECK_FALSE(s.world.zones[3].capacity);
  const std::vector<Link>& links = s.world.network.links();
  REQUIRE(links.size() == 3);
  CHECK(links[1].distance_km == 487.5);
  CHECK(links[1].max_speed_km_per_day == 100);
  CHECK(links[1].walk_probability == .25);
  CHECK(links[2].forced_from == 1);
  REQUIRE(s.world.network.closures().size() == 2);
  CHECK(s.world.network.closures()[0].end_day == 10);
  CHECK(s.world.network.closures()[1].start_day == 5);
  CHECK_FALSE(s.world.network.closures()[1].end_day);
  CHECK(s.world.network.epochs().size() == 3);  // days 0, 5 and 10
  CHECK(s.behaviour.model == "saturating-gravity");
  CHECK(s.behaviour.preset == "R1");
  CHECK_NOTHROW(models::make_behaviour(s));
}

TEST_CASE("scenario: driver values before the start fold into day 0") {
  const Scenario s = read(example::files()).scenario;
  REQUIRE(s.driver("conflict") != nullptr);
  const auto& changes = s.driver("conflict")->changes;
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].day == 0);
  CHECK(changes[0].zone == 0);
  CHECK(changes[0].value == 1);  // the last one before the start, not the first
  CHECK(changes[1].day == 5);
  CHECK(changes[1].value == .5);
}

TEST_CASE("scenario: between entries, linear values at day 0 lie between") {
  auto files = with("s.yaml", "{table: conflict.csv}", "{table: conflict.csv, between: linear}");
  files["conflict.csv"] = "zone,day,value\nK,-10,0\nK,30,1\nG,-5,0.5\n";
  const Scenario s = read(files).scenario;
  const auto& changes = s.driver("conflict")->changes;
  REQUIRE(changes.size() == 3);
  CHECK(changes[0].value == Approx(.25));  // a quarter of the way from day -10 to day 30
  CHECK(changes[1].value == .5);
  CHECK(changes[2].day == 30);
}

TEST_CASE("scenario: observations keep their order and may lie outside the period") {
  auto files = with("s.yaml", "counts.csv}", "counts.csv, corrections: recounts.csv}");
  files["recounts.csv"] = "zone,date\n0101,2012-03-10\n";
  const Scenario s = read(files).scenario;
  REQUIRE(s.observations.size() == 2);
  CHECK(s.observations[0].zone == 2);
  REQUIRE(s.observations[0].entries.size() == 2);
  CHECK(s.observations[0].entries[0].day == -9);
  CHECK(s.observations[0].entries[0].persons == 290);  // 100 scaled by 290 / 100
  CHECK(s.observations[1].entries[0].day == 61);
  CHECK(s.corrections.size() == 1);
}

TEST_CASE("scenario: every key is read") {
  auto files =
      with("s.yaml", "title: A made-up crisis\n",
           "title: t\ndescription: d\nremarks: [one, two]\nseed: 7\nresolution: agents\n"
           "home_country: Niger\n"
           "sources: [{table: zones.csv, publisher: P, date: \"2012\", licence: L, url: "
           "U, note: N}]\n"
           "population: {departures: observed, initial: empty, falls: offset, hasten: 10,\n"
           "  observed_until_day: 3, take_from_residents: true, attributes: {age: "
           "a.csv}}\n"
           "travel: {mode: network, speed_km_per_day: 150}\n"
           "record: {flows: false}\n");
  files["a.csv"] = "value,default,K\n10,1,0\n30,2,0.5\n";
  files = with("s.yaml", "preset: R1}", "parameters: {distance_exponent: 2, capacity: ignored}}",
               files);
  // Some of these have no effect together, which the model itself would tell.
  const auto registered = models::behaviour_models();
  std::vector<models::BehaviourModel> lenient(registered.begin(), registered.end());
  for (models::BehaviourModel& model : lenient) {
    model.check = nullptr;
    model.uses = nullptr;
  }
  auto in_memory = io::InputFiles::in_memory({files.begin(), files.end()});
  const Scenario s = io::read_scenario(in_memory, "s.yaml", {}, lenient).scenario;
  const std::vector<std::string> others{"resolution=flows", "population.departures=hazard"};
  const Scenario other = io::read_scenario(in_memory, "s.yaml", others, lenient).scenario;
  CHECK(other.resolution == Resolution::flows);
  CHECK(other.population.departures == PopulationPlan::Departures::hazard);
  CHECK(s.description == "d");
  CHECK(s.remarks == std::vector<std::string>{"one", "two"});
  REQUIRE(s.sources.size() == 1);
  CHECK(s.sources[0].publisher == "P");
  CHECK(s.sources[0].note == "N");
  CHECK(s.seed == 7);
  CHECK(s.resolution == Resolution::agents);
  CHECK(s.world.home_country == "Niger");
  CHECK(s.population.departures == PopulationPlan::Departures::observed);
  CHECK(s.population.initial == PopulationPlan::Initial::empty);
  CHECK(s.population.falls == PopulationPlan::Falls::offset);
  CHECK(s.population.hasten == 10);
  CHECK(s.population.observed_until_day == 3);
  CHECK(s.population.take_from_residents);
  REQUIRE(s.attributes.size() == 1);
  CHECK(s.attributes[0].name == "age");
  REQUIRE(s.attributes[0].values.size() == 2);
  CHECK(s.attributes[0].values[1].text == "30");
  CHECK(s.attributes[0].values[1].default_weight == 2);
  CHECK(s.attributes[0].values[1].weights == std::vector<std::pair<ZoneIndex, double>>{{0, .5}});
  CHECK(s.travel.mode == TravelPlan::Mode::network);
  CHECK(s.travel.speed_km_per_day == 150);
  CHECK_FALSE(s.record.flows);
  CHECK(std::get<double>(s.behaviour.parameters.at("distance_exponent")) == 2);
  CHECK(std::get<std::string>(s.behaviour.parameters.at("capacity")) == "ignored");
}

TEST_CASE("scenario: all mistakes are told at once, the scenario's and the tables'") {
  auto files = with("s.yaml", "days: 30", "days: 0");
  files = with("s.yaml", "closures:", "closure:", files);
  files = with("zones.csv", "86633", "-1", files);
  files = with("links.csv", "A,G,256", "A,Gao,0", files);
  files = with("counts.csv", "1000", "ten", files);
  CHECK(scenario_problems(files) ==
        Lines{"s.yaml:3:35: period.days: expected a whole number in 1..32767, found 0",
              "s.yaml:6:1: closure: unknown key (did you mean \"closures\"?)",
              "zones.csv:3:35: population: persons cannot be negative, found -1",
              "links.csv:4:3: to: unknown zone \"Gao\" (its code is \"G\")",
              "links.csv:4:7: distance_km: a link cannot be 0 km long",
              "counts.csv:4:14: persons: expected whole persons, found \"ten\""});
}

TEST_CASE("scenario: zones") {
  CHECK(problems(with("zones.csv", "code,name,country", "id,name,country")) ==
        Lines{"zones.csv:1:1: column code is missing, found: id, name, country, region, "
              "latitude_deg, longitude_deg, kind, population, capacity, capacity_provenance, "
              "altitude_m"});
  CHECK(problems(with("zones.csv", "capacity,", "capacty,")) ==
        Lines{"zones.csv:1:69: unknown column capacty (did you mean \"capacity\"?)"});
  CHECK(problems(with("zones.csv", "A,Abala", "K,Abala")) ==
        Lines{"zones.csv:5:1: code: zone \"K\" is already in line 2"});
  CHECK(problems(with("zones.csv", "1.41,town", "1.41,city")) ==
        Lines{"zones.csv:2:31: kind: expected one of town, camp, idp_camp, hub, marker, found "
              "\"city\""});
  CHECK(problems(with("zones.csv", "camp,,6500", "cmap,,6500")) ==
        Lines{"zones.csv:4:40: kind: expected one of town, camp, idp_camp, hub, marker, found "
              "\"cmap\" (did you mean \"camp\"?)"});
  CHECK(problems(with("zones.csv", "18.44,1.41", "98.44,")) ==
        Lines{"zones.csv:2:26: longitude_deg: latitude and longitude are given together or not at "
              "all"});
  CHECK(problems(with("zones.csv", "18.44", "98.44")) ==
        Lines{"zones.csv:2:20: latitude_deg: expected a number in -90..90, found \"98.44\""});
  CHECK(problems(with("zones.csv", "25617,,", "25617,9,")) ==
        Lines{"zones.csv:2:42: capacity: only zones that receive people (camp, idp_camp) have a "
              "capacity"});
  CHECK(problems(with("zones.csv", "25617", "25617.5")) ==
        Lines{"zones.csv:2:36: population: persons must be whole, found 25617.5"});
  CHECK(problems(with("zones.csv", "250", "high")) ==
        Lines{"zones.csv:3:43: altitude_m: expected a number, found \"high\""});
  CHECK(problems(with("zones.csv", "6500,planned", "99,planned")) ==
        Lines{"zones.csv:4:46: capacity: 99 persons are less than the 190 observed in 0101 on day "
              "0 (leave it empty if it is not known, or write tolerate: [overfull_camps])"});
  CHECK(problems(with("zones.csv", "6500,planned", "99,planned"), {"tolerate=[overfull_camps]"})
            .empty());
  CHECK(problems(with("zones.csv", "6500,planned", "99,planned"), {"population.initial=empty"})
            .empty());
  auto none = example::files();
  none["zones.csv"] = "code,name,country,kind,population\n";
  CHECK(problems(none) == Lines{"zones.csv: holds no zones"});
}

TEST_CASE("scenario: what only refers to a zone whose row is refused is not told") {
  // A cell too few: its code is known, so others that are not known are told.
  auto files = with("zones.csv", "A,Abala,Niger,,", "A,Abala,Niger,");
  const std::string row = "zones.csv:5:1: expected 11 cells as in the header, found 10";
  CHECK(problems(files) == Lines{row});
  CHECK(problems(with("counts.csv", "A,2012", "Aa,2012", files)) ==
        Lines{row, "counts.csv:4:1: zone: unknown zone \"Aa\""});
  // No code, or a quote that swallows the rest: any code may be meant.
  CHECK(problems(with("zones.csv", "A,Abala", ",Abala")) == Lines{"zones.csv:5:1: code: is empty"});
  CHECK(problems(with("zones.csv", "0101,Mentao", "\"0101,Mentao")) ==
        Lines{"zones.csv:4:1: the quote that opens here is never closed"});
  CHECK(problems(with("zones.csv", "A,Abala", ",Abala"), {"home_country=Niger"}) ==
        Lines{"zones.csv:5:1: code: is empty"});
}

TEST_CASE("scenario: tables that a spreadsheet saved in another way") {
  const std::string hint =
      " (export the table as CSV with the separator comma, and numbers with a decimal point)";
  auto files = example::files();
  files["links.csv"] = "from;to;distance_km\nK;G;350,5\n";
  CHECK(problems(files) ==
        Lines{"links.csv:1:1: expected commas between the cells, found semicolons" + hint});
  files["links.csv"] = "\"from\";\"to\";\"distance_km\"\n\"K\";\"G\";350\n";
  CHECK(problems(files) ==
        Lines{"links.csv:1:1: expected commas between the cells, found semicolons" + hint});
  files["links.csv"] = "from\tto\tdistance_km\nK\tG\t350\n";
  CHECK(problems(files) ==
        Lines{"links.csv:1:1: expected commas between the cells, found tabs" + hint});
  const auto wide = [](const std::string& text, bool big, const std::string& mark) {
    std::string bytes = mark;
    for (const char c : text) bytes += big ? std::string{'\0', c} : std::string{c, '\0'};
    return bytes;
  };
  const std::string links = "from,to,distance_km\nK,G,350\n";
  for (const std::string& bytes : {wide(links, false, "\xFF\xFE"), wide(links, true, "\xFE\xFF"),
                                   wide(links, false, ""), wide(links, true, "")}) {
    files["links.csv"] = bytes;
    CHECK(problems(files) ==
          Lines{"links.csv:1:1: is UTF-16 text, not UTF-8 (save it as CSV UTF-8)"});
  }
  files["s.yaml"] = wide(files["s.yaml"], false, "\xFF\xFE");
  CHECK(scenario_problems(files) == Lines{"s.yaml: is UTF-16 text, not UTF-8 (save it as UTF-8)"});
}

TEST_CASE("scenario: people counted in none of the zones") {
  auto files = with("s.yaml", "counts.csv}", "counts.csv, elsewhere: other.csv}");
  files["other.csv"] = "date,persons\n2012-03-01,50\n2012-03-11,10\n";
  const Scenario s = read(files).scenario;
  REQUIRE(s.observations.size() == 3);
  CHECK(s.observations[2].zone == kNowhere);
  CHECK(persons_on(s.observations[2], 6) == 30);  // half of the way from day 1 to day 11
  files["other.csv"] = "date,persons\n2011-03-01,50\n";
  CHECK(problems(files) == Lines{"other.csv:2:1: all counts lie before the period, 2012-02-29 to "
                                 "2012-03-29"});
  files["other.csv"] = "zone,date,persons\nK,2012-03-01,-5\n";
  CHECK(problems(files) == Lines{"other.csv:1:1: unknown column zone",
                                 "other.csv:2:14: persons: persons cannot be negative, found -5"});
}

TEST_CASE("scenario: links") {
  CHECK(problems(with("links.csv", "A,G,256", "G,G,256")) ==
        Lines{"links.csv:4:3: to: a link cannot lead from a zone to itself"});
  CHECK(problems(with("links.csv", "350", "-350")) ==
        Lines{"links.csv:2:5: distance_km: expected a number in 0..20040, found \"-350\""});
  CHECK(problems(with("links.csv", "A,G,256,,,G", "A,G,256,,,K")) ==
        Lines{"links.csv:4:11: forced_from: must be one of the link's two ends"});
  CHECK(problems(with("links.csv", "A,G,256,,,G\n", "A,G,256,,,G\nG,K,351,,,\n")) ==
        Lines{"links.csv:5:1: from: the link G - K is already in line 2 (links run both ways)"});
  CHECK(problems(with("links.csv", "walk_probability", "walk")) ==
        Lines{"links.csv:1:42: unknown column walk"});
  CHECK(problems(with("links.csv", "0.25", "1.25")) ==
        Lines{"links.csv:3:18: walk_probability: expected a number in 0..1, found \"1.25\""});
  const auto unreachable = with("links.csv", "G,0101,487.5,100,0.25,\n", "");
  CHECK(problems(unreachable) ==
        Lines{"zones.csv:4:1: code: no town has a way to 0101, even with all links open (add a "
              "link, or write tolerate: [unreachable_camps])"});
  CHECK(problems(unreachable, {"tolerate=[unreachable_camps]"}).empty());
}

TEST_CASE("scenario: closures that cannot act") {
  const auto closure = [](const std::string& row, const std::vector<std::string>& overrides = {}) {
    auto files = example::files();
    files["closures.csv"] = "kind,a,b,start,end\n" + row + "\n";
    return problems(files, overrides);
  };
  CHECK(closure("country,Mali,Niger,2012-03-30,") ==
        Lines{"closures.csv:2:20: start: starts on day 30 (2012-03-30), but the period ends on day "
              "29 (2012-03-29)"});
  // A period cut short from outside leaves the tables as they are.
  CHECK(closure("country,Mali,Niger,2012-03-20,", {"period.days=10"}).empty());
  CHECK(closure("country,Mali,Niger,2011-01-01,2012-01-01") ==
        Lines{"closures.csv:2:31: end: is over on day -59 (2012-01-01), before the period starts"});
  CHECK(closure("country,Mali,Niger,2012-03-10,2012-03-10") ==
        Lines{"closures.csv:2:31: end: must be later than the start"});
  CHECK(closure("country,Mali,Nigger,2012-03-10,") ==
        Lines{"closures.csv:2:14: b: unknown country \"Nigger\" (did you mean \"Niger\"?)"});
  CHECK(closure("country,Niger,Burkina Faso,2012-03-10,") ==
        Lines{"closures.csv:2:9: a: closes nothing: there is no link between Niger and Burkina "
              "Faso"});
  CHECK(closure("camp,K,,2012-03-10,") ==
        Lines{"closures.csv:2:6: a: K is no camp, its kind is town (kind location closes other "
              "zones)"});
  CHECK(closure("location,K,Mali,2012-03-10,") ==
        Lines{"closures.csv:2:12: b: has no meaning for kind location (leave it empty)"});
  CHECK(closure("link,K,A,2012-03-10,") ==
        Lines{"closures.csv:2:6: a: closes nothing: there is no link between K and A"});
  CHECK(closure("forced_redirection,K,G,2012-03-10,") ==
        Lines{"closures.csv:2:20: a: closes nothing: there is no forced link between K and G"});
  CHECK(closure("forced_redirection,G,A,2012-03-10,").empty());
  CHECK(closure("lnk,K,G,2012-03-10,") ==
        Lines{"closures.csv:2:1: kind: expected one of country, location, link, camp, "
              "forced_redirection, found \"lnk\" (did you mean \"link\"?)"});
  CHECK(closure("link,K,G,10.03.2012,") ==
        Lines{"closures.csv:2:10: start: expected a date YYYY-MM-DD, found \"10.03.2012\""});
  auto days = example::files();
  days["closures.csv"] = "kind,a,b,start_day,end_day\nlink,K,G,3,\nlink,K,G,1.5,2\n";
  CHECK(problems(days) == Lines{"closures.csv:3:10: start_day: expected a whole number in "
                                "-100000..100000, found \"1.5\""});
}

TEST_CASE("scenario: what would have no effect or cannot work together is refused") {
  CHECK(scenario_problems(example::files(), {"population.departures=hazard"}).size() == 1);
  CHECK(scenario_problems(example::files(), {"behaviour.parameters.departure_hazard_per_day=0.1"})
            .size() == 1);
  CHECK(scenario_problems(example::files(),
                          {"population.observed_until_day=3", "travel.mode=network"})
            .size() == 1);
  CHECK_NOTHROW(read(example::files(), {"population.observed_until_day=3"}));
}

TEST_CASE("scenario: what is shown beside must be comparable") {
  const auto beside = [](const std::string& text) {
    return scenario_problems(example::files(), {"beside=[" + text + "]"});
  };
  CHECK_NOTHROW(read(example::files(), {"beside=[{name: x, set: {behaviour.preset: R0}}]"}));
  for (const char* bad :
       {"{name: x, set: {period.days: 20}}", "{name: x, set: {population.hasten: 10}}",
        "{name: x, set: {seed: 3}}", "{name: x, set: {resolution: agents}}",
        "{name: equal, set: {behaviour.preset: R0}}",
        "{name: saturating-gravity R1, set: {behaviour.preset: R0}}",
        "{name: x, set: {behaviour.preset: R0}}, {name: x, set: {behaviour.preset: R2}}"}) {
    INFO(bad);
    CHECK(beside(bad).size() == 1);
  }
}

TEST_CASE("scenario: drivers, attributes and observations") {
  CHECK(problems(with("conflict.csv", "0.5", "1.5")) ==
        Lines{"conflict.csv:2:14: value: expected a number in 0..1, found \"1.5\""});
  CHECK(problems(with("conflict.csv", "0.5", "NaN")) ==
        Lines{"conflict.csv:2:14: value: expected a number in 0..1, found \"NaN\" (leave out what "
              "is not known)"});
  CHECK(problems(with("conflict.csv", "2012-01-01", "2012-02-20")) ==
        Lines{"conflict.csv:4:3: date: the zone has a value for this day already in line 3"});
  auto late = example::files();
  late["conflict.csv"] = "zone,date,value\nK,2013-01-01,1\n";
  CHECK(problems(late) ==
        Lines{"conflict.csv:2:1: all values lie after the period, which ends on day 29 "
              "(2012-03-29)"});
  CHECK(problems(with("counts.csv", "A,2012", "K,2012")) ==
        Lines{"counts.csv:4:1: zone: K receives nobody, its kind is town (people are observed in "
              "zones of kind camp or idp_camp)"});
  auto elsewhen = example::files();
  elsewhen["counts.csv"] = "zone,date,persons\nA,2002-03-10,5\n";
  CHECK(problems(elsewhen) == Lines{"counts.csv:2:1: all counts lie before the period, "
                                    "2012-02-29 to 2012-03-29"});
  auto recount = with("s.yaml", "counts.csv}", "counts.csv, corrections: r.csv}");
  recount["r.csv"] = "zone,date\nA,2012-03-10\n";
  CHECK(problems(recount) ==
        Lines{"r.csv:2:3: date: corrects nothing: the zone has no count of this day"});
  auto aged = with("s.yaml", "title:", "population: {attributes: {age: a.csv}}\ntitle:");
  aged["a.csv"] = "value,default,Z,G\nyoung,0,1,1\nold,0,1,-1\nold,0,1,\n";
  CHECK(problems(aged) == Lines{"a.csv:1:15: unknown zone \"Z\" (did you mean \"K\"?)",
                                "a.csv:3:9: G: expected a number in 0..1000000000000, found \"-1\"",
                                "a.csv:4:1: value: value \"old\" is there twice",
                                "a.csv:4:9: G: is empty", "a.csv:1:7: all weights are zero"});
  auto unobserved = with("s.yaml", "observations: {table: counts.csv}\n", "");
  CHECK(scenario_problems(unobserved) ==
        Lines{"s.yaml:1:1: population.departures: observed needs observations",
              "s.yaml:1:1: population.initial: observed needs observations"});
  CHECK(problems(unobserved, {"population={departures: hazard, initial: empty}",
                              "behaviour.parameters.departure_hazard_per_day=0.01"})
            .empty());
  CHECK(scenario_problems(example::files(), {"population.observed_until_day=30"}) ==
        Lines{"--set population.observed_until_day=30: population.observed_until_day: lies after "
              "the period, which ends on day 29 (2012-03-29)"});
}

TEST_CASE("scenario: the behaviour") {
  CHECK(scenario_problems(with("s.yaml", "saturating-gravity", "saturated-gravity")) ==
        Lines{"s.yaml:9:20: behaviour.model: expected one of flee, saturating-gravity, drivers, "
              "gravity, "
              "found \"saturated-gravity\" (did you mean \"saturating-gravity\"?)"});
  CHECK(scenario_problems(with("s.yaml", "R1", "R9")) ==
        Lines{"s.yaml:9:48: behaviour.preset: expected one of R0, R1, R2, R3, found \"R9\" (did "
              "you mean \"R0\"?)"});
  CHECK(scenario_problems(with("s.yaml", "preset: R1", "parameters: {distance_exponnt: 1}")) ==
        Lines{"s.yaml:9:53: behaviour.parameters.distance_exponnt: unknown key (did you mean "
              "\"distance_exponent\"?)"});
  const models::BehaviourModel* model = models::find_behaviour_model("saturating-gravity");
  REQUIRE(model != nullptr);
  for (const ParameterInfo& info : model->parameters) {
    if (info.name != "distance_exponent") continue;
    CHECK(scenario_problems(example::files(), {"behaviour.parameters.distance_exponent=-7"}) ==
          Lines{"--set behaviour.parameters.distance_exponent=-7: "
                "behaviour.parameters.distance_exponent: expected " +
                expected_text(info) + ", found -7"});
  }
  CHECK(scenario_problems(example::files(), {"behaviour.parameters.capacity=usd"}) ==
        Lines{"--set behaviour.parameters.capacity=usd: behaviour.parameters.capacity: expected "
              "one of used, ignored, found \"usd\" (did you mean \"used\"?)"});
}

TEST_CASE("scenario: a model's own objections are placed where the scenario says it") {
  models::BehaviourModel picky;
  picky.name = "picky";
  ParameterInfo info;
  info.name = "x";
  info.default_value = 1.0;
  picky.parameters = {info};
  picky.presets["P"] = {{"x", 2.0}};
  double seen = 0;
  picky.check = [&](const ParameterValues& values, const Scenario&) {
    seen = std::get<double>(values.at("x"));
    Problem problem;
    problem.subject = "drivers.food";
    problem.message = "is needed";
    Problem other;
    other.message = "no";
    return std::vector<Problem>{problem, other};
  };
  const std::vector<models::BehaviourModel> models{picky};
  const auto told = [&](const std::string& behaviour) -> Lines {
    auto inputs = io::InputFiles::in_memory(
        with("s.yaml", "{model: saturating-gravity, preset: R1}", behaviour));
    try {
      io::read_scenario(inputs, "s.yaml", {}, models);
    } catch (const InputError& error) {
      return {error.what()};
    }
    return {};
  };
  CHECK(told("{model: picky}") ==
        Lines{"s.yaml:8:3: drivers.food: is needed\ns.yaml:9:12: behaviour: no"});
  CHECK(seen == 1);
  told("{model: picky, preset: P}");
  CHECK(seen == 2);
  told("{model: picky, preset: P, parameters: {x: 3}}");
  CHECK(seen == 3);
}

TEST_CASE("scenario: files that are not there or not text") {
  auto files = example::files();
  files.erase("links.csv");
  files["counts.csv"] = "";
  files["conflict.csv"] = std::string("\0\1\2", 3);
  CHECK(scenario_problems(files) ==
        Lines{"s.yaml:5:8: links: cannot read links.csv: is not among the files given",
              "conflict.csv:1:1: is a binary file, not a table", "counts.csv: is empty"});
  io::InputFiles disk = io::InputFiles::on_disk(RAVENSTEIN_SOURCE_DIR);
  CHECK_THROWS_WITH(
      io::read_scenario(disk, "tests/no.yaml"),
      std::string(RAVENSTEIN_SOURCE_DIR) + "/tests/no.yaml: cannot be read: there is no such file");
  CHECK_THROWS_WITH(io::read_scenario(disk, "tests"),
                    std::string(RAVENSTEIN_SOURCE_DIR) + "/tests: cannot be read: is a directory");
}

TEST_CASE("scenario: from disk, inputs are named relative to the scenario's folder") {
  const io::TemporaryFolder folder;
  for (const auto& [name, bytes] : example::files()) {
    folder.write(name == "s.yaml" ? "mine/s.yaml" : "shared/" + name, bytes);
  }
  folder.write("mine/s.yaml", with("s.yaml",
                                   "zones: zones.csv\nlinks: links.csv\n"
                                   "closures: closures.csv\n",
                                   "zones: ../shared/zones.csv\nlinks: ../shared/links.csv\n")
                                  .at("s.yaml"));
  const std::filesystem::path path = folder.path() / "mine" / "s.yaml";
  const std::vector<std::string> overrides{"drivers.conflict.table=../shared/conflict.csv",
                                           "observations.table=../shared/counts.csv"};
  const io::ScenarioFile file = io::read_scenario_file(path, overrides);
  CHECK(file.path == "s.yaml");
  CHECK(file.overrides == overrides);
  REQUIRE(file.inputs.size() == 5);
  CHECK(file.inputs[0].path == "s.yaml");
  CHECK(file.inputs[1].path == "../shared/zones.csv");
  // The same from what was kept.
  example::Files kept;
  for (const io::EmbeddedFile& input : file.inputs) kept[input.path] = input.bytes;
  CHECK(example::read(kept, overrides).scenario.world.size() == file.scenario.world.size());
  folder.write("shared/links.csv", "from,to,distance_km\nK,K,1\n");
  CHECK_THROWS_WITH(io::read_scenario_file(path, overrides),
                    (folder.path() / "shared").string() +
                        "/links.csv:2:3: to: a link cannot lead from a zone to itself");
}
