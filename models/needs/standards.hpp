// SPDX-License-Identifier: Apache-2.0
// What people need by the standards of those who provide it. The values are not in the code: each
// comes from a file that names its source (scenarios/standards).
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "engine/world/zone.hpp"

namespace ravenstein::models {

/// What a standard is called, counted in and may be.
struct StandardInfo {
  std::string_view name, unit;
  double minimum, maximum;
  std::string_view meaning;
};
std::span<const StandardInfo> standard_infos();

struct Standard {
  double value = 0;
  std::string source;
};
using StandardValues = std::map<std::string, Standard, std::less<>>;

struct Standards {
  StandardValues everywhere;
  std::map<std::string, StandardValues, std::less<>> by_country, by_zone;

  /// That of the zone, else of its country, else of everywhere; nullptr if there is none.
  const Standard* find(std::string_view name, const Zone& zone) const;
};

/// The values that hold in a zone.
struct NeedRates {
  double water_l_per_person_day = 0;
  double persons_per_latrine = 1;
  double shelter_m2_per_person = 0;
  double visits_per_person_day = 0;
  double visits_per_clinician_day = 1;  ///< mean of all days of the week
  double admissions_per_person_day = 0;
  double length_of_stay_days = 0;
  double bed_occupancy = 1;
  double school_age_share = 0;
  double household_size = 1;
};
/// std::invalid_argument if a standard is missing.
NeedRates rates_of(const Standards& standards, const Zone& zone);

}  // namespace ravenstein::models
