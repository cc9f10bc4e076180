// SPDX-License-Identifier: Apache-2.0
#include "engine/population/groups.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/core/problem.hpp"

using namespace ravenstein;

namespace {

std::vector<AttributeTable> tables() {
  AttributeTable gender{"gender", {{"female", 1, {}}, {"male", 1, {}}}};
  gender.values[0].weights = {{3, 9.0}};
  gender.values[1].weights = {{3, 1.0}};
  AttributeTable age{"age", {{"8", 1, {}}, {"30", 2, {{5, 1.0}}}, {"70", 1, {}}}};
  return {gender, age};
}

std::vector<int> counts(const ChoiceGroups& groups, ZoneIndex origin, int people) {
  std::vector<int> result(groups.size());
  for (int person = 0; person < people; ++person) {
    Stream stream({.seed = 4}, Purpose::attribute, static_cast<std::uint32_t>(person), origin);
    ++result[groups.draw(origin, stream)];
  }
  return result;
}

}  // namespace

TEST_CASE("a group is a combination of attributes", "[groups]") {
  const auto attributes = tables();
  const ChoiceGroups groups(attributes);
  REQUIRE(groups.size() == 6);
  CHECK(groups.value(0, "gender") == "female");
  CHECK(groups.value(0, "age") == "8");
  CHECK(groups.value(5, "gender") == "male");
  CHECK(groups.value(5, "age") == "70");
  CHECK(groups.value(2, "height").empty());
  CHECK(ChoiceGroups({}).size() == 1);
}

TEST_CASE("groups are drawn by the distributions of the origin", "[groups]") {
  const auto attributes = tables();
  const ChoiceGroups groups(attributes);
  const int people = 8000;
  const double expected[] = {1.0 / 8, 2.0 / 8, 1.0 / 8, 1.0 / 8, 2.0 / 8, 1.0 / 8};
  const auto standard = counts(groups, 0, people);
  for (std::size_t g = 0; g < 6; ++g) {
    const double deviation = std::sqrt(people * expected[g] * (1 - expected[g]));
    CHECK(standard[g] == Approx(people * expected[g]).margin(4 * deviation));
  }
  const auto women = counts(groups, 3, people);
  CHECK(women[0] + women[1] + women[2] == Approx(0.9 * people).margin(4 * std::sqrt(720.0)));
  const auto adults = counts(groups, 5, people);
  CHECK(adults[1] + adults[4] == people);
  CHECK(counts(groups, kNowhere, 100) == counts(groups, kNowhere, 100));
}

TEST_CASE("distributions without weight and too many groups are refused", "[groups]") {
  auto attributes = tables();
  attributes[1].values = {{"8", 0, {}}, {"30", 0, {}}};
  CHECK_THROWS_AS(ChoiceGroups(attributes), InputError);
  attributes[1].values = {{"8", -1, {}}, {"30", 2, {}}};
  CHECK_THROWS_AS(ChoiceGroups(attributes), InputError);
  attributes[1].values.assign(40000, {"x", 1, {}});
  CHECK_THROWS_AS(ChoiceGroups(attributes), InputError);
}
