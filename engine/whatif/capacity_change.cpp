// SPDX-License-Identifier: Apache-2.0
#include "engine/whatif/capacity_change.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein {
namespace {

constexpr double kDaysPerMonth = 365.25 / 12;
constexpr double kNoRoom = 1;  // a capacity of 0 is none: unlimited

ConditionTable capacities_of(const Scenario& scenario) {
  ConditionTable table{.driver = kCapacityCondition, .between = Between::step, .changes = {}};
  for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
    const auto capacity = static_cast<double>(scenario.world.zones[zone].capacity.value_or(0));
    if (capacity > 0) table.changes.push_back({0, zone, capacity});
  }
  return table;
}

/// A zone's capacity on every day.
std::vector<double> by_day(const ConditionTable& table, ZoneIndex zone, std::size_t zones,
                           int days) {
  std::vector<double> values;
  ConditionCursor cursor(table, zones);
  for (int day = 0; day < days; ++day) values.push_back(cursor.advance_to(day)[zone]);
  return values;
}

double changed(const CapacityChange& change, int day, double before) {
  const bool within = day < change.end_day;
  const double base = within && change.capacity ? static_cast<double>(*change.capacity) : before;
  if (change.per_month == 0) return base;
  const int grown_days = std::min(day, change.end_day - 1) - change.first_day;
  const double room = change.capacity ? static_cast<double>(*change.capacity) : base;
  return std::max(kNoRoom, std::round(room + change.per_month * grown_days / kDaysPerMonth));
}

}  // namespace

void change_capacity(Scenario& scenario, const CapacityChange& change) {
  auto table =
      std::find_if(scenario.drivers.begin(), scenario.drivers.end(),
                   [](const ConditionTable& known) { return known.driver == kCapacityCondition; });
  if (table == scenario.drivers.end()) {
    table = scenario.drivers.insert(table, capacities_of(scenario));
  }
  const int days = scenario.period.days;
  for (const ZoneIndex zone : change.zones) {
    const std::vector<double> before = by_day(*table, zone, scenario.world.size(), days);
    std::erase_if(table->changes, [&](const ConditionChange& c) { return c.zone == zone; });
    double last = 0;
    for (int day = 0; day < days; ++day) {
      const double was = before[static_cast<std::size_t>(day)];
      const double now = day < change.first_day ? was : changed(change, day, was);
      if (now != last) table->changes.push_back({day, zone, now});
      last = now;
    }
  }
  std::sort(table->changes.begin(), table->changes.end(),
            [](const ConditionChange& a, const ConditionChange& b) {
              return a.day != b.day ? a.day < b.day : a.zone < b.zone;
            });
}

}  // namespace ravenstein
