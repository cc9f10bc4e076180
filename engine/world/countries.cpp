// SPDX-License-Identifier: Apache-2.0
#include "engine/world/countries.hpp"

#include <map>
#include <string>

namespace ravenstein {

Countries::Countries(const World& world) : home_country_(0) {
  std::map<std::string, std::uint16_t> numbers{{world.home_country, home_country_}};
  for (const Zone& zone : world.zones) {
    const auto next = static_cast<std::uint16_t>(numbers.size());
    country_.push_back(numbers.try_emplace(zone.country, next).first->second);
  }
  count_ = numbers.size();
}

}  // namespace ravenstein
