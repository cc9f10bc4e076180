// SPDX-License-Identifier: Apache-2.0
// People on the way wait in a calendar by the day something happens to them; nobody is looked at
// on the days between.
#pragma once

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace ravenstein {

/// Items by due day. Items due after the last day wait for ever, in the last slot.
template <class Item>
class CalendarQueue {
 public:
  explicit CalendarQueue(int days) : slots_(static_cast<std::size_t>(days) + 1) {}

  void add(int due_day, Item item) { of(due_day).push_back(std::move(item)); }
  /// All items due on a day, to add to.
  std::vector<Item>& of(int due_day) {
    return slots_[std::min(static_cast<std::size_t>(due_day), slots_.size() - 1)];
  }
  /// All items due on a day, in the order they were added.
  std::vector<Item> take(int day) {
    std::vector<Item> due = std::move(slots_[static_cast<std::size_t>(day)]);
    slots_[static_cast<std::size_t>(day)] = {};
    return due;
  }
  std::size_t waiting() const {
    std::size_t items = 0;
    for (const std::vector<Item>& slot : slots_) items += slot.size();
    return items;
  }
  /// Per due day, in the order they were added.
  std::span<const std::vector<Item>> slots() const { return slots_; }

 private:
  std::vector<std::vector<Item>> slots_;
};

}  // namespace ravenstein
