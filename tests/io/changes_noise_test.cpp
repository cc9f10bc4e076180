// SPDX-License-Identifier: Apache-2.0
// A what-if draws the same numbers as its baseline for the same decisions: its effect is not lost
// among the differences between two random runs. From YAML, on the Somali tables that ship.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/simulation.hpp"
#include "example.hpp"
#include "models/registry.hpp"

namespace ravenstein {
namespace {

namespace fs = std::filesystem;

/// scenarios/somalia in memory, with s.yaml beside scenario.yaml.
example::Files somalia(const std::string& what_if) {
  example::Files files;
  const fs::path folder = fs::path(RAVENSTEIN_SOURCE_DIR) / "scenarios/somalia";
  for (const char* name :
       {"scenario.yaml", "data/regions.csv", "data/region_links.csv", "data/rivers.csv",
        "data/region_conflict_fatalities.csv", "data/region_rain_mm_per_month.csv",
        "data/displacement.csv", "data/displacement_before.csv"}) {
    std::ifstream in(folder / name, std::ios::binary);
    REQUIRE(in);
    std::ostringstream text;
    text << in.rdbuf();
    files[name] = text.str();
  }
  files["s.yaml"] = "extends: scenario.yaml\n" + what_if;
  return files;
}

double moves(const Scenario& scenario, std::uint32_t member) {
  const auto behaviour = models::make_behaviour(scenario);
  return simulate(scenario, *behaviour,
                  {.seed = scenario.seed, .member = member, .threads = 1, .on_day = {}})
      .totals.moves;
}

struct Variance {
  double n = 0, mean = 0, squares = 0;
  void add(double x) {
    const double before = x - mean;
    mean += before / ++n;
    squares += before * (x - mean);
  }
  double value() const { return squares / (n - 1); }
};

TEST_CASE("changes: the effect of a 5 % change has at most a quarter of the noise of two seeds") {
  const Scenario baseline = example::read(somalia("")).scenario;
  const Scenario changed =
      example::read(somalia("changes:\n  - {cause: conflict, scale: 1.05}\n")).scenario;
  constexpr std::uint32_t kPairs = 40;
  Variance paired, apart;
  for (std::uint32_t m = 0; m < kPairs; ++m) {
    const double with = moves(changed, m);
    paired.add(with - moves(baseline, m));
    apart.add(with - moves(baseline, kPairs + m));
  }
  CAPTURE(paired.mean, paired.value(), apart.value());
  CHECK(paired.mean > 0);
  CHECK(paired.value() <= 0.25 * apart.value());
}

TEST_CASE("changes: a what-if that begins later is its baseline until then") {
  const Scenario baseline = example::read(somalia("")).scenario;
  const Scenario changed =
      example::read(somalia("changes:\n  - {from: 2019-07-01, cause: conflict, zones: [SO23], "
                            "scale: 0}\n"))
          .scenario;
  const auto a = models::make_behaviour(baseline);
  const auto b = models::make_behaviour(changed);
  const Projection before = simulate(baseline, *a, {});
  const Projection after = simulate(changed, *b, {});
  REQUIRE(before.causes.front() == "conflict");
  const auto zone = static_cast<std::size_t>(
      std::find_if(baseline.world.zones.begin(), baseline.world.zones.end(),
                   [](const Zone& z) { return z.code == "SO23"; }) -
      baseline.world.zones.begin());
  double without = 0, with = 0;
  for (int month = 0; month < 12; ++month) {
    const auto then = before.departures_by_cause.row(month, 0);
    const auto now = after.departures_by_cause.row(month, 0);
    if (month < 6) CHECK(std::equal(then.begin(), then.end(), now.begin()));
    if (month >= 6) with += then[zone];
    if (month >= 6) without += now[zone];
  }
  CHECK(with > 0);
  CHECK(without == 0);
}

}  // namespace
}  // namespace ravenstein
