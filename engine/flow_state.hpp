// SPDX-License-Identifier: Apache-2.0
// Flows in a checkpoint.
#pragma once

#include <vector>

#include "engine/checkpoint.hpp"
#include "engine/flow_counter.hpp"

namespace ravenstein {

inline void put_flows(StateWriter& out, const std::vector<FlowCounter::Flow>& flows) {
  out.put(std::uint64_t{flows.size()});
  for (const auto& [cause, from, to, persons] : flows) {
    for (const std::uint32_t number : {cause, from, to}) out.put(number);
    out.put(persons);
  }
}

inline std::vector<FlowCounter::Flow> get_flows(StateReader& in) {
  std::uint64_t size = 0;
  in.get(size);
  std::vector<FlowCounter::Flow> flows;
  for (std::uint64_t i = 0; i < size; ++i) {
    FlowCounter::Flow flow{};
    for (std::uint32_t* number : {&flow.cause, &flow.from, &flow.to}) in.get(*number);
    in.get(flow.persons);
    flows.push_back(flow);
  }
  return flows;
}

}  // namespace ravenstein
