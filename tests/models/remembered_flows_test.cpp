// SPDX-License-Identifier: Apache-2.0
#include "models/movement/remembered_flows.hpp"

#include <catch2/catch.hpp>

using namespace ravenstein;
using namespace ravenstein::models;

TEST_CASE("remembered flows fade, and those of the month are added in their order") {
  std::vector<double> memory = remembered_flows({{{2, 1}, 8.0}, {{0, 1}, 4.0}, {{0, 0}, 2.0}});
  CHECK(memory == std::vector<double>{0, 0, 2, 0, 1, 4, 2, 1, 8});
  const std::vector<FlowCounter::Flow> month{{7, 0, 1, 10}, {7, 1, 3, 20}, {7, 2, 2, 30}};
  remember_flows(0.5, 0.1, month, memory);
  CHECK(memory == std::vector<double>{0, 0, 1, 0, 1, 3, 1, 3, 2, 2, 1, 4, 2, 2, 3});
  remember_flows(0.5, 1, {}, memory);
  CHECK(memory == std::vector<double>{0, 0, 0.5, 0, 1, 1.5, 1, 3, 1, 2, 1, 2, 2, 2, 1.5});
}
