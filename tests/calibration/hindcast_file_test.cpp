// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/hindcast_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "calibration/hindcast/departure_inputs.hpp"
#include "calibration/hindcast/hurdle_forecaster.hpp"
#include "engine/core/problem.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;

/// Three copies of a shipped crisis and a link to the scenario of Somalia; hindcast.yaml beside.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / fmt::format("ravenstein-hindcast-{}", getpid())) {
    for (const char* name : {"alpha", "beta", "gamma"}) {
      fs::create_directories(path_ / name);
      fs::copy(RAVENSTEIN_SOURCE_DIR "/scenarios/mali-2012", path_ / name,
               fs::copy_options::recursive);
    }
    fs::create_directory_symlink(RAVENSTEIN_SOURCE_DIR "/scenarios/somalia", path_ / "somalia");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  HindcastFile read(const std::string& yaml) const {
    std::ofstream(path_ / "hindcast.yaml") << yaml;
    return read_hindcast_file(path_ / "hindcast.yaml");
  }
  /// All problems, a line each, as `line:column: subject: message (hint)`.
  std::string problems(const std::string& yaml) const {
    std::string text;
    try {
      read(yaml);
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) {
        std::string line = to_string(problem);
        if (const auto at = line.find("hindcast.yaml:"); at != line.npos) line.erase(0, at + 14);
        text += line + '\n';
      }
    }
    return text;
  }

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

constexpr const char* kCases = R"(schema_version: 1
cases: [alpha, beta, gamma]
set: {behaviour: {model: saturating-gravity, preset: R2}, population.observed_until_day: 30}
method: {name: points, points: 8}
forms:
  - name: R2
    parameters:
      distance_exponent: {low: 0, high: 3}
      momentum_floor: {distribution: log_uniform, low: 0.01, high: 1}
)";

/// Rain and fatalities of the shipped tables end in 2020-02.
constexpr const char* kRolling = R"(schema_version: 1
scenario: somalia
fit_from: "2016-10"
members: 40
departures:
  - name: next month
    origins: {from: "2018-01", to: "2018-06", refit_every_months: 3}
    causes:
      conflict: {terms: [memory, surge]}
)";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

TEST_CASE("a hindcast of cases is read and run, the same for any number of threads") {
  const Folder folder;
  std::string first;
  for (const int threads : {1, 2}) {
    CrisisHindcast hindcast = *folder.read(kCases).cases;
    REQUIRE(hindcast.forms.size() == 1);
    CHECK(hindcast.forms[0].crises[2].name == "gamma");
    CHECK(hindcast.forms[0].logarithmic == std::vector<bool>{false, true});
    CHECK_FALSE(hindcast.forms[0].uses_capacity);
    hindcast.search.threads = threads;
    const CrisisResult result = run(hindcast);
    // Three times the same crisis: what is best for the others is best for the one left out.
    CHECK(result.forms[0].folds[0].parameters == result.forms[0].folds[2].parameters);
    CHECK(result.forms[0].held_out[0] == Approx(result.forms[0].folds[0].others).margin(1e-9));
    const std::string json = page_json(page_of(hindcast, result));
    if (first.empty()) first = json;
    CHECK(json == first);
  }
  CHECK(has(first, "\"no_skill\": true"));
}

TEST_CASE("inputs of each case are kept apart, by whatever path it is named") {
  const Folder folder;
  const auto inputs = [&](const std::string& cases) {
    return folder.read(with(kCases, "[alpha, beta, gamma]", cases)).inputs;
  };
  const std::size_t many = inputs("[alpha, beta, gamma]").size();
  const std::string at = folder.path().string();
  for (const char* end : {"/scenario.yaml", "", "/"}) {
    const std::vector<HindcastInput> found =
        inputs(fmt::format("[{0}/alpha{1}, {0}/beta{1}, {0}/gamma{1}]", at, end));
    CHECK(found.size() == many);
    CHECK(found.front().scenario ==
          (std::string(end) == "/" ? "alpha" : "alpha" + std::string(end)));
  }
}

TEST_CASE("pieces of a hindcast come back from their records as they were") {
  const std::vector<double> values{0,    1,  127, 128,   16384,   4e9,  1e15,
                                   -0.0, -3, 0.5, 1e300, 1 / 3.0, 2e15, -1e-300};
  const std::string record = to_piece_record("a\npiece", values);
  const auto [piece, found] = from_piece_record(record);
  CHECK(piece == "a\npiece");
  REQUIRE(found.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    CHECK(std::memcmp(&found[i], &values[i], sizeof(double)) == 0);
  }
  CHECK(to_piece_record("", std::vector<double>(1000, 5.0)).size() < 1010);
  CHECK_THROWS_AS(from_piece_record(record.substr(0, record.size() - 1)), std::runtime_error);
}

