// SPDX-License-Identifier: Apache-2.0
#include "io/matrix/zone_matrix.hpp"

#include <hdf5.h>
#include <hdf5_hl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>

#include "io/matrix/matrix_writer.hpp"
#include "io/matrix/omx.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

/// A folder that is removed with all that is in it.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("zone-matrix-" + std::to_string(::getpid()))) {
    fs::create_directory(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

std::vector<std::string> complaints(const Problems& problems) {
  std::vector<std::string> all;
  for (const Problem& problem : problems.all()) {
    const std::string text = to_string(problem);
    all.push_back(text.substr(text.find('/', text.find("zone-matrix-")) + 1));
  }
  return all;
}

TEST_CASE("Long tables and matrices say the same") {
  const Folder folder;
  Problems problems;
  const ZoneMatrix longer = read_zone_matrix(
      folder.file("long.csv", "dest,orig,km,flow\nB,A,10,5\nA,B,10,<5\nC,A,7,\nC,B,8,0.5\n"),
      {"flow", "", true}, problems);
  REQUIRE(problems.empty());
  CHECK(longer.origins == std::vector<std::string>{"A", "B"});
  CHECK(longer.destinations == std::vector<std::string>{"B", "A", "C"});
  CHECK(longer.value[0] == 5);
  CHECK(std::isnan(longer.value[1]));  // not listed
  CHECK(std::isnan(longer.value[2]));  // empty
  CHECK(longer.value[4] == -1);
  CHECK(longer.censored_at_most == 4);
  CHECK(longer.fractional == 1);
  CHECK(longer.listed_without_value.size() == 1);
  const ZoneMatrix square =
      read_zone_matrix(folder.file("square.csv", ",A,B,C\nA,0,10,7\nB,10,0,8\n"), {}, problems);
  REQUIRE(problems.empty());
  CHECK(square.destinations.size() == 3);
  CHECK(square.value == std::vector<double>{0, 10, 7, 10, 0, 8});
  const std::vector<double> ordered =
      arranged(square, {"B", "A"}, {"C", "B", "A"}, "zones.csv", problems);
  CHECK(ordered == std::vector<double>{8, 0, 10, 7, 10, 0});
}

TEST_CASE("What is wrong with a matrix is told with its place") {
  const Folder folder;
  const auto told = [&](const std::string& text, const MatrixRequest& request) {
    Problems problems;
    read_zone_matrix(folder.file("m.csv", text), request, problems);
    return complaints(problems);
  };
  using Texts = std::vector<std::string>;
  CHECK(told("orig,dest,flow\nA,B,-3\nA,C,nan\nA,B,4\n,B,1\n", {"", "", true}) ==
        Texts{"m.csv:2:5: a flow cannot be negative, found -3",
              "m.csv:3:5: expected a number, found \"nan\" (leave the cell empty if it is not "
              "known, write <n if it is withheld)",
              "m.csv:5:1: the origin or the destination is empty",
              "m.csv:4:1: the pair A to B is there twice"});
  CHECK(told("orig,dest,km,min\nA,B,3,4\n", {}) ==
        Texts{"m.csv:1:1: which column holds the numbers? there are km, min (name it)"});
  CHECK(told("orig,dest,km,min\nA,B,3,4\n", {"mim", "", false}) ==
        Texts{"m.csv:1:1: column mim is missing, found: km, min (did you mean \"min\"?)"});
  CHECK(told(",A,B\nA,0,1,2\nB,1,0\nB,1,0\n", {}) ==
        Texts{"m.csv:2:1: expected 3 cells as in the header, found 4",
              "m.csv:4:1: origin \"B\" is there twice"});
  CHECK(told("orig,dest,flow\nA,B,<5\nB,A,<9\nB,C,<x\n", {"", "", true}) ==
        Texts{"m.csv:3:5: expected the same threshold in all withheld cells (<5), found \"<9\"",
              "m.csv:4:5: expected <n with a whole n above 0, found \"<x\""});
}

TEST_CASE("Zones that only one file has are told") {
  const Folder folder;
  Problems problems;
  const ZoneMatrix square =
      read_zone_matrix(folder.file("cost.csv", ",A,X\nA,0,1\nX,1,0\n"), {}, problems);
  arranged(square, {"A", "B"}, {"A", "B"}, "zones.csv", problems);
  CHECK(complaints(problems) ==
        std::vector<std::string>{"cost.csv: origins not in zones.csv: X",
                                 "cost.csv: origins of zones.csv missing here: B",
                                 "cost.csv: destinations not in zones.csv: X",
                                 "cost.csv: destinations of zones.csv missing here: B"});
}

MatrixOutput sample_output() {
  return {{"0101", "K-2"}, {"0101", "K-2"}, {"flow"}, false, {{"objective", "CPC"}}};
}

const FillRows kFill = [](std::size_t, std::size_t first, std::size_t rows,
                          std::span<double> values) {
  for (std::size_t cell = 0; cell < rows * 2; ++cell) {
    values[cell] = 0.1 * static_cast<double>(first * 2 + cell + 1);
  }
};

TEST_CASE("Matrices are written and read back alike as CSV, OMX and HDF5") {
  const Folder folder;
  for (const char* name : {"m.csv", "m.omx", "m.h5"}) {
    INFO(name);
    write_matrices(folder / name, sample_output(), kFill, false);
    Problems problems;
    const ZoneMatrix matrix = read_zone_matrix(folder / name, {}, problems);
    CHECK(complaints(problems).empty());
    CHECK(matrix.origins == std::vector<std::string>{"0101", "K-2"});
    CHECK(matrix.destinations == matrix.origins);
    CHECK(matrix.value == std::vector<double>{0.1, 0.2, 0.30000000000000004, 0.4});
    CHECK_THROWS_AS(write_matrices(folder / name, sample_output(), kFill, false), OutputExists);
  }
  CHECK(omx_problems(folder / "m.omx").empty());
}

TEST_CASE("A file that cannot be filled does not appear") {
  const Folder folder;
  const FillRows fails = [](std::size_t, std::size_t, std::size_t, std::span<double>) {
    throw std::runtime_error("interrupted");
  };
  CHECK_THROWS(write_matrices(folder / "m.h5", sample_output(), fails, false));
  CHECK_FALSE(fs::exists(folder / "m.h5"));
}

TEST_CASE("OMX checks see what is not OMX") {
  const Folder folder;
  write_matrices(folder / "m.h5", sample_output(), kFill, false);
  fs::rename(folder / "m.h5", folder / "m.omx");
  Problems problems;
  read_zone_matrix(folder / "m.omx", {}, problems);
  CHECK(complaints(problems) ==
        std::vector<std::string>{
            "m.omx: not OMX: the attribute OMX_VERSION is missing",
            "m.omx: the attribute SHAPE is missing", "m.omx: there is no group /data",
            "m.omx: /destination is a dimension scale, which OMX readers break at",
            "m.omx: /origin is a dimension scale, which OMX readers break at"});
  Problems none;
  read_zone_matrix(folder.file("text.omx", "no HDF5"), {}, none);
  REQUIRE(none.size() == 1);
  CHECK(complaints(none)[0].starts_with("text.omx: cannot be read: "));
}

/// As other programs write them: float32, contiguous, whole numbers as codes.
void write_float_omx(const fs::path& path, const std::array<int, 2>& codes) {
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  const std::array<int, 2> shape{2, 2};
  const std::array<hsize_t, 2> size{2, 2};
  const std::array<float, 4> values{0, 1.5F, 2.25F, 0};
  H5LTset_attribute_string(file, "/", "OMX_VERSION", "0.2");
  H5LTset_attribute_int(file, "/", "SHAPE", shape.data(), 2);
  H5Gclose(H5Gcreate2(file, "data", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  H5Gclose(H5Gcreate2(file, "lookup", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  H5LTmake_dataset_float(file, "/data/km", 2, size.data(), values.data());
  H5LTmake_dataset_int(file, "/lookup/zone", 1, size.data(), codes.data());
  H5Fclose(file);
}

TEST_CASE("OMX matrices of float32 that are not chunked are read, zones there twice are told") {
  const Folder folder;
  write_float_omx(folder / "f.omx", {101, 102});
  Problems problems;
  const ZoneMatrix matrix = read_zone_matrix(folder / "f.omx", {}, problems);
  CHECK(complaints(problems).empty());
  CHECK(matrix.origins == std::vector<std::string>{"101", "102"});
  CHECK(matrix.value == std::vector<double>{0, 1.5, 2.25, 0});
  write_float_omx(folder / "twice.omx", {101, 101});
  Problems twice;
  read_zone_matrix(folder / "twice.omx", {}, twice);
  CHECK(complaints(twice) ==
        std::vector<std::string>{"twice.omx: lookup zone: zone 101 is there 2 times"});
}

TEST_CASE("An OMX file without lookups is refused, for nothing names its zones") {
  const Folder folder;
  write_matrices(folder / "m.omx", sample_output(), kFill, false);
  std::ifstream in(folder / "m.omx", std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  const std::size_t at = bytes.find("lookup");  // the group's name, stored once
  REQUIRE(at != bytes.npos);
  bytes.replace(at, 6, "lookuq");
  Problems problems;
  read_zone_matrix(folder.file("none.omx", bytes), {}, problems);
  CHECK(complaints(problems) ==
        std::vector<std::string>{
            "none.omx: there is no lookup (it must name the zones of rows and columns)"});
  Problems other;
  read_zone_matrix(folder / "m.omx", {"", "taz", false}, other);
  REQUIRE(other.size() == 1);
  CHECK(complaints(other)[0].starts_with("m.omx: lookup taz is missing, found: "));
}

}  // namespace
}  // namespace ravenstein::io
