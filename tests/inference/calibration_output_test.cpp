// SPDX-License-Identifier: Apache-2.0
// The file of a calibration, written and read back as draws.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/core/problem.hpp"
#include "io/calibration/calibration_file.hpp"
#include "io/projection/hdf5.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

/// A folder that is removed again.
struct Folder {
  fs::path path =
      fs::temp_directory_path() / ("ravenstein-calibration-output-" + std::to_string(::getpid()));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

CalibrationFile sample() {
  CalibrationFile file;
  file.title = "A sample";
  file.method = "stretch";
  file.ending = "R-hat at most 1.5";
  file.parameters = {{"a", "alpha", "1/day", "a rate", "uniform, 0 to 1", 0, 1, .5},
                     {"b", "", "km", "a way", "normal", 0, 10, 3}};
  file.posterior = {{"a", "b"}, {"1/day", "km"}, {.1, 1, .2, 2, .3, 3}, {.5, .25, .25}};
  file.evaluations = {{.1, 1, .2, 2},     {7, 8},    {0, 0}, {"log_likelihood"},
                      {-3, std::nan("")}, {"", "no"}};
  file.tables = {{"r_hat", "split R-hat", {{"parameter", 2}}, {1.4, 1.5}},
                 {"acceptance", "share", {}, {.3}}};
  file.scores = {{"fitted", "WAPE", "fit", "all", .1, false, "counts"}};
  file.calibration_yaml = "schema_version: 1\n";
  file.provenance.scenario_yaml = "schema_version: 1\n";
  return file;
}

}  // namespace

TEST_CASE("calibration output: equal calibrations are equal bytes, draws come back as they were") {
  const Folder folder;
  const CalibrationFile file = sample();
  write_calibration(folder.path / "a.h5", file, false);
  write_calibration(folder.path / "b.h5", file, false);
  CHECK(bytes_of(folder.path / "a.h5") == bytes_of(folder.path / "b.h5"));
  const PosteriorDraws draws = read_posterior(folder.path / "a.h5");
  CHECK(draws.names == file.posterior.names);
  CHECK(draws.units == file.posterior.units);
  CHECK(draws.values == file.posterior.values);
  CHECK(draws.weight == file.posterior.weight);
  const hdf5::Reader reader(folder.path / "a.h5");
  CHECK(reader.numbers<int>("/", "converged") == std::vector<int>{0});
  CHECK(reader.text("/", "ending") == "R-hat at most 1.5");
  CHECK(reader.read<std::string>("/evaluation_failure") == std::vector<std::string>{"", "no"});
  CHECK(reader.read<double>("/r_hat") == std::vector<double>{1.4, 1.5});
  CHECK(reader.read<std::string>("/provenance/calibration_yaml") ==
        std::vector<std::string>{"schema_version: 1\n"});
}

TEST_CASE("calibration output: an optimum is the only draw, other files are refused") {
  const Folder folder;
  CalibrationFile file = sample();
  file.posterior.values.clear();
  file.posterior.weight.clear();
  file.optimum = {.4, 4};
  write_calibration(folder.path / "a.h5", file, false);
  CHECK(read_posterior(folder.path / "a.h5").values == file.optimum);
  CHECK(read_posterior(folder.path / "a.h5").weight == std::vector<double>{1});
  file.optimum.clear();
  write_calibration(folder.path / "a.h5", file, true);
  CHECK_THROWS_AS(read_posterior(folder.path / "a.h5"), InputError);
  std::ofstream(folder.path / "text.h5") << "no HDF5";
  CHECK_THROWS_AS(read_posterior(folder.path / "text.h5"), InputError);
}

}  // namespace ravenstein::io
