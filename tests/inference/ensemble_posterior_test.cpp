// SPDX-License-Identifier: Apache-2.0
// Ensembles whose members take the posterior draws of a calibration.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "calibration/evaluate.hpp"
#include "fit_sample.hpp"
#include "io/calibration/calibration_file.hpp"
#include "models/member.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;
using fit_sample::Files;

/// The bytes of a calibration's file with these draws of two parameters.
std::string calibration_with(const std::string& second, std::vector<double> values,
                             std::vector<double> weight, bool converged = true) {
  io::CalibrationFile file;
  file.title = "A calibration";
  file.method = "stretch";
  file.converged = converged;
  file.ending = "2000 evaluations";
  file.calibration_yaml = "fit: {from: 2012-03-05, to: 2012-03-19}\n";
  file.parameters = {{"distance_exponent", "beta", "1", "pull", "uniform", 0, 5, 1},
                     {second, "", "1", "another", "uniform", 0, 100, 1}};
  file.posterior = {
      {"distance_exponent", second}, {"1", "1"}, std::move(values), std::move(weight)};
  const fs::path path =
      fs::temp_directory_path() / ("ravenstein-posterior-" + std::to_string(::getpid()) + ".h5");
  io::write_calibration(path, file, true);
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  fs::remove(path);
  return bytes.str();
}

/// Draws that hang together: a large exponent with a small momentum floor.
Files scenario_with_draws() {
  Files all = fit_sample::files();
  all["fit.h5"] = calibration_with("camps.dispersion", {1, 10, 3, 30}, {.25, .75});
  all["s.yaml"] += "ensemble: {members: 400, posterior: fit.h5}\n";
  return all;
}

io::ScenarioFile read(const Files& all) {
  io::InputFiles files = io::InputFiles::in_memory(all);
  return io::read_scenario(files, "s.yaml");
}

std::string problem_of(const Files& all) {
  try {
    (void)read(all);
  } catch (const InputError& error) {
    REQUIRE(error.problems().size() == 1);
    CHECK(error.kind() == InputKind::scenario);
    return to_string(error.problems().front());
  }
  return {};
}

}  // namespace

TEST_CASE("ensemble posterior: members take whole draws, each as often as its weight says") {
  const io::ScenarioFile file = read(scenario_with_draws());
  REQUIRE(file.posterior != nullptr);
  CHECK(file.posterior->names == std::vector<std::string>{"distance_exponent"});
  int threes = 0;
  const Evaluation evaluation = evaluate(file, {.seed = file.scenario.seed});
  REQUIRE(evaluation.ensemble.has_value());
  REQUIRE(evaluation.ensemble->parameters.size() == 400);
  for (std::uint32_t m = 0; m < 400; ++m) {
    const DrawKey key{file.scenario.seed, m};
    const double drawn = evaluation.ensemble->parameters[m].at(0);
    CHECK((drawn == 1 || drawn == 3));
    threes += drawn == 3 ? 1 : 0;
    const ParameterValues values =
        models::member_parameters(file.scenario, key, file.posterior.get());
    CHECK(std::get<double>(values.at("distance_exponent")) == drawn);
  }
  CHECK(std::abs(threes - 300) < 3 * std::sqrt(400 * .25 * .75));
}

TEST_CASE("ensemble posterior: two parameters of a draw stay together") {
  models::JointDraws joint{{"a", "b"}, {1, 10, 2, 20, 3, 30}, {.2, 0, .8}};
  bool first = false;
  for (std::uint32_t m = 0; m < 50; ++m) {
    const std::vector<double> row = joint.of_member({7, m});
    CHECK(row[1] == 10 * row[0]);
    CHECK(row[0] != 2);  // weight 0
    first = first || row[0] == 1;
  }
  CHECK(first);
}

