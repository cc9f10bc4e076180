// SPDX-License-Identifier: Apache-2.0
#include "engine/world/condition.hpp"

#include <limits>

namespace ravenstein {
namespace {
constexpr std::uint32_t kLast = std::numeric_limits<std::uint32_t>::max();
}

ConditionCursor::ConditionCursor(const ConditionTable& table, std::size_t zones)
    : table_(&table), values_(zones, 0.0) {
  if (table.between == Between::step) return;
  ramps_.resize(zones);
  following_.assign(table.changes.size(), kLast);
  std::vector<std::uint32_t> latest(zones, kLast);
  for (std::size_t c = 0; c < table.changes.size(); ++c) {
    std::uint32_t& previous = latest[table.changes[c].zone];
    if (previous != kLast) following_[previous] = static_cast<std::uint32_t>(c);
    previous = static_cast<std::uint32_t>(c);
  }
}

void ConditionCursor::begin_ramp(std::size_t change) {
  const ConditionChange& from = table_->changes[change];
  Ramp& ramp = ramps_[from.zone];
  ramp = {from.day, from.day, from.value, from.value};
  if (following_[change] != kLast) {
    const ConditionChange& to = table_->changes[following_[change]];
    ramp.to_day = to.day;
    ramp.to = to.value;
  }
}

std::span<const double> ConditionCursor::advance_to(int day) {
  for (; next_ < table_->changes.size() && table_->changes[next_].day <= day; ++next_) {
    if (table_->between == Between::linear) {
      begin_ramp(next_);
    } else {
      values_[table_->changes[next_].zone] = table_->changes[next_].value;
    }
  }
  for (std::size_t z = 0; z < ramps_.size(); ++z) {
    const Ramp& ramp = ramps_[z];
    const double share = ramp.to_day > ramp.from_day ? static_cast<double>(day - ramp.from_day) /
                                                           (ramp.to_day - ramp.from_day)
                                                     : 0.0;
    values_[z] = ramp.from + share * (ramp.to - ramp.from);
  }
  return values_;
}

}  // namespace ravenstein
