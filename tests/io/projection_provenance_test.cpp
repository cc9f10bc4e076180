// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <fstream>

#include "engine/core/problem.hpp"
#include "io/checksum.hpp"
#include "io/projection/provenance.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/projection_folder.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::sample_provenance;

}  // namespace

TEST_CASE("SHA-256 of the standard's examples") {
  // FIPS 180-2, appendix B.1; the empty text: NIST's test vectors.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("inputs are embedded while they are small together") {
  std::vector<InputFile> inputs = {input_file("a", std::string(10, 'a')),
                                   input_file("b", std::string(30, 'b')),
                                   input_file("c", std::string(20, 'c'))};
  embed_within(inputs, 60);
  CHECK(std::ranges::all_of(inputs, [](const InputFile& i) { return i.contents.has_value(); }));
  embed_within(inputs, 59);
  CHECK(inputs[0].contents);
  CHECK_FALSE(inputs[1].contents);
  CHECK(inputs[2].contents);
  CHECK(inputs[1].bytes == 30);
  CHECK(inputs[1].sha256 == sha256(std::string(30, 'b')));
}

TEST_CASE("the command line does not tell folders") {
  const std::vector<std::string> arguments = {"/opt/bin/ravenstein",
                                              "run",
                                              "/home/x/mali/scenario.yaml",
                                              "--out=/tmp/o/p.h5",
                                              "cases/scenario.yaml",
                                              "--set",
                                              "title=two words",
                                              ""};
  CHECK(command_line_without_folders(arguments) ==
        "ravenstein run scenario.yaml --out=p.h5 cases/scenario.yaml --set \"title=two words\" "
        "\"\"");
}

TEST_CASE("embedded inputs are there to be read again") {
  Provenance origin = sample_provenance();
  origin.inputs.push_back(input_file("../shared/base.yaml", "base: 1\n"));
  InputFiles files = recorded_inputs(origin, "projection.h5");
  Problems problems;
  const auto bytes = [&](const std::string& path) {
    const EmbeddedFile* file = files.read(path, {}, "input", problems);
    REQUIRE(file != nullptr);
    return file->bytes;
  };
  CHECK(bytes("scenario.yaml") == origin.scenario_yaml);
  CHECK(bytes("zones.csv") == "code,name\nML00,x\n");
  CHECK(bytes("tables/bytes.bin") == std::string("a\0b\xff", 4));
  CHECK(bytes("empty.csv").empty());
  CHECK(bytes("../shared/base.yaml") == "base: 1\n");
  CHECK(files.shown("zones.csv") == "projection.h5/zones.csv");
}

TEST_CASE("the scenario read on the command line is recorded") {
  ScenarioFile scenario;
  scenario.path = "scenario.yaml";
  scenario.overrides = {"seed=3"};
  scenario.inputs = {{"scenario.yaml", "title: x\n", sha256("title: x\n")},
                     {"zones.csv", "code\n", sha256("code\n")}};
  Provenance origin;
  record_inputs(scenario, origin);
  CHECK(origin.scenario_yaml == "title: x\n");
  CHECK(origin.scenario_sha256 == sha256("title: x\n"));
  CHECK(origin.overrides == scenario.overrides);
  REQUIRE(origin.inputs.size() == 1);
  CHECK(origin.inputs[0] == input_file("zones.csv", "code\n"));
}

TEST_CASE("a scenario is read again from a projection file alone") {
  const Folder folder;
  const ScenarioFile scenario =
      read_scenario_file(RAVENSTEIN_SOURCE_DIR "/scenarios/mali-2012/scenario.yaml");
  ProjectionFile contents = testing::sample_projection();
  record_inputs(scenario, contents.provenance);
  write_projection(folder / "a.h5", contents);

  const Provenance origin = provenance_inputs(folder / "a.h5");
  InputFiles files = recorded_inputs(origin, "a.h5");
  const ScenarioFile again = read_scenario(files, origin.scenario_path, origin.overrides);
  CHECK(again.scenario.title == scenario.scenario.title);
  CHECK(again.scenario.world.size() == scenario.scenario.world.size());
  REQUIRE(again.inputs.size() == scenario.inputs.size());
  REQUIRE(again.inputs.size() > 3);
  for (std::size_t n = 0; n < again.inputs.size(); ++n) {
    CHECK(again.inputs[n].path == scenario.inputs[n].path);
    CHECK(again.inputs[n].bytes == scenario.inputs[n].bytes);
  }
}

TEST_CASE("an input known by its checksum only must be found unchanged") {
  const Folder elsewhere;
  Provenance origin = sample_provenance();
  origin.inputs = {input_file("big.csv", "the whole table")};
  embed_within(origin.inputs, 3);
  REQUIRE_FALSE(origin.inputs[0].contents);
  const std::vector<fs::path> search = {elsewhere.path()};

  SECTION("missing: named with its checksum") {
    CHECK_THROWS_WITH(recorded_inputs(origin, "", search),
                      Catch::Contains("big.csv") && Catch::Contains("15 bytes") &&
                          Catch::Contains(sha256("the whole table")));
  }
  SECTION("changed: as if missing") {
    std::ofstream(elsewhere / "big.csv") << "another table";
    CHECK_THROWS_AS(recorded_inputs(origin, "", search), InputError);
  }
  SECTION("found: read") {
    std::ofstream(elsewhere / "big.csv") << "the whole table";
    InputFiles files = recorded_inputs(origin, "", search);
    Problems problems;
    CHECK(files.read("big.csv", {}, "", problems)->bytes == "the whole table");
  }
}

TEST_CASE("texts that do not have their checksum are refused") {
  Provenance origin = sample_provenance();
  origin.scenario_yaml += "# changed\n";
  origin.inputs[0].contents = "changed";
  try {
    recorded_inputs(origin, "projection.h5");
    FAIL("no complaint");
  } catch (const InputError& error) {
    CHECK(error.problems().size() == 2);
  }
}

}  // namespace ravenstein::io
