// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <fstream>

#include "engine/core/problem.hpp"
#include "io/projection/provenance.hpp"
#include "tests/io/projection_folder.hpp"
#include "tests/io/projection_sample.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;
using testing::Folder;
using testing::sample_provenance;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

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

TEST_CASE("embedded inputs are unpacked beside the scenario") {
  const Folder folder;
  Provenance origin = sample_provenance();
  origin.inputs.push_back(input_file("../../shared/base.yaml", "base: 1\n"));
  const fs::path scenario = unpack_inputs(origin, folder.path());
  CHECK(bytes_of(scenario) == origin.scenario_yaml);
  CHECK(scenario.filename() == "scenario.yaml");
  const fs::path home = scenario.parent_path();
  CHECK(bytes_of(home / "zones.csv") == "code,name\nML00,x\n");
  CHECK(bytes_of(home / "tables/bytes.bin") == std::string("a\0b\xff", 4));
  CHECK(fs::exists(home / "empty.csv"));
  CHECK(bytes_of(home / "../../shared/base.yaml") == "base: 1\n");
  // It stays inside the folder although it climbs two levels.
  CHECK(fs::weakly_canonical(home / "../../shared")
            .string()
            .starts_with(fs::canonical(folder.path()).string()));
}

TEST_CASE("an input known by its checksum only must be found unchanged") {
  const Folder folder;
  const Folder elsewhere;
  Provenance origin = sample_provenance();
  origin.inputs = {input_file("big.csv", "the whole table")};
  embed_within(origin.inputs, 3);
  REQUIRE_FALSE(origin.inputs[0].contents);
  const std::vector<fs::path> search = {elsewhere.path()};

  SECTION("missing: named with its checksum") {
    CHECK_THROWS_WITH(unpack_inputs(origin, folder.path(), search),
                      Catch::Contains("big.csv") && Catch::Contains("15 bytes") &&
                          Catch::Contains(sha256("the whole table")));
  }
  SECTION("changed: as if missing") {
    std::ofstream(elsewhere / "big.csv") << "another table";
    CHECK_THROWS_AS(unpack_inputs(origin, folder.path(), search), InputError);
  }
  SECTION("found: copied") {
    std::ofstream(elsewhere / "big.csv") << "the whole table";
    const fs::path scenario = unpack_inputs(origin, folder.path(), search);
    CHECK(bytes_of(scenario.parent_path() / "big.csv") == "the whole table");
  }
}

TEST_CASE("texts that do not have their checksum are refused") {
  const Folder folder;
  Provenance origin = sample_provenance();
  origin.scenario_yaml += "# changed\n";
  origin.inputs[0].contents = "changed";
  try {
    unpack_inputs(origin, folder.path());
    FAIL("no complaint");
  } catch (const InputError& error) {
    CHECK(error.problems().size() == 2);
  }
}

}  // namespace ravenstein::io
