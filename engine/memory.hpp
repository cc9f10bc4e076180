// SPDX-License-Identifier: Apache-2.0
// What a run remembers for its model: the arrays that the model declared, and what happened in the
// calendar month before.
#pragma once

#include <string>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/checkpoint.hpp"
#include "engine/flow_state.hpp"
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
  void save(StateWriter& out) const {
    for (const StateArray& array : state_) out.put(array.values);
    out.put(last_month_.known);
    out.put(last_month_.departures);
    put_flows(out, last_month_.flows);
  }
  void load(StateReader& in) {
    for (StateArray& array : state_) in.get(array.values);  // models may let them grow
    in.get(last_month_.known);
    in.get(last_month_.departures);
    last_month_.flows = get_flows(in);
  }

 private:
  DrawKey key_;
  std::size_t causes_ = 1;
  std::vector<StateArray> state_;
  MonthFlows last_month_;
};

}  // namespace ravenstein
