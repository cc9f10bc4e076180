// SPDX-License-Identifier: Apache-2.0
// People on the way wait in a calendar by the day something happens to them; nobody is looked at
// on the days between.
#pragma once

#include <span>
#include <utility>
#include <vector>

namespace ravenstein {

/// Items by due day. Items due after the last day wait for ever, in the last slot.
template <class Item>
class CalendarQueue {
 public:
  explicit CalendarQueue(int days) : slots_(static_cast<std::size_t>(days) + 1) {}

  void add(int due_day, Item item) {
    const auto slot = static_cast<std::size_t>(due_day);
    slots_[slot < slots_.size() ? slot : slots_.size() - 1].push_back(std::move(item));
    ++waiting_;
  }
  /// All items due on a day, in the order they were added.
  std::vector<Item> take(int day) {
    std::vector<Item> due = std::move(slots_[static_cast<std::size_t>(day)]);
    slots_[static_cast<std::size_t>(day)] = {};
    waiting_ -= due.size();
    return due;
  }
  std::size_t waiting() const { return waiting_; }
  /// Per due day, in the order they were added.
  std::span<const std::vector<Item>> slots() const { return slots_; }

 private:
  std::vector<std::vector<Item>> slots_;
  std::size_t waiting_ = 0;
};

}  // namespace ravenstein
