// SPDX-License-Identifier: Apache-2.0
// YAML and its traps (reference: formats.md, what yaml-cpp 0.7 does), merging and overrides.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "example.hpp"
#include "io/yaml/merge.hpp"
#include "io/yaml/node.hpp"
#include "io/yaml/parse.hpp"

using namespace ravenstein;
using namespace ravenstein::io;
using example::Lines;
using example::scenario_problems;
using example::with;

namespace {

Lines told(const Problems& problems) {
  Lines lines;
  for (const Problem& problem : problems.all()) lines.push_back(to_string(problem));
  return lines;
}

std::optional<YamlNode> parse(const std::string& text, Problems& problems) {
  return parse_yaml(text, std::make_shared<const Origin>(Origin{"f.yaml", ""}), problems);
}

Lines parse_problems(const std::string& text) {
  Problems problems;
  parse(text, problems);
  return told(problems);
}

}  // namespace

TEST_CASE("YAML: a tree with places counted in characters from 1") {
  Problems problems;
  const auto root =
      parse("\xEF\xBB\xBF# c\r\na: 1\r\nb:\r\n  - Ménaka\r\n  - {é: x, d: ~}\r\n", problems);
  REQUIRE(problems.empty());
  REQUIRE(root);
  REQUIRE(find_path(*root, "b.1.d") != nullptr);
  CHECK(find_path(*root, "b.1.d")->is_null());
  CHECK(find_path(*root, "b.0")->text == "Ménaka");
  CHECK(find_path(*root, "b.2") == nullptr);
  CHECK(find_path(*root, "a.b") == nullptr);
  CHECK(find_path(*root, "b.1.d")->line == 5);
  CHECK(find_path(*root, "b.1.d")->column == 15);  // é is one character
  CHECK(place_of(*root, "b.1.nothing").column == 5);
  CHECK(to_flow(*root) == "{a: 1, b: ['Ménaka', {\"é\": x, d: ~}]}");
}

TEST_CASE("YAML: what is not one document of keys and values") {
  CHECK(parse_problems("") == Lines{"f.yaml: is empty"});
  CHECK(parse_problems("# only a comment\n") == Lines{"f.yaml: is empty"});
  CHECK(parse_problems("---\n") == Lines{"f.yaml: is empty"});
  CHECK(parse_problems("a: 1\n---\nb: 2\n") ==
        Lines{"f.yaml: holds more than one YAML document (remove the lines `---`)"});
  CHECK(parse_problems(std::string("\x89HDF\r\n\x1a\n\0\0", 10)) ==
        Lines{"f.yaml:3:1: is a binary file, not YAML"});
  CHECK(parse_problems("title: M\xE9naka\n") ==
        Lines{"f.yaml:1:9: is not UTF-8 text (save it as UTF-8)"});
  CHECK(parse_problems("a: [1, 2\nb: 3\n") ==
        Lines{"f.yaml:2:2: is not YAML: end of sequence flow not found"});
  CHECK(parse_problems("a:\n\tb: 1\n").size() == 1);
  CHECK(parse_problems("a:\n\tb: 1\n")[0].find("indent with spaces, not with tabs") !=
        std::string::npos);
  CHECK(parse_problems(std::string(1 << 20, '#') + "\n") ==
        Lines{"f.yaml: is larger than 1024 kB (tables belong into CSV files)"});
  CHECK(scenario_problems({{"s.yaml", "[1, 2]"}}) ==
        Lines{"s.yaml:1:1: expected keys and values, found a list"});
  CHECK(scenario_problems({{"s.yaml", "hello"}}) ==
        Lines{"s.yaml:1:1: expected keys and values, found \"hello\""});
}

TEST_CASE("YAML: duplicate keys are refused, with both lines") {
  CHECK(scenario_problems(with("s.yaml", "links:", "title: again\nlinks:")) ==
        Lines{"s.yaml:5:1: the key \"title\" is already given in line 2"});
  CHECK(parse_problems("? [1]\n: 2\n") == Lines{"f.yaml:1:3: a key must be text, found a list"});
}