TEST_CASE("a hindcast that is stopped ends so") {
  const Folder folder;
  CrisisHindcast hindcast = *folder.read(kCases).cases;
  hindcast.go_on = [] { return false; };
  CHECK_THROWS_AS(run(hindcast), Interrupted);
}

TEST_CASE("all that is wrong with a hindcast of cases is told with its place") {
  const Folder folder;
  const auto told = [&](const char* from, const char* to) {
    return folder.problems(with(kCases, from, to));
  };
  CHECK(has(told("beta", "betta"), "2:16: cases.1: there is no such scenario"));
  CHECK(has(told("beta", "betta"), "did you mean \"beta\"?"));
  CHECK(has(told("beta", "alpha"), "2:16: cases.1: the case is given twice: alpha"));
  CHECK(has(told(", gamma", ""), "2:8: cases: expected at least 3 cases, found 2"));
  const std::string two = told("distance_exponent: {low: 0, high: 3}",
                               "distnce_exponent: {low: 0, high: 3}\n      saturation_share: {}");
  CHECK(has(two,
            "8:25: forms.0.parameters.distnce_exponent: saturating-gravity has no such "
            "parameter (did you mean \"distance_exponent\"?)"));
  CHECK(has(two, "9:25: forms.0.parameters.saturation_share: does nothing while capacity is "));
  CHECK(has(told("high: 3", "high: 30"),
            "8:41: forms.0.parameters.distance_exponent.high: "
            "expected a number in 0..10, found 30"));
  CHECK(has(told("low: 0, high: 3", "low: 3, high: 2"), "expected more than low, 3, found 2"));
  CHECK(has(told("low: 0.01", "low: 0"), "expected more than 0 with log_uniform"));
  CHECK(has(told("method:", "first_day: 30\nmethod:"),
            "4:12: first_day: alpha knows the people up "
            "to day 30"));
  CHECK(has(told("method:", "first_day: 300\nmethod:"),
            "expected a day of alpha, which has days "
            "0..299, found 300"));
  CHECK(has(told("method:", "known: reports\nlead_days: 31\nmethod:"),
            "5:12: lead_days: 31 is the first day scored"));
  CHECK(has(told("method:", "known: reports\nfirst_day: 1\nmethod:"),
            "5:12: first_day: 1 is the first day scored"));
  CHECK(has(told("method:", "members: 5\nmethod:"), "does nothing in a hindcast of cases"));
  CHECK(has(told("preset: R2", "preset: R9"), "3:7: "));
  CHECK(has(told("cases:", "scenario: alpha\ncases:"), "expected either cases or scenario"));
  // CMA-ES has generations of 4 + floor(3 ln 2) = 6 points with two parameters.
  CHECK(has(told("{name: points, points: 8}", "{name: cma-es, evaluations: 5}"),
            "4:37: method.evaluations: expected at least 6, a generation of cma-es with the 2 "
            "parameters of R2, found 5"));
  CHECK(told("{name: points, points: 8}", "{name: cma-es, evaluations: 6}").empty());
  CHECK(has(told("cases:", "casses:"), "did you mean \"cases\"?"));
}

TEST_CASE("mistakes of a hindcast and of its scenarios are told in one round, each once") {
  const Folder folder;
  const auto count = [](const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
    return found;
  };
  std::string cases = with(kCases, "distance_exponent:", "distnce_exponent:");
  cases = with(cases, "preset: R2", "preset: R9");  // in every case, of every form
  cases = with(cases, "gamma]", "gama]");
  cases = with(cases, "log_uniform, low: 0.01", "log_uniform, low: 0");
  cases +=
      "  - {name: again, parameters: {momentum_floor: {high: 99}}}\nmembers: 5\nfirst_dai: 3\n";
  const std::string told = folder.problems(cases);
  CHECK(count(told, "3:7: behaviour.preset: expected one of") == 2);  // alpha and beta
  CHECK(count(told, "cases.2: there is no such scenario") == 1);
  CHECK(count(told, "8:25: forms.0.parameters.distnce_exponent: ") == 1);
  CHECK(count(told, "expected more than 0 with log_uniform") == 1);
  CHECK(count(told, "forms.1.parameters.momentum_floor.high: expected a number in ") == 1);
  CHECK(count(told, "members: does nothing in a hindcast of cases") == 1);
  CHECK(count(told, "first_dai: ") == 1);

  std::string rolling = with(kRolling, "scenario: somalia", "scenario: somalia\nset: {seed: -1}");
  rolling = with(rolling, "surge", "serge");
  rolling = with(rolling, "\"2018-06\"", "\"201806\"");
  rolling = with(rolling, "members: 40", "members: one");
  const std::string more = folder.problems(rolling);
  CHECK(count(more, "3:7: seed: ") == 1);
  CHECK(count(more, "conflict has no term \"serge\"") == 1);
  CHECK(count(more, "origins.to: expected a month, YYYY-MM") == 1);
  CHECK(count(more, "5:10: members: ") == 1);
}

