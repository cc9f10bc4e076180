// SPDX-License-Identifier: Apache-2.0
#include "engine/population/flat_pass.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "tests/engine/chi_square.hpp"

namespace ravenstein {

namespace {

constexpr std::uint32_t kZones = 50;
constexpr std::uint32_t kClosedZone = 7;    // nobody leaves
constexpr std::uint32_t kEmptyingZone = 8;  // everybody leaves
constexpr std::uint32_t kDeadEnd = 9;       // no way out

// A small country: every zone but the dead end leads to five others.
struct Country {
  std::vector<double> probability;
  std::vector<std::uint32_t> begin{0};
  std::vector<std::uint32_t> to;
  std::vector<double> weight;
  std::vector<std::uint32_t> thresholds;
  AliasTables tables;
  std::vector<ZoneIndex> zones;

  explicit Country(std::size_t agents) : zones(agents) {
    for (std::uint32_t zone = 0; zone < kZones; ++zone) {
      probability.push_back(zone == kClosedZone     ? 0
                            : zone == kEmptyingZone ? 1
                                                    : 0.02 * (zone % 20) + 0.005);
      for (std::uint32_t k = 1; k <= 5 && zone != kDeadEnd; ++k) {
        to.push_back((zone + k * k) % kZones);
        weight.push_back(k);
      }
      begin.push_back(static_cast<std::uint32_t>(to.size()));
    }
    set_thresholds(probability, thresholds);
    tables.set_targets(begin, to);
    tables.rebuild_all(weight);
    Stream stream({99, 0}, Purpose::attribute, 0, 0);
    for (ZoneIndex& zone : zones) {
      zone = stream.next_u32() % (kZones + 1);
      if (zone == kZones) zone = kNowhere;
    }
  }