TEST_CASE("YAML: tags have no meaning, but !!str makes text") {
  CHECK(parse_problems("a: !!int \"3\"\nb: !mine [1]\n") ==
        Lines{"f.yaml:1:4: the tag \"tag:yaml.org,2002:int\" has no meaning here",
              "f.yaml:2:4: the tag \"!mine\" has no meaning here"});
  Problems problems;
  CHECK(parse("a: !!str 0101", problems)->find("a")->quoted);
  CHECK(problems.empty());
}

TEST_CASE("YAML: aliases work, but cannot blow up") {
  Problems problems;
  const auto root = parse("a: &x [1, {b: 2}]\nc: *x\n", problems);
  REQUIRE(root);
  CHECK(to_flow(*root) == "{a: [1, {b: 2}], c: [1, {b: 2}]}");
  std::string laughs = "l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*l" + std::to_string(i - 1);
    std::string list = before;
    for (int k = 0; k < 8; ++k) list += ", " + before;
    laughs += fmt::format("l{}: &l{} [{}]\n", i, i, list);
  }
  CHECK(parse_problems(laughs) ==
        Lines{"f.yaml:5:10: more than 20000 values, aliases written out"});
  CHECK(parse_problems("a: &x [*x]\n") ==
        Lines{"f.yaml:1:8: an alias stands inside of what it names"});
}

TEST_CASE("YAML: nesting is limited before any stack is") {
  CHECK(parse_problems(std::string(100, '[')) == Lines{"f.yaml:1:17: nested more than 32 deep"});
  CHECK_FALSE(parse_problems(std::string(500000, '[')).empty());
  CHECK_FALSE(parse_problems(std::string(500000, '{')).empty());
  std::string dashes;
  for (int i = 0; i < 100000; ++i) dashes += "- ";
  CHECK_FALSE(parse_problems(dashes).empty());
}

TEST_CASE("YAML: octal-looking codes, numbers as text and words as truth are refused") {
  CHECK(scenario_problems(example::files(), {"home_country=0101"}) ==
        Lines{"--set home_country=0101: home_country: expected text, found 0101 (write it in "
              "quotes: \"0101\")"});
  CHECK(scenario_problems(with("s.yaml", "days: 30", "days: 030")) ==
        Lines{"s.yaml:3:35: period.days: expected a whole number in 1..32767, found 030 (a code is "
              "written in quotes, \"030\"; a number without leading zeros)"});
  CHECK(scenario_problems(with("s.yaml", "days: 30", "days: \"30\"")) ==
        Lines{"s.yaml:3:35: period.days: expected a whole number in 1..32767, found the text "
              "\"30\" (write it without quotes)"});
  CHECK(scenario_problems(with("s.yaml", "days: 30", "days: [30]")) ==
        Lines{"s.yaml:3:35: period.days: expected a whole number in 1..32767, found a list"});
  CHECK(scenario_problems(example::files(), {"record.flows=no"}) ==
        Lines{"--set record.flows=no: record.flows: expected true or false, found \"no\" (write "
              "false)"});
  CHECK(scenario_problems(with("s.yaml", "2012-02-29", "2013-02-29")) ==
        Lines{"s.yaml:3:17: period.start: expected a date YYYY-MM-DD, found \"2013-02-29\""});
  CHECK(scenario_problems(example::files(), {"travel.speed_km_per_day=.inf"}) ==
        Lines{"--set travel.speed_km_per_day=.inf: travel.speed_km_per_day: expected a number in "
              "1..10000, found .inf"});
  CHECK(scenario_problems(example::files(), {"seed=-1"}) ==
        Lines{"--set seed=-1: seed: expected a whole number of at least 0, found -1"});
}

