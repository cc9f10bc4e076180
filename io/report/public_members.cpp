// SPDX-License-Identifier: Apache-2.0
#include "io/report/public_members.hpp"

#include <algorithm>

#include "engine/core/quantile.hpp"
#include "io/report/change.hpp"
#include "models/disclosure/parts.hpp"

namespace ravenstein::io {

PublicMembers::PublicMembers(const ProjectionFile& file, PeopleOf what,
                             models::DisclosureSettings settings)
    : file_(file), people_(file, what), settings_(std::move(settings)) {}

bool PublicMembers::may_be_shown(std::span<const ZoneIndex> zones) const {
  if (file_.ensemble.members == 0 || file_.ensemble.each.empty()) return true;
  std::vector<double> members = people_.members_of(zones);
  std::sort(members.begin(), members.end());
  // Of few members, quantiles tell the least and the most.
  std::vector<double> quantiles = {members.front(), members.back()};
  for (const double level : kChangeLevels) {
    quantiles.push_back(quantile_of_sorted(members, level));
  }
  for (const double level : file_.ensemble.quantiles) {
    quantiles.push_back(quantile_of_sorted(members, level));
  }
  return models::quantiles_may_be_shown(quantiles, settings_.smallest());
}

PublicExceedance::PublicExceedance(const ProjectionFile& file,
                                   const models::DisclosureSettings& settings)
    : file_(file),
      smallest_(settings.smallest()),
      end_(file, PeopleOf::present_end, settings),
      peak_(file, PeopleOf::present_peak, settings) {}

bool PublicExceedance::may_be_shown(ZoneIndex zone) const {
  const auto& capacity = file_.zones[zone].capacity;
  if (capacity && static_cast<double>(*capacity) < smallest_) return false;
  return end_.may_be_shown({&zone, 1}) && peak_.may_be_shown({&zone, 1});
}

}  // namespace ravenstein::io