  FlatDay day(std::uint32_t number, SimdLevel level = best_simd_level()) const {
    return {{2024, 5}, number, thresholds, tables.view(), level};
  }
};

std::vector<Hop> all_of(std::span<const Hop> hops) { return {hops.begin(), hops.end()}; }

// The pass from its definition, one agent at a time.
std::vector<Hop> by_definition(const Country& country, std::uint32_t day,
                               std::vector<ZoneIndex>& zones) {
  const DrawKey key{2024, 5};
  std::vector<Hop> hops;
  for (std::uint32_t agent = 0; agent < zones.size(); ++agent) {
    const std::uint32_t from = zones[agent];
    if (from == kNowhere) continue;
    const std::uint32_t chance = philox(key, Purpose::flat_departure, agent / 4, day)[agent % 4];
    const double p = country.probability[from];
    if (p < 1 && !(chance < std::nearbyint(p * 0x1p32))) continue;
    const PhiloxWords where = philox(key, Purpose::flat_destination, agent, day);
    const std::uint32_t to = sample(country.tables.view(), from, where[0], where[1]);
    if (to == kNoTarget) continue;
    zones[agent] = to;
    hops.push_back({agent, from, to});
  }
  return hops;
}

TEST_CASE("Thresholds of the flat pass are exact at 0 and 1") {
  std::vector<std::uint32_t> thresholds;
  set_thresholds(std::vector<double>{0, 1, 0.5, 0x1p-32, 1e-12}, thresholds);
  CHECK(thresholds == std::vector<std::uint32_t>{0, 0xffffffffU, 0x80000000U, 1, 0, 0});
  CHECK(leaves(0xffffffffU, 0xffffffffU));
  CHECK_FALSE(leaves(0, 0));
  CHECK(leaves(0x7fffffffU, 0x80000000U));
  CHECK_FALSE(leaves(0x80000000U, 0x80000000U));
  CHECK_THROWS_AS(set_thresholds(std::vector<double>{1.1}, thresholds), std::logic_error);
  CHECK_THROWS_AS(set_thresholds(std::vector<double>{std::nan("")}, thresholds), std::logic_error);
}

TEST_CASE("The flat pass is its definition at every vector level and cut into blocks") {
  const Country country(10007);
  std::vector<ZoneIndex> expected_zones = country.zones;
  const std::vector<Hop> expected = by_definition(country, 3, expected_zones);
  REQUIRE(expected.size() > 1000);
  for (const SimdLevel level : {SimdLevel::scalar, best_simd_level()}) {
    for (const std::size_t block : {std::size_t{7}, std::size_t{32}, std::size_t{1000},
                                    std::size_t{1024}, std::size_t{4096}, std::size_t{10007}}) {
      std::vector<ZoneIndex> zones = country.zones;
      HopBuffer hops;
      for (std::size_t begin = 0; begin < zones.size(); begin += block) {
        flat_pass_block(country.day(3, level), zones, begin, std::min(begin + block, zones.size()),
                        hops);
      }
      REQUIRE(zones == expected_zones);
      REQUIRE(all_of(hops.hops()) == expected);
    }
  }
}

TEST_CASE("The flat pass gives the same bytes for 1, 2 and 7 threads") {
  const Country country(300001);
  std::vector<std::vector<ZoneIndex>> zones;
  std::vector<std::vector<Hop>> hops;
  for (const int threads : {1, 2, 7}) {
    zones.push_back(country.zones);
    hops.emplace_back();
    const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, threads);
    tbb::task_arena arena(threads);
    arena.execute([&] {
      std::vector<HopBuffer> blocks;
      HopBuffer all;
      for (std::uint32_t day = 0; day < 5; ++day) {
        flat_pass(country.day(day), zones.back(), blocks);
        concatenate(blocks, all);
        hops.back().insert(hops.back().end(), all.hops().begin(), all.hops().end());
      }
    });
  }
  REQUIRE(hops[0].size() > 100000);
  CHECK(zones[1] == zones[0]);
  CHECK(zones[2] == zones[0]);
  CHECK(hops[1] == hops[0]);
  CHECK(hops[2] == hops[0]);
}

TEST_CASE("Hops tell exactly who went where, and nobody appears or vanishes") {
  const Country country(200000);
  std::vector<ZoneIndex> zones = country.zones;
  std::vector<ZoneIndex> replayed = zones;
  std::vector<HopBuffer> blocks;
  HopBuffer all;
  flat_pass(country.day(0), zones, blocks);
  concatenate(blocks, all);
  std::uint32_t next_agent = 0;
  for (const Hop& hop : all.hops()) {
    REQUIRE(hop.agent >= next_agent);
    REQUIRE(replayed[hop.agent] == hop.from);
    REQUIRE((hop.from < kZones && hop.to < kZones));
    REQUIRE((hop.from != kClosedZone && hop.from != kDeadEnd));
    replayed[hop.agent] = hop.to;
    next_agent = hop.agent + 1;
  }
  CHECK(replayed == zones);
  CHECK(std::count(zones.begin(), zones.end(), kNowhere) ==
        std::count(country.zones.begin(), country.zones.end(), kNowhere));
  const auto left_emptying = std::count_if(all.hops().begin(), all.hops().end(),
                                           [](const Hop& h) { return h.from == kEmptyingZone; });
  CHECK(left_emptying == std::count(country.zones.begin(), country.zones.end(), kEmptyingZone));
}

TEST_CASE("Leavers and destinations of the flat pass have their probabilities") {
  const Country country(400000);
  std::vector<std::int64_t> steps;  // which of its zone's five targets
  std::vector<std::int64_t> leavers(kZones, 0);
  const int days = 20;
  for (std::uint32_t day = 0; day < days; ++day) {
    std::vector<ZoneIndex> zones = country.zones;
    std::vector<HopBuffer> blocks;
    flat_pass(country.day(day), zones, blocks);
    for (const HopBuffer& block : blocks) {
      for (const Hop& hop : block.hops()) {
        ++leavers[hop.from];
        const std::uint32_t distance = (hop.to + kZones - hop.from) % kZones;
        steps.push_back(std::lround(std::sqrt(distance)));
      }
    }
  }
  CHECK(testing::chi_square({1, {1 / 15., 2 / 15., 3 / 15., 4 / 15., 5 / 15.}}, steps).plausible());
  double statistic = 0;
  int zones_tested = 0;
  for (std::uint32_t zone = 0; zone < kZones; ++zone) {
    const double p = country.probability[zone];
    if (p == 0 || p == 1 || zone == kDeadEnd) continue;
    const auto asked =
        static_cast<double>(days * std::count(country.zones.begin(), country.zones.end(), zone));
    const double z = (static_cast<double>(leavers[zone]) - asked * p);
    statistic += z * z / (asked * p * (1 - p));
    ++zones_tested;
  }
  REQUIRE(zones_tested == 47);
  CHECK(statistic < testing::chi_square_limit(zones_tested));
}

TEST_CASE("The flat pass reuses its memory and refuses what it cannot do") {
  const Country country(100000);
  std::vector<ZoneIndex> zones = country.zones;
  std::vector<HopBuffer> blocks;
  flat_pass(country.day(0), zones, blocks);
  REQUIRE(blocks.size() == 2);
  const Hop* before = blocks[1].hops().data();
  zones = country.zones;
  flat_pass(country.day(0), zones, blocks);
  CHECK(blocks[1].hops().data() == before);
  HopBuffer hops;
  CHECK_THROWS_AS(flat_pass_block(country.day(0), zones, 0, zones.size() + 1, hops),
                  std::logic_error);
  FlatDay wrong = country.day(0);
  wrong.thresholds = wrong.thresholds.first(kZones);
  CHECK_THROWS_AS(flat_pass_block(wrong, zones, 0, 4, hops), std::logic_error);
}

}  // namespace
}  // namespace ravenstein
