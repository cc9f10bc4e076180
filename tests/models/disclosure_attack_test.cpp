// SPDX-License-Identifier: Apache-2.0
// An attacker who knows everything that is published, without rounding, and that nobody is born,
// dies or comes from elsewhere: what is the least and the most that each small number can be?
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "models/disclosure/parts.hpp"
#include "models/disclosure/places.hpp"
#include "tests/models/simplex.hpp"

namespace ravenstein::models {
namespace {

using testing::Polytope;

constexpr double kSmallest = 10;
constexpr std::size_t kZones = 4, kRows = 4;

/// Made up: residents and those already displaced go from zone to zone, row by row.
struct World {
  ZoneHistory history{kZones, std::vector<double>(kRows* kZones),
                      std::vector<double>(kRows* kZones)};
  std::vector<double> left = std::vector<double>(kRows * kZones);  ///< of the displaced
  std::vector<double> flows = std::vector<double>(kZones * kZones);
};

World random_world(std::mt19937& random, const World* same = nullptr, std::size_t until = 0) {
  const auto one_of = [&](std::vector<int> choice) { return choice[random() % choice.size()]; };
  World world;
  std::vector<double> present(kZones);
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::size_t from = 0; from < kZones; ++from) {
      for (std::size_t to = 0; to < kZones; ++to) {
        if (from == to) continue;
        double moved = one_of({0, 0, 1, 2, 3, 4, 6, 9, 12, 15, 25, 60});
        const double displaced = std::min(present[from], double(one_of({0, 0, 0, 2, 5, 11, 40})));
        moved = std::max(moved, displaced);
        world.left[row * kZones + from] += displaced;
        present[from] -= displaced;
        world.history.arrivals[row * kZones + to] += moved;
        world.flows[from * kZones + to] += moved;
      }
    }
    for (std::size_t zone = 0; zone < kZones; ++zone) {
      if (same != nullptr && row < until) {
        world.left[row * kZones + zone] = same->left[row * kZones + zone];
        world.history.arrivals[row * kZones + zone] = same->history.arrivals[row * kZones + zone];
        present[zone] = same->history.present[row * kZones + zone];
      } else {
        present[zone] += world.history.arrivals[row * kZones + zone];
      }
      world.history.present[row * kZones + zone] = present[zone];
    }
  }
  return world;
}

/// The numbers an attacker does not know: by zone and row present, arrived, left; flows; residents
/// who left each zone.
constexpr std::size_t kPresent = 0, kArrived = kRows * kZones, kLeft = 2 * kRows * kZones,
                      kFlows = 3 * kRows * kZones, kResidents = kFlows + kZones * kZones,
                      kUnknowns = kResidents + kZones;

/// What holds in a world without births, deaths and strangers.
void add_balance(Polytope& all, std::size_t base) {
  for (std::size_t zone = 0; zone < kZones; ++zone) {
    Polytope::Terms came, left;
    for (std::size_t row = 0; row < kRows; ++row) {
      const std::size_t cell = row * kZones + zone;
      Polytope::Terms change{
          {base + kPresent + cell, 1}, {base + kArrived + cell, -1}, {base + kLeft + cell, 1}};
      if (row > 0) change.push_back({base + kPresent + cell - kZones, -1});
      all.equal(change, 0);
      came.push_back({base + kArrived + cell, -1});
      left.push_back({base + kLeft + cell, -1});
    }
    for (std::size_t other = 0; other < kZones; ++other) {
      if (other == zone) continue;
      came.push_back({base + kFlows + other * kZones + zone, 1});
      left.push_back({base + kFlows + zone * kZones + other, 1});
    }
    left.push_back({base + kResidents + zone, -1});
    all.equal(came, 0);
    all.equal(left, 0);
  }
}

/// People present and arrivals of the spans of all places.
void add_places(Polytope& all, std::size_t base, const World& world,
                const std::vector<Place>& places) {
  for (const Place& place : places) {
    const PlaceHistory sum = history_of(world.history, place.zones);
    for (std::size_t n = 0; n < place.spans.last.size(); ++n) {
      const auto last = static_cast<std::size_t>(place.spans.last[n]);
      Polytope::Terms present, arrived;
      double came = 0;
      for (const ZoneIndex zone : place.zones) {
        present.push_back({base + kPresent + last * kZones + zone, 1});
      }
      for (auto row = static_cast<std::size_t>(first_row(place.spans, n)); row <= last; ++row) {
        came += sum.arrivals[row];
        for (const ZoneIndex zone : place.zones) {
          arrived.push_back({base + kArrived + row * kZones + zone, 1});
        }
      }
      all.equal(present, sum.present[last]);
      if (place.spans.arrivals) all.equal(arrived, came);
    }
  }
}

std::vector<double> between(const World& world, const std::vector<Place>& places) {
  std::vector<double> flows;
  for (const Place& from : places) {
    for (const Place& to : places) {
      double sum = 0;
      for (const ZoneIndex i : from.zones) {
        for (const ZoneIndex j : to.zones) sum += world.flows[i * kZones + j];
      }
      flows.push_back(sum);
    }
  }
  return flows;
}

