// SPDX-License-Identifier: Apache-2.0
// Adds up movements between zones by cause: a dense matrix where zones are few, else a list that
// is sorted when it is taken.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/world/zone.hpp"

namespace ravenstein {

class FlowCounter {
 public:
  struct Flow {
    std::uint32_t cause;
    ZoneIndex from, to;
    double persons;
  };

  FlowCounter() = default;
  FlowCounter(std::size_t causes, std::size_t zones);

  void add(std::uint32_t cause, ZoneIndex from, ZoneIndex to, double persons) {
    if (matrix_.empty()) {
      add_to_list({cause, from, to, persons});
    } else {
      matrix_[(cause * zones_ + from) * zones_ + to] += persons;
    }
  }
  /// What was added since the last time, by cause, from, to; one entry each.
  std::vector<Flow> take();

 private:
  void add_to_list(const Flow& flow);
  void merge_list();

  std::size_t zones_ = 0;
  std::vector<double> matrix_;
  std::vector<Flow> list_;
  std::size_t merge_at_ = std::size_t{1} << 20;
};

}  // namespace ravenstein