TEST_CASE("a rolling origin runs from a shipped scenario, and zones can be left out") {
  const Folder folder;
  const RollingHindcast hindcast = *folder.read(kRolling).rolling;
  REQUIRE(hindcast.departures.size() == 1);
  REQUIRE(hindcast.departures[0].origins.size() == 2);
  const HindcastPage page = run(hindcast);
  REQUIRE(page.tables.size() == 2);
  const PageRow& row = page.tables[0].rows.at(0);
  // The last month's figure as a forecast, straight from the register.
  const MonthlySeries& counted = *displaced_by(hindcast.scenario, "conflict");
  double error = 0, sum = 0;
  for (int month = month_number(2018, 1); month <= month_number(2018, 6); ++month) {
    for (std::size_t z = 0; z < counted.zones; ++z) {
      error += std::abs(counted.at(month - 1, z) - counted.at(month, z));
      sum += counted.at(month, z);
    }
  }
  CHECK(row.value[0] == Approx(error / sum));
  CHECK(row.value[4] > 0);
  CHECK(row.value[4] < row.value[0]);  // ours beats it by far (1.03 against .79 over three years)

  RollingHindcast blocked = hindcast;
  blocked.departures[0].zone_blocks = 3;
  const PageRow by_others = run(blocked).tables[0].rows.at(0);
  CHECK(by_others.value[0] == row.value[0]);  // rivals are the same
  CHECK(by_others.value[4] != row.value[4]);  // effects of zones are not known any more
  CHECK(by_others.value[4] < by_others.value[0]);
}

TEST_CASE("fits leave out the zones they are told to") {
  MonthlySeries y(0, 4, 3, 1.0);
  HurdleInputs inputs{&y, {}, {}, 0, {}, true, {false, true, false}};
  const HurdleData data = hurdle_data(inputs, 4);
  CHECK(data.persons.size() == 8);
  CHECK(std::ranges::count(data.region, 1) == 0);
  CHECK(data.regions == 3);
}

TEST_CASE("all that is wrong with a rolling origin is told with its place") {
  const Folder folder;
  const auto told = [&](const char* from, const char* to) {
    return folder.problems(with(kRolling, from, to));
  };
  CHECK(has(told("conflict:", "conflct:"),
            "9:16: departures.0.causes.conflct: the register has no "
            "cause \"conflct\" (did you mean \"conflict\"?)"));
  CHECK(has(told("surge", "serge"), "has no term \"serge\" (did you mean \"surge\"?)"));
  CHECK(has(told("conflict: {terms: [memory, surge]}", "drought: {terms: [collapse]}"),
            "needs the monthly series terms_of_trade"));
  CHECK(has(told("2016-10", "2017-10"), "would be fitted to 3 months before it"));
  CHECK(has(told("2016-10", "2015-10"), "expected a month of the register, 2016-01..2020-12"));
  CHECK(has(told("2016-10", "201610"), "3:11: fit_from: expected a month, YYYY-MM"));
  CHECK(has(told("to: \"2018-06\"", "to: \"2021-06\""), "but the register ends in 2020-12"));
  CHECK(has(told("to: \"2018-06\"", "to: \"2018-01\""), "too few forecasts"));
  CHECK(has(told("to: \"2018-06\"", "to: \"2020-12\""), "has no value for SO11 in 2020-03"));
  CHECK(has(told("{from: \"2018-01\", to: \"2018-06\", refit_every_months: 3}",
                 "{last_known: [\"2018-01\"], months: 3}"),
            "too few origins: expected at least 2, found 1"));
  CHECK(has(told("members: 40", "zones: 40"), "4:1: zones"));
  const std::string item = std::string(kRolling).substr(std::string(kRolling).find("  - name"));
  CHECK(has(folder.problems(kRolling + item),
            "10:11: departures.1.name: the name is taken: next month"));
  const std::string to =
      "  - name: where to\n    origins: {from: \"2018-01\", to: \"2018-03\"}\n"
      "    causes: [conflict]\n";
  CHECK(has(folder.problems(kRolling + ("destinations:\n" + to + to)),
            "14:11: destinations.1.name: the name is taken: where to"));
}

}  // namespace
}  // namespace ravenstein::calibration
