// SPDX-License-Identifier: Apache-2.0
// Reference numbers marked [Flee] were obtained by running Flee 3 (djgroen/flee 02cd2cbd8a02).
#include <catch2/catch.hpp>

#include "models/movement/flee/conflict.hpp"
#include "models/movement/flee/move_chance.hpp"
#include "models/movement/flee/score.hpp"

using namespace ravenstein;
using namespace ravenstein::models;

TEST_CASE("a place loses its pull between 90 and 100 per cent of its capacity", "[flee]") {
  const auto multiplier = [](double people) { return capacity_multiplier(people, 100, 0.9); };
  CHECK(multiplier(90) == 1);  // [Flee], this and the next five
  CHECK(multiplier(91) == Approx(0.9));
  CHECK(multiplier(95) == Approx(0.5));
  CHECK(multiplier(97) == Approx(0.3));
  CHECK(multiplier(99) == Approx(0.1));
  CHECK(multiplier(100) == 0);
  CHECK(multiplier(5000) == 0);
  CHECK(capacity_multiplier(5000, 0, 0.9) == 1);  // no capacity: unlimited
}

TEST_CASE("conflict repels less as it grows old, if told so", "[flee]") {
  FleeParameters parameters;
  parameters.conflict_weight = 0.25;
  parameters.conflict_spawn_decay = {1, 1, 1, 0.5, 0.1};
  const auto score_after = [&](int days) {
    return location_score(
        {.foreign = false,
         .camp = false,
         .conflict = 1,
         .conflict_decay = conflict_decay(days, parameters.conflict_spawn_decay, 30),
         .food_percent = 0},
        days, parameters);
  };
  CHECK(score_after(89) == Approx(0.25));  // [Flee], all three
  CHECK(score_after(90) == Approx(0.5));
  CHECK(score_after(120) == Approx(0.871).margin(0.0005));
  CHECK(score_after(100000) == score_after(120));  // the last interval stays
}

TEST_CASE("scores multiply what speaks for and against a place", "[flee]") {
  FleeParameters parameters;
  parameters.foreign_weight = 3;
  parameters.camp_weight = 2;
  parameters.conflict_weight = 0.5;
  PlaceToday place{.foreign = true, .camp = true, .conflict = 2};
  CHECK(location_score(place, 5, parameters) == Approx(3 * 2 * 0.25));
  parameters.avoid_food_deprived_locations = true;
  place = {.food_percent = 50};
  CHECK(location_score(place, 1, parameters) == Approx(0.75));  // 1 - 0.5^2
  CHECK(location_score(place, 0, parameters) == 1);             // not on day 0
  place.foreign = true;
  CHECK(location_score(place, 1, parameters) == 3);  // at home only
}

TEST_CASE("values by level run straight between and stay outside", "[flee]") {
  const std::vector<double> values{0, 0.1, 0.5};
  CHECK(value_at_level(values, 0) == 0);
  CHECK(value_at_level(values, 0.5) == Approx(0.05));
  CHECK(value_at_level(values, 1.25) == Approx(0.2));
  CHECK(value_at_level(values, 2) == 0.5);  // Flee 3 fails at the top level
  CHECK(value_at_level(values, 9) == 0.5);
}

TEST_CASE("intensity is followed, or frozen at its onset", "[flee]") {
  const std::vector<double> course{0, 0.2, 0.9, 0, 1};
  for (const bool frozen : {false, true}) {
    FleeParameters parameters;
    parameters.conflict_intensity_frozen = frozen;
    parameters.conflict_spawn_decay = {1, 0.5};
    parameters.conflict_spawn_decay_interval_days = 1;
    ConflictHistory history(1, parameters);
    std::vector<double> read;
    for (int day = 0; day < 5; ++day) {
      history.advance(day, std::span(course).subspan(static_cast<std::size_t>(day), 1));
      read.push_back(history.intensity(0));
      CHECK(history.decay(0) == (day == 2 ? 0.5 : day == 3 ? 0.5 : day == 0 ? 1 : 1));
    }
    const std::vector<double> frozen_course{0, 0.2, 0.2, 0, 1};  // [Flee]
    CHECK(read == (frozen ? frozen_course : course));
  }
}

TEST_CASE("the chance to set out depends on the place", "[flee]") {
  FleeParameters p;
  const auto chance = [&](MovingToday place) { return move_chance(place, p); };
  CHECK(chance({.kind = ZoneKind::town}) == p.default_movechance);
  CHECK(chance({.kind = ZoneKind::town, .conflict = true}) == p.conflict_movechance);
  CHECK(chance({.kind = ZoneKind::camp}) == p.camp_movechance);
  CHECK(chance({.kind = ZoneKind::camp, .receiving = false}) == p.default_movechance);
  CHECK(chance({.kind = ZoneKind::idp_camp}) == p.idpcamp_movechance);
  CHECK(chance({.kind = ZoneKind::hub}) == 1);
  CHECK(chance({.kind = ZoneKind::marker}) == 1);

  p.flee_when_starving = true;  // q + (1 - q) p
  CHECK(chance({.kind = ZoneKind::town, .food_percent = 40}) == Approx(0.4 + 0.6 * 0.3));
  p.flood_movechances = {0, 0.5, 1};
  CHECK(chance({.kind = ZoneKind::town, .flood_level = 1.5}) == Approx(0.75));

  p = {};
  p.movechance_pop_scale_factor = 0.5;  // 0.3 x (40,000 / 10,000)^0.5
  CHECK(chance({.kind = ZoneKind::town, .people = 40000}) == Approx(0.6));
  CHECK(chance({.kind = ZoneKind::town, .conflict = true, .people = 40000}) == 1);
}