TEST_CASE("ensemble posterior: what cannot be drawn from is told where it is named") {
  Files all = scenario_with_draws();
  all["fit.h5"] = "no HDF5";
  CHECK(problem_of(all).find("s.yaml:12:37: ensemble.posterior: cannot read fit.h5: is no HDF5 "
                             "file, or a damaged one (expected a file that `ravenstein calibrate` "
                             "wrote)") == 0);
  all["fit.h5"].insert(0, "\x89HDF\r\n\x1a\n");
  CHECK(problem_of(all).find("is no HDF5 file, or a damaged one (expected") != std::string::npos);
  all.erase("fit.h5");
  CHECK(problem_of(all).find("s.yaml:12:37: ensemble.posterior: cannot read fit.h5: ") == 0);
  all = scenario_with_draws();
  all["fit.h5"] = calibration_with("rain", {1, 10, 3, 30}, {.5, .5});
  CHECK(problem_of(all).find("the calibration is of rain, which is no parameter of "
                             "saturating-gravity") != std::string::npos);
  all["fit.h5"] = calibration_with("camps.dispersion", {1, 10, 50, 30}, {.5, .5});
  CHECK(problem_of(all).find("draw 1 of distance_exponent: expected a number in 0..10, found 50") !=
        std::string::npos);
  all = scenario_with_draws();
  const std::string twice =
      "posterior: fit.h5, draws: {distance_exponent: {distribution: uniform, low: 1, high: 2}}}";
  CHECK(problem_of(fit_sample::with("s.yaml", "posterior: fit.h5}", twice, all))
            .find("ensemble.draws.distance_exponent: is drawn from ensemble.posterior, too") !=
        std::string::npos);
}

TEST_CASE("ensemble posterior: a parameter that it draws is not set as well") {
  const Files all = scenario_with_draws();
  const auto set = [&](const char* parameters) {
    return fit_sample::with("s.yaml", "preset: R0}",
                            "preset: R0, parameters: " + std::string(parameters) + "}", all);
  };
  CHECK(problem_of(set("{distance_exponent: 2}")) ==
        "s.yaml:10:84: behaviour.parameters.distance_exponent: is drawn from ensemble.posterior, "
        "too: "
        "expected one of the two");
  CHECK(problem_of(set("{distance_exponent: null}")).empty());
  io::InputFiles files = io::InputFiles::in_memory(all);
  const std::vector<std::string> overrides{"behaviour.parameters.distance_exponent=2"};
  CHECK_THROWS_AS(io::read_scenario(files, "s.yaml", overrides), InputError);
}

TEST_CASE("ensemble posterior: it may take the place of what an extended scenario sets") {
  Files all = scenario_with_draws();
  all["base.yaml"] =
      fit_sample::with("s.yaml", "preset: R0}", "preset: R0, parameters: {distance_exponent: 2}}",
                       fit_sample::files())["s.yaml"];
  all["s.yaml"] =
      "extends: base.yaml\nschema_version: 1\nensemble: {members: 4, posterior: fit.h5}\n";
  const io::ScenarioFile file = read(all);
  REQUIRE(file.notes.size() == 2);
  CHECK(file.notes[1].message == "found 2, which does nothing: ensemble.posterior draws it");
}

TEST_CASE("ensemble posterior: the scenario says where its parameters are from") {
  Files all = scenario_with_draws();
  const std::string from =
      "parameters from fit.h5 (stretch, fitted 2012-03-05 to 2012-03-19): counts up to then are in "
      "sample";
  const io::ScenarioFile file = read(all);
  CHECK(file.scenario.remarks == std::vector<std::string>{from});
  REQUIRE(file.notes.size() == 1);
  CHECK(to_string(file.notes[0]) == "s.yaml:12:37: ensemble.posterior: " + from);
  all["fit.h5"] = calibration_with("camps.dispersion", {1, 10, 3, 30}, {.5, .5}, false);
  const io::ScenarioFile unfinished = read(all);
  REQUIRE(unfinished.scenario.remarks.size() == 2);
  CHECK(unfinished.scenario.remarks[1] ==
        "the calibration in fit.h5 had not converged, so its draws are no posterior: 2000 "
        "evaluations");
  CHECK(unfinished.notes.size() == 2);
}

TEST_CASE("ensemble posterior: a parameter that does nothing is told") {
  Files all = scenario_with_draws();
  all["fit.h5"] = calibration_with("saturation_share", {1, .5, 3, .6}, {.5, .5});
  CHECK(problem_of(all).find("s.yaml:12:37: ensemble.posterior: the calibration is of "
                             "saturation_share, which does nothing") == 0);
  CHECK(problem_of(fit_sample::with("s.yaml", "preset: R0}", "preset: R1}", all)).empty());
}

}  // namespace ravenstein::calibration
