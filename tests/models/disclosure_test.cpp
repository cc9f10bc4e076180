// SPDX-License-Identifier: Apache-2.0
// Hiding small numbers: worked out by hand.
#include <catch2/catch.hpp>
#include <cmath>

#include "models/disclosure/parts.hpp"
#include "models/disclosure/places.hpp"

namespace ravenstein::models {
namespace {

using Parts = std::vector<double>;
using Scenarios = std::vector<Parts>;

std::vector<Zone> three_zones() {
  std::vector<Zone> zones(3);
  for (std::size_t z = 0; z < zones.size(); ++z) {
    zones[z].code = std::string(1, static_cast<char>('a' + z));
    zones[z].country = "A";
    zones[z].region = "north";
  }
  return zones;
}

}  // namespace

TEST_CASE("disclosure: what is shown is rounded, and never looks smaller than k") {
  const DisclosureSettings plain;
  CHECK(public_number(12, plain) == 10);
  CHECK(public_number(13, plain) == 15);
  CHECK(public_number(0, plain) == 0);
  CHECK(public_number(-13, plain) == -15);
  CHECK(std::isnan(public_number(std::nan(""), plain)));
  DisclosureSettings phones;
  phones.phone_derived = true;
  phones.rounding = 10;
  CHECK(phones.smallest() == 15);
  CHECK(public_number(15, phones) == 20);
  CHECK_FALSE(may_be_shown(14, phones.smallest()));
  CHECK(may_be_shown(0, phones.smallest()));
}

TEST_CASE("disclosure: rows are put together until nothing small can be worked out") {
  // Present 6, 18, 18, 30: 6 is small. In rows 0 and 1 together 18 came. In row 3 12 came.
  const PlaceHistory grows{{6, 18, 18, 30}, {6, 12, 0, 12}};
  const Spans spans = cut_spans(std::vector{grows}, 10);
  CHECK(spans.arrivals);
  CHECK(spans.last == std::vector{1, 2, 3});
  // 15 came in row 1 and 3 left: shown alone, the 3 could be worked out (20 + 15 - 32).
  const PlaceHistory leaks{{20, 32, 50}, {20, 15, 28}};
  CHECK(cut_spans(std::vector{leaks}, 10).last == std::vector{0, 2});
  // Two scenarios share their spans.
  const PlaceHistory other{{20, 35, 53}, {20, 15, 18}};
  CHECK(cut_spans(std::vector{other}, 10).last == std::vector{0, 1, 2});
  CHECK(cut_spans(std::vector{leaks, other}, 10).last == std::vector{0, 2});
}

TEST_CASE("disclosure: arrivals are given up where they would hide how many are there") {
  // In every row 50 came and one left: 4 in all is never enough to be shown.
  const PlaceHistory restless{{49, 98, 147, 196}, {50, 50, 50, 50}};
  const Spans spans = cut_spans(std::vector{restless}, 10);
  CHECK_FALSE(spans.arrivals);
  CHECK(spans.last == std::vector{0, 1, 2, 3});
}

TEST_CASE("disclosure: zones with few people are shown together") {
  const ZoneHistory history{3, {3, 100, 9, 4, 150, 9}, {}};
  const auto places = public_places(three_zones(), std::vector{history}, {});
  REQUIRE(places.size() == 2);
  CHECK(places[0].zones == std::vector<ZoneIndex>{1});
  CHECK(places[0].spans.last == std::vector{0, 1});
  CHECK(places[1].zones == std::vector<ZoneIndex>{0, 2});  // 12, then 13: the change is small
  CHECK(places[1].spans.last == std::vector{1});
  CHECK(places[1].region == "north");
}

TEST_CASE("disclosure: few people keep company with the place that has the fewest") {
  const ZoneHistory history{3, {3, 100, 60}, {}};
  const auto places = public_places(three_zones(), std::vector{history}, {});
  REQUIRE(places.size() == 2);
  CHECK(places[1].zones == std::vector<ZoneIndex>{0, 2});
  const ZoneHistory few{3, {3, 1, 2}, {}};
  CHECK(public_places(three_zones(), std::vector{few}, {}).empty());
  DisclosureSettings regions;
  regions.level = "region";
  CHECK(public_places(three_zones(), std::vector{history}, regions).size() == 1);
}

TEST_CASE("disclosure: a small part hides a second one") {
  CHECK(shown_parts(Scenarios{Parts{3, 40, 50}}, 10) == std::vector{false, false, true});
  CHECK(shown_parts(Scenarios{Parts{3, 7, 50}}, 10) == std::vector{false, false, true});
  CHECK(shown_parts(Scenarios{Parts{0, 40, 50}}, 10) == std::vector{true, true, true});
  CHECK(shown_parts(Scenarios{Parts{3, 40, 50}, Parts{90, 40, 12}}, 10) ==
        std::vector{false, false, true});
  const Parts few{0, 3, 40}, many{0, 12, 40};
  CHECK(quantiles_may_be_shown(many, 10));
  CHECK_FALSE(quantiles_may_be_shown(few, 10));
}

TEST_CASE("disclosure: a small flow hides enough of its row and column") {
  // To b: 3 from a and 20 from c. From a: 3 to b and 30 to c. With 20 and 30 hidden, 3 may be
  // 3 + 20 at the most, and c to c is nobody.
  const std::vector<double> flows{0, 3, 30, 0, 0, 25, 40, 20, 0};
  const auto shown = shown_flows(Scenarios{flows}, 3, 10);
  CHECK_FALSE(shown[1]);  // a to b
  CHECK_FALSE(shown[2]);  // a to c: else the row's sum tells
  CHECK_FALSE(shown[7]);  // c to b: else the column's sum tells
  // Without small ones all are shown, but not that nobody went.
  const std::vector<double> large{0, 30, 0, 50, 0, 25, 40, 20, 0};
  const auto most = shown_flows(Scenarios{large}, 3, 10);
  CHECK(most == std::vector{false, true, false, true, false, true, true, true, false});
}

TEST_CASE("disclosure: quantiles of a whole do not tell those of its hidden parts") {
  const std::vector<double> few{3, 17, 60};
  // The shown part does not vary: 503, 517 and 560 less 500.
  WholeAndParts all{{503, 517, 560}, {}, {few}};
  all.show(std::vector<double>{500, 500, 500});
  CHECK_FALSE(whole_may_be_shown(all, 10));
  // Two hidden parts of few: 506 less 500 is small; with one of many it is not.
  all.whole = {506, 534, 620};
  all.hidden = {few, few};
  CHECK_FALSE(whole_may_be_shown(all, 10));
  all.hidden = {few, {40, 50, 60}};
  CHECK(whole_may_be_shown(all, 10));
  // The shown part varies by 200, and not along with the hidden one: 430 - 400 at least.
  all = {{430, 520, 620}, {}, {few}};
  all.show(std::vector<double>{400, 500, 600});
  CHECK(whole_may_be_shown(all, 10));
  // It varies along with it: whoever subtracts finds 3.
  all.whole = {403, 517, 660};
  CHECK_FALSE(whole_may_be_shown(all, 10));
  all.hidden.clear();
  CHECK(whole_may_be_shown(all, 10));
}

}  // namespace ravenstein::models
