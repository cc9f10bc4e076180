// SPDX-License-Identifier: Apache-2.0
#include "models/movement/remembered_flows.hpp"

#include <tuple>

namespace ravenstein::models {

std::vector<double> remembered_flows(
    const std::map<std::pair<ZoneIndex, ZoneIndex>, double>& flows) {
  std::vector<double> values;
  for (const auto& [way, persons] : flows) {
    values.insert(values.end(),
                  {static_cast<double>(way.first), static_cast<double>(way.second), persons});
  }
  return values;
}

void remember_flows(double fade, double scale, std::span<const FlowCounter::Flow> flows,
                    std::vector<double>& remembered) {
  std::vector<double> merged;
  merged.reserve(remembered.size() + kFlowNumbers * flows.size());
  const auto put = [&](double from, double to, double persons) {
    merged.insert(merged.end(), {from, to, persons});
  };
  std::size_t old = 0;
  const auto is_before = [&](double from, double to) {
    return old < remembered.size() &&
           std::tie(remembered[old], remembered[old + 1]) < std::tie(from, to);
  };
  const auto keep_one = [&] {
    put(remembered[old], remembered[old + 1], fade * remembered[old + 2]);
    old += kFlowNumbers;
  };
  for (const FlowCounter::Flow& flow : flows) {
    const auto from = static_cast<double>(flow.from), to = static_cast<double>(flow.to);
    while (is_before(from, to)) keep_one();
    const bool known =
        old < remembered.size() && remembered[old] == from && remembered[old + 1] == to;
    if (known) {
      keep_one();
      merged.back() += scale * flow.persons;
    } else {
      put(from, to, scale * flow.persons);
    }
  }
  while (old < remembered.size()) keep_one();
  remembered = std::move(merged);
}

}  // namespace ravenstein::models
