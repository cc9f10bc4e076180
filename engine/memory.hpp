// SPDX-License-Identifier: Apache-2.0
// What a run remembers for its model: the arrays that the model declared, and what happened in the
// calendar month before.
#pragma once

#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/recorder.hpp"

namespace ravenstein {

class Memory {
 public:
  Memory(const Behaviour& behaviour, const DrawKey& key)
      : key_(key), state_(behaviour.declare_state()) {
    causes_ = behaviour.causes().size();
  }
  std::size_t causes() const { return causes_; }
  void show(DayView& today) {
    today.key = key_;
    today.state = state_;
    today.last_month = &last_month_;
  }
  /// Keeps the month's flows when its last step ends.
  void close(const DayView& today, Recorder& recorder, const Partition& partition) {
    const int end = today.day + today.days;
    if (month_number(today.period.date_of(end)) == today.month) return;
    recorder.take_month(last_month_, partition);
  }

 private:
  DrawKey key_;
  std::size_t causes_ = 1;
  std::vector<StateArray> state_;
  MonthFlows last_month_;
};

}  // namespace ravenstein
