// SPDX-License-Identifier: Apache-2.0
#include "models/needs/standards.hpp"

#include <array>
#include <stdexcept>

namespace ravenstein::models {
namespace {

constexpr double kDaysPerYear = 365.25;

constexpr std::array<StandardInfo, 11> kInfos = {{
    {"water_l_per_person_day", "l/(person day)", 0.1, 1000, "water a person needs"},
    {"persons_per_latrine", "persons", 1, 1000, "people one latrine is for"},
    {"shelter_m2_per_person", "m2/person", 0.1, 100, "covered floor a person needs"},
    {"visits_per_person_year", "1/(person year)", 0.01, 50, "consultations that people seek"},
    {"visits_per_clinician_day", "1/day", 1, 500, "consultations of a clinician on a working day"},
    {"working_days_per_week", "days", 1, 7, "days on which clinicians work"},
    {"admissions_per_person_year", "1/(person year)", 0.001, 5, "stays in hospital"},
    {"length_of_stay_days", "days", 0.1, 365, "mean stay in hospital"},
    {"bed_occupancy", "1", 0.1, 1, "share of beds that can be in use"},
    {"school_age_share", "1", 0, 1, "share of people of school age, where no strata tell it"},
    {"household_size", "persons", 1, 30, "people of a household"},
}};

const Standard* find_in(const StandardValues& values, std::string_view name) {
  const auto found = values.find(name);
  return found == values.end() ? nullptr : &found->second;
}

const Standard* find_in(const std::map<std::string, StandardValues, std::less<>>& places,
                        const std::string& place, std::string_view name) {
  const auto found = places.find(place);
  return found == places.end() ? nullptr : find_in(found->second, name);
}

}  // namespace

std::span<const StandardInfo> standard_infos() { return kInfos; }

const Standard* Standards::find(std::string_view name, const Zone& zone) const {
  if (const Standard* own = find_in(by_zone, zone.code, name)) return own;
  if (const Standard* national = find_in(by_country, zone.country, name)) return national;
  return find_in(everywhere, name);
}

NeedRates rates_of(const Standards& standards, const Zone& zone) {
  const auto value = [&](const char* name) {
    const Standard* found = standards.find(name, zone);
    if (found == nullptr) throw std::invalid_argument(std::string("no standard ") + name);
    return found->value;
  };
  return {.water_l_per_person_day = value("water_l_per_person_day"),
          .persons_per_latrine = value("persons_per_latrine"),
          .shelter_m2_per_person = value("shelter_m2_per_person"),
          .visits_per_person_day = value("visits_per_person_year") / kDaysPerYear,
          .visits_per_clinician_day =
              value("visits_per_clinician_day") * value("working_days_per_week") / 7,
          .admissions_per_person_day = value("admissions_per_person_year") / kDaysPerYear,
          .length_of_stay_days = value("length_of_stay_days"),
          .bed_occupancy = value("bed_occupancy"),
          .school_age_share = value("school_age_share"),
          .household_size = value("household_size")};
}

}  // namespace ravenstein::models