/// The flows that are shown.
void add_flows(Polytope& all, std::size_t base, const std::vector<double>& flows,
               const std::vector<bool>& shown, const std::vector<Place>& places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t j = 0; j < places.size(); ++j) {
      Polytope::Terms pair;
      for (const ZoneIndex from : places[i].zones) {
        for (const ZoneIndex to : places[j].zones) {
          if (from != to) pair.push_back({base + kFlows + from * kZones + to, 1});
        }
      }
      if (shown[i * places.size() + j]) all.equal(pair, flows[i * places.size() + j]);
    }
  }
}

/// The narrowest interval of a small number; infinity if none is small.
double narrowest(Polytope& all, std::size_t base, const World& world) {
  double least = std::numeric_limits<double>::infinity();
  const auto look = [&](const std::vector<double>& values, std::size_t first, bool flows) {
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
      if (may_be_shown(values[cell], kSmallest)) continue;
      if (flows && cell / kZones == cell % kZones) continue;
      const auto [low, high] = all.bounds(base + first + cell);
      INFO("unknown " << first << " + " << cell << ": " << values[cell] << " in " << low << " to "
                      << high);
      CHECK(low <= values[cell] + 1e-6);
      CHECK(high >= values[cell] - 1e-6);
      CHECK(high - low >= kSmallest - 1e-6);
      least = std::min(least, high - low);
    }
  };
  look(world.history.present, kPresent, false);
  look(world.history.arrivals, kArrived, false);
  look(world.left, kLeft, false);
  look(world.flows, kFlows, true);
  return least;
}

std::vector<Zone> zones_of_two_regions() {
  std::vector<Zone> zones(kZones);
  for (std::size_t z = 0; z < kZones; ++z) {
    zones[z].code = std::to_string(z);
    zones[z].country = "A";
    zones[z].region = z < kZones / 2 ? "east" : "west";
  }
  return zones;
}

}  // namespace

TEST_CASE(
    "disclosure: no small number is known to fewer than k people, margins, flows and balance "
    "told") {
  std::mt19937 random(20261122);
  std::size_t spans = 0, pooled = 0, shown_pairs = 0, small = 0;
  for (int run = 0; run < 400; ++run) {
    const World world = random_world(random);
    const std::vector history{world.history};
    const DisclosureSettings settings;
    const auto places = public_places(zones_of_two_regions(), history, settings);
    const std::vector<double> flows = between(world, places);
    const auto shown = shown_flows(std::vector<std::vector<double>>{flows}, places.size(),
                                   kSmallest, withheld_destinations(places, history, settings));
    Polytope all(kUnknowns);
    add_balance(all, 0);
    add_places(all, 0, world, places);
    add_flows(all, 0, flows, shown, places);
    INFO("run " << run);
    small += std::isfinite(narrowest(all, 0, world)) ? 1 : 0;
    for (const Place& place : places) {
      spans += place.spans.last.size();
      pooled += place.zones.size() > 1 ? 1 : 0;
    }
    shown_pairs += static_cast<std::size_t>(std::ranges::count(shown, true));
  }
  // It was no empty victory: there was something to hide, and much is shown.
  CHECK(small > 300);
  CHECK(spans > 1500);
  CHECK(shown_pairs > 500);
  CHECK(pooled > 0);
}

TEST_CASE("disclosure: two scenarios that are the same at first tell no more than one") {
  std::mt19937 random(7);
  for (int run = 0; run < 15; ++run) {
    const std::size_t until = 2;
    const World a = random_world(random);
    const World b = random_world(random, &a, until);
    const DisclosureSettings settings;
    const std::vector<ZoneHistory> both{a.history, b.history};
    const auto places = public_places(zones_of_two_regions(), both, settings);
    Polytope all(2 * kUnknowns);
    for (const std::size_t base : {std::size_t{0}, kUnknowns}) {
      for (std::size_t zone = 0; zone < kZones; ++zone) {
        for (std::size_t row = 0; row < kRows; ++row) {
          const std::size_t cell = row * kZones + zone;
          Polytope::Terms change{
              {base + kPresent + cell, 1}, {base + kArrived + cell, -1}, {base + kLeft + cell, 1}};
          if (row > 0) change.push_back({base + kPresent + cell - kZones, -1});
          all.equal(change, 0);
        }
      }
    }
    add_places(all, 0, a, places);
    add_places(all, kUnknowns, b, places);
    for (std::size_t cell = 0; cell < until * kZones; ++cell) {
      for (const std::size_t first : {kPresent, kArrived, kLeft}) {
        all.equal({{first + cell, 1}, {kUnknowns + first + cell, -1}}, 0);
      }
    }
    World known = a;  // flows were not attacked here
    known.flows.clear();
    INFO("run " << run);
    narrowest(all, 0, known);
    known = b;
    known.flows.clear();
    narrowest(all, kUnknowns, known);
  }
}

TEST_CASE("disclosure: the attacker finds what hiding the small numbers alone gives away") {
  // Two rows of one zone: 4 and 30 people came, nobody left. Who hides the 4 and shows the rest
  // (34 in all, as many present) has hidden nothing.
  Polytope all(2);
  all.equal({{0, 1}, {1, 1}}, 34);
  all.equal({{1, 1}}, 30);
  const auto [low, high] = all.bounds(0);
  CHECK(low == Approx(4));
  CHECK(high == Approx(4));
  const PlaceHistory zone{{4, 34}, {4, 30}};
  CHECK(cut_spans(std::vector{zone}, kSmallest).last == std::vector{1});
}

}  // namespace ravenstein::models
