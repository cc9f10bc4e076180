// SPDX-License-Identifier: Apache-2.0
#include "io/report/public_members.hpp"

#include <algorithm>

#include "engine/core/quantile.hpp"
#include "io/report/change.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {

bool members_may_be_shown(const ProjectionFile& file, PeopleOf what,
                          std::span<const ZoneIndex> zones,
                          const models::DisclosureSettings& settings) {
  if (file.ensemble.members == 0 || file.ensemble.each.empty()) return true;
  std::vector<double> members = ZonePeople(file, what).members_of(zones);
  std::sort(members.begin(), members.end());
  std::vector<double> quantiles;
  for (const double level : kChangeLevels) {
    quantiles.push_back(quantile_of_sorted(members, level));
  }
  for (const double level : file.ensemble.quantiles) {
    quantiles.push_back(quantile_of_sorted(members, level));
  }
  return models::quantiles_may_be_shown(quantiles, settings.smallest());
}

bool exceedance_may_be_shown(const ProjectionFile& file, ZoneIndex zone,
                             const models::DisclosureSettings& settings) {
  const auto& capacity = file.zones[zone].capacity;
  if (capacity && static_cast<double>(*capacity) < settings.smallest()) return false;
  return members_may_be_shown(file, PeopleOf::present_end, {&zone, 1}, settings) &&
         members_may_be_shown(file, PeopleOf::present_peak, {&zone, 1}, settings);
}

}  // namespace ravenstein::io
