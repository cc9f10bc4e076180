// SPDX-License-Identifier: Apache-2.0
#include "engine/flow_counter.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace ravenstein {
namespace {

/// Up to here a dense matrix is quicker than sorting events: 8 MiB.
constexpr std::size_t kDenseCells = std::size_t{1} << 20;

}  // namespace

FlowCounter::FlowCounter(std::size_t causes, std::size_t zones) : zones_(zones) {
  if (zones != 0 && zones * zones <= kDenseCells / causes) matrix_.resize(causes * zones * zones);
}

void FlowCounter::add_to_list(const Flow& flow) {
  list_.push_back(flow);
  if (list_.size() < merge_at_) return;
  merge_list();
  merge_at_ = std::max(merge_at_, 2 * list_.size());
}

void FlowCounter::merge_list() {
  const auto key = [](const Flow& f) { return std::tie(f.cause, f.from, f.to); };
  std::stable_sort(list_.begin(), list_.end(),
                   [&](const Flow& a, const Flow& b) { return key(a) < key(b); });
  std::size_t last = 0;
  for (std::size_t n = 1; n < list_.size(); ++n) {
    if (key(list_[last]) == key(list_[n])) {
      list_[last].persons += list_[n].persons;
    } else {
      list_[++last] = list_[n];
    }
  }
  if (!list_.empty()) list_.resize(last + 1);
}

std::vector<FlowCounter::Flow> FlowCounter::take() {
  if (matrix_.empty()) {
    merge_list();
    return std::exchange(list_, {});
  }
  std::vector<Flow> flows;
  for (std::size_t cell = 0; cell < matrix_.size(); ++cell) {
    if (matrix_[cell] == 0) continue;
    const std::size_t row = cell / zones_;
    flows.push_back({static_cast<std::uint32_t>(row / zones_), static_cast<ZoneIndex>(row % zones_),
                     static_cast<ZoneIndex>(cell % zones_), matrix_[cell]});
    matrix_[cell] = 0;
  }
  return flows;
}

}  // namespace ravenstein