TEST_CASE("YAML: required keys, unknown keys, wrong versions") {
  CHECK(scenario_problems(with("s.yaml", "schema_version: 1\n", "")) ==
        Lines{"s.yaml:1:1: schema_version: is required"});
  CHECK(scenario_problems(with("s.yaml", "schema_version: 1", "schema_version: 2")) ==
        Lines{"s.yaml:1:17: schema_version: expected a whole number in 1..1, found 2"});
  CHECK(scenario_problems(with("s.yaml", "zones: zones.csv", "zones:")) ==
        Lines{"s.yaml:4:1: zones: is required"});
  CHECK(scenario_problems(with("s.yaml", "  conflict:", "  conflct:")) ==
        Lines{"s.yaml:8:3: drivers.conflct: unknown key (did you mean \"conflict\"?)"});
  CHECK(scenario_problems(with("s.yaml", "  conflict:", "  drought:")) ==
        Lines{"s.yaml:8:3: drivers.drought: unknown key (known here: conflict, food, flood, "
              "monthly, gaps)"});
  CHECK(scenario_problems(with("s.yaml", "title:", "sources: [{publisher: X}]\ntitle:")) ==
        Lines{"s.yaml:2:11: sources.0.table: is required"});
  CHECK(scenario_problems(example::files(), {"zones="}) ==
        Lines{"--set zones=: zones: is required"});
  // A key that is left empty counts as not given.
  CHECK(example::read(with("s.yaml", "title:", "seed:\nremarks: ~\ntitle:")).scenario.seed == 1);
}

TEST_CASE("override: anything can be set, and errors name the override") {
  const auto set = [](const std::vector<std::string>& overrides) {
    return example::read(example::files(), overrides).scenario;
  };
  CHECK(set({"seed=7", "seed=8"}).seed == 8);
  CHECK(set({"population.hasten=3"}).population.hasten == 3);  // the section is made
  CHECK(set({"behaviour={model: saturating-gravity}"}).behaviour.preset.empty());  // replaced
  CHECK(set({"closures="}).world.network.closures().empty());
  CHECK(set({"remarks=['a, b', c]", "remarks.1=d"}).remarks ==
        std::vector<std::string>{"a, b", "d"});
  CHECK(set({"title='x=y'"}).title == "x=y");
  CHECK(scenario_problems(example::files(), {"sed=7"}) ==
        Lines{"--set sed=7: sed: unknown key (did you mean \"seed\"?)"});
  CHECK(scenario_problems(example::files(), {"seed"}) == Lines{"--set seed: expected path=value"});
  CHECK(scenario_problems(example::files(), {"title.x=1"}) ==
        Lines{"--set title.x=1: title.x: title is \"A made-up crisis\" and has no \"x\""});
  CHECK(scenario_problems(example::files(), {"period..days=1"}) ==
        Lines{"--set period..days=1: period..days: expected keys joined by dots, found "
              "\"period..days\""});
  CHECK(scenario_problems(example::files(), {"seed=[1"}) ==
        Lines{"--set seed=[1: is not YAML: end of sequence flow not found"});
  CHECK(scenario_problems(example::files(), {"extends=x.yaml"}) ==
        Lines{"--set extends=x.yaml: extends: can only stand in a file"});
  CHECK(scenario_problems(example::files(), {"zones=no.csv"}) ==
        Lines{"--set zones=no.csv: zones: cannot read no.csv: is not among the files given"});
}

