// SPDX-License-Identifier: Apache-2.0
#include "engine/world/condition.hpp"

#include <catch2/catch.hpp>

using namespace ravenstein;

TEST_CASE("a step condition holds until its next change") {
  const ConditionTable table{
      "conflict", Between::step, {{0, 1, 0.5}, {2, 0, 1.0}, {2, 1, 0.0}, {5, 0, 0.25}}};
  ConditionCursor cursor(table, 3);
  CHECK(cursor.advance_to(0)[1] == 0.5);
  CHECK(cursor.advance_to(1)[1] == 0.5);
  cursor.advance_to(4);  // days may be skipped
  CHECK(cursor.values()[0] == 1.0);
  CHECK(cursor.values()[1] == 0.0);
  CHECK(cursor.values()[2] == 0.0);
  CHECK(cursor.advance_to(9)[0] == 0.25);
}

TEST_CASE("a linear condition runs straight between its values and stays at the last") {
  const ConditionTable table{"food", Between::linear, {{0, 0, 10}, {10, 0, 30}, {20, 0, 30}}};
  ConditionCursor cursor(table, 1);
  CHECK(cursor.advance_to(0)[0] == 10);
  CHECK(cursor.advance_to(5)[0] == 20);
  CHECK(cursor.advance_to(10)[0] == 30);
  CHECK(cursor.advance_to(15)[0] == 30);
  CHECK(cursor.advance_to(99)[0] == 30);
}
