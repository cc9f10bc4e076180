// SPDX-License-Identifier: Apache-2.0
#include "engine/world/network.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/world/routing.hpp"

using namespace ravenstein;

namespace {

/// A - B - C in a row, B and C abroad, and D off the road behind a marker M.
std::vector<Zone> places() {
  std::vector<Zone> zones(5);
  const char* names[] = {"A", "B", "C", "M", "D"};
  for (std::size_t i = 0; i < zones.size(); ++i) {
    zones[i].code = names[i];
    zones[i].country = i == 0 ? "Home" : "Abroad";
  }
  zones[2].kind = ZoneKind::camp;
  zones[3].kind = ZoneKind::marker;
  return zones;
}

std::vector<Link> ways() {
  return {{.a = 0, .b = 1, .distance_km = 100},
          {.a = 1, .b = 2, .distance_km = 60},
          {.a = 0, .b = 3, .distance_km = 30},
          {.a = 3, .b = 4, .distance_km = 20}};
}

}  // namespace

TEST_CASE("the network changes only when a closure begins or ends") {
  const Network network(places(), ways(),
                        {{.kind = ClosureKind::country,
                          .country_a = "Abroad",
                          .country_b = "Home",
                          .start_day = 5,
                          .end_day = 9},
                         {.kind = ClosureKind::camp, .zone_a = 2, .start_day = 7}},
                        20);
  REQUIRE(network.epochs().size() == 4);  // 0, 5, 7, 9
  CHECK(network.on(4).link_open == std::vector<std::uint8_t>{1, 1, 1, 1});
  CHECK(network.on(5).link_open == std::vector<std::uint8_t>{0, 1, 0, 1});
  CHECK(network.on(8).link_open == std::vector<std::uint8_t>{0, 1, 0, 1});
  CHECK(network.on(8).receiving[2] == 0);
  CHECK(network.on(9).link_open == std::vector<std::uint8_t>{1, 1, 1, 1});
  CHECK(network.on(19).receiving[2] == 0);
  CHECK(network.on(6).receiving[2] == 1);
}

TEST_CASE("a closed location loses all its links and receives nobody") {
  const Network network(
      places(), ways(),
      {{.kind = ClosureKind::location, .zone_a = 2, .start_day = 0, .end_day = 3}}, 10);
  CHECK(network.on(0).link_open == std::vector<std::uint8_t>{1, 0, 1, 1});
  CHECK(network.on(0).receiving[2] == 0);
  CHECK(network.on(3).link_open == std::vector<std::uint8_t>{1, 1, 1, 1});
}

TEST_CASE("shortest distances follow the open links") {
  const Network network(places(), ways(),
                        {{.kind = ClosureKind::link, .zone_a = 2, .zone_b = 1, .start_day = 1}}, 3);
  const ZoneIndex target[] = {2};
  const DistanceTable open = shortest_distances(network.on(0), target);
  CHECK(open.to(0, 0) == 160);
  CHECK(open.to(0, 4) == 210);
  CHECK(open.to(0, 2) == 0);
  const DistanceTable closed = shortest_distances(network.on(1), target);
  CHECK(std::isinf(closed.to(0, 0)));
}

TEST_CASE("a closure that lets some through leaves its links open") {
  std::vector<Link> links = ways();
  links[1].permeability = 0.8;
  links[3].permeability = 0;
  const Network network(
      places(), links,
      {{.kind = ClosureKind::country,
        .country_a = "Home",
        .country_b = "Abroad",
        .start_day = 2,
        .end_day = 4,
        .permeability = 0.25},
       {.kind = ClosureKind::location, .zone_a = 2, .start_day = 3, .permeability = 0.9}},
      9);
  using Shares = std::vector<double>;
  CHECK(network.on(0).link_permeability == Shares{1, 0.8, 1, 0});
  CHECK(network.on(0).link_open == std::vector<std::uint8_t>{1, 1, 1, 0});
  CHECK(network.on(2).link_permeability == Shares{0.25, 0.8, 0.25, 0});
  CHECK(network.on(2).link_open == std::vector<std::uint8_t>{1, 1, 1, 0});
  // A closure opens no link farther than it was.
  CHECK(network.on(3).link_permeability == Shares{0.25, 0.8, 0.25, 0});
  CHECK(network.on(3).receiving[2] == 1);
}

// By hand: A - B - C is 100 + 60 km; half get over the first link and 0.8 over the second. On the
// second people die with a hazard of 0.03 a day; it takes 60 / 20 = 3 days.
TEST_CASE("what travellers meet multiplies along the shortest way") {
  std::vector<Link> links = ways();
  links[0].permeability = 0.5;
  links[1].permeability = 0.8;
  links[1].death_risk_per_day = 0.03;
  links[1].max_speed_km_per_day = 20;
  links[0].death_risk_per_day = 0.01;
  links.push_back({.a = 0, .b = 2, .distance_km = 170, .death_risk_per_day = 9});  // longer
  const Network network(places(), links, {}, 1);
  const ZoneIndex targets[] = {2, 4};
  const ShortestWays ways = shortest_ways(network.on(0), network.links(), targets, 50);
  CHECK(ways.distance.km == shortest_distances(network.on(0), targets).km);
  CHECK(ways.distance.to(0, 0) == 160);
  CHECK(ways.permeability[ways.at(0, 0)] == Approx(0.4));
  CHECK(ways.survival[ways.at(0, 0)] == Approx(std::exp(-0.03 * 3 - 0.01 * 2)));
  CHECK(ways.permeability[ways.at(0, 1)] == Approx(0.8));
  CHECK(ways.permeability[ways.at(0, 2)] == 1);
  CHECK(ways.survival[ways.at(0, 2)] == 1);
  CHECK(ways.survival[ways.at(1, 0)] == 1);
}

TEST_CASE("where no way leads nobody gets through") {
  std::vector<Link> links = ways();
  links[1].permeability = 0;
  const Network network(places(), links, {}, 1);
  const ZoneIndex targets[] = {2};
  const ShortestWays ways = shortest_ways(network.on(0), network.links(), targets, 50);
  CHECK(std::isinf(ways.distance.to(0, 0)));
  CHECK(ways.permeability[ways.at(0, 0)] == 0);
  CHECK(ways.survival[ways.at(0, 0)] == 0);
}

TEST_CASE("routes end at every stop within the steps one knows of, markers do not count") {
  const Network network(places(), ways(), {}, 1);
  const auto zones = places();
  const Routes near = enumerate_routes(network.on(0), zones, 0, 1);
  REQUIRE(near.size() == 2);  // A-B, A-M-D
  CHECK(near.end(0) == 1);
  CHECK(near.end(1) == 4);
  CHECK(near.distance_km[1] == 50);
  CHECK(near.route(1).size() == 2);
  const Routes far = enumerate_routes(network.on(0), zones, 0, 2);
  REQUIRE(far.size() == 3);  // A-B, A-B-C, A-M-D
  CHECK(far.distance_km[1] == 160);
}
