// SPDX-License-Identifier: Apache-2.0
#include "engine/scenario.hpp"

#include <algorithm>

namespace ravenstein {

const ConditionTable* Scenario::driver(std::string_view name) const {
  const auto found = std::find_if(drivers.begin(), drivers.end(), [&](const ConditionTable& table) {
    return table.driver == name;
  });
  return found == drivers.end() ? nullptr : &*found;
}

const MonthlyDriver* Scenario::monthly_driver(std::string_view name) const {
  for (const MonthlyDriver& driver : monthly) {
    if (driver.name == name) return &driver;
  }
  return nullptr;
}

}  // namespace ravenstein