TEST_CASE("extends: deep merge, paths stay with the file that names them") {
  auto files = example::files();
  example::Files moved;
  for (const auto& [name, bytes] : files) {
    moved[name == "s.yaml" ? "base/b.yaml" : "base/" + name] = bytes;
  }
  moved["sub/s.yaml"] =
      "extends: ../base/b.yaml\ntitle: Child\nperiod: {days: 10}\nclosures: ~\n"
      "observations: {table: own.csv}\n";
  moved["sub/own.csv"] = "zone,date,persons\nA,2012-03-01,5\n";
  InputFiles inputs = InputFiles::in_memory(moved, "p.h5");
  const ScenarioFile file = read_scenario(inputs, "sub/s.yaml");
  CHECK(file.scenario.title == "Child");
  CHECK(file.scenario.period.days == 10);
  CHECK(to_string(file.scenario.period.start) == "2012-02-29");
  CHECK(file.scenario.world.network.closures().empty());
  CHECK(file.scenario.observations.size() == 1);
  Lines read_files;
  for (const EmbeddedFile& input : file.inputs) read_files.push_back(input.path);
  CHECK(read_files == Lines{"sub/s.yaml", "base/b.yaml", "base/zones.csv", "base/links.csv",
                            "base/conflict.csv", "sub/own.csv"});
  moved["base/zones.csv"] = "";
  InputFiles spoilt = InputFiles::in_memory(moved, "p.h5");
  CHECK_THROWS_WITH(read_scenario(spoilt, "sub/s.yaml"), "p.h5/base/zones.csv: is empty");
}

TEST_CASE("extends: cycles and missing files") {
  CHECK(
      scenario_problems({{"s.yaml", "extends: a/x.yaml\n"}, {"a/x.yaml", "extends: ../s.yaml"}}) ==
      Lines{"a/x.yaml:1:10: extends: comes back to the same file: s.yaml -> a/x.yaml -> s.yaml"});
  CHECK(scenario_problems({{"s.yaml", "extends: ./s.yaml\n"}}) ==
        Lines{"s.yaml:1:10: extends: comes back to the same file: s.yaml -> s.yaml"});
  CHECK(scenario_problems({{"s.yaml", "extends: b.yaml\n"}}) ==
        Lines{"s.yaml:1:10: extends: cannot read b.yaml: is not among the files given"});
  CHECK(scenario_problems(with("s.yaml", "title:", "extends: [1]\ntitle:")) ==
        Lines{"s.yaml:2:10: extends: expected text, found a list"});
}

TEST_CASE("beside: further runs are read, too") {
  const auto files =
      with("s.yaml", "title:",
           "beside:\n  - {name: no capacity, set: {behaviour.preset: R0, title: t}}\n"
           "title:");
  const ScenarioFile file = example::read(files, {"seed=9"});
  CHECK(file.scenario.seed == 9);
  CHECK(file.scenario.behaviour.preset == "R1");
  REQUIRE(file.beside.size() == 1);
  CHECK(file.beside[0].name == "no capacity");
  CHECK(file.beside[0].overrides == Lines{"behaviour.preset=R0", "title=t"});
  CHECK(file.beside[0].scenario.behaviour.preset == "R0");
  CHECK(file.beside[0].scenario.title == "t");
  CHECK(file.beside[0].scenario.seed == 9);
  CHECK(file.beside[0].scenario.world.size() == 4);
  CHECK(scenario_problems(with("s.yaml", "preset: R0", "preset: R7", files)) ==
        Lines{"s.yaml:3:49: behaviour.preset: expected one of R0, R1, R2, R3, found \"R7\" (did "
              "you mean \"R0\"?; beside: no capacity)"});
  CHECK(scenario_problems(with("s.yaml", "days: 30", "days: 0", files)).size() == 1);  // told once
}

TEST_CASE("input files: what was read is kept with its checksum") {
  InputFiles files = InputFiles::in_memory({{"a", "abc"}});
  Problems problems;
  const EmbeddedFile* file = files.read("a", {}, "", problems);
  REQUIRE(file != nullptr);
  // FIPS 180-2, appendix B.1: SHA-256 of "abc".
  CHECK(file->sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(files.read("a", {}, "", problems) == file);
  CHECK(files.all_read().size() == 1);
  CHECK(files.read("b", {}, "", problems) == nullptr);
  CHECK(told(problems) == Lines{"b: cannot be read: is not among the files given"});
  CHECK(join_paths("sub", "../base/x.csv") == "base/x.csv");
  CHECK(join_paths("", "./x.csv") == "x.csv");
  CHECK(join_paths("", "../x.csv") == "../x.csv");
}
