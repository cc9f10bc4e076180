// SPDX-License-Identifier: Apache-2.0
// What a city's stocks are and the numbers they follow. Declared once; the reader of scenarios, the
// schema and the documentation use the declaration.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/parameter.hpp"

namespace ravenstein::models {

/// Built with a budget, under construction for a while, wearing out.
enum class Service : std::size_t { dwellings, water, latrines, clinicians, beds, school_places };
inline constexpr std::size_t kServices = 6;
/// Further stocks that a scenario can state for day 0.
inline constexpr std::string_view kInformalDwellings = "informal_dwellings";
inline constexpr std::string_view kJobs = "jobs";

struct CapacityInfo {
  std::string_view name, unit, meaning;
};
/// All that `capacities` of a city can name; the first kServices in the order of Service.
std::span<const CapacityInfo> capacity_infos();
/// nullptr if there is none of that name.
const CapacityInfo* find_capacity(std::string_view name);

struct ServiceRules {
  double need_per_person = 0;
  double lag_days = 1;              ///< from the order to the opening, on average
  double wear_per_day = 0;          ///< share lost
  double most_started_per_day = 0;  ///< what the budget buys
  double response_days = 1;         ///< in which a shortfall becomes orders
};

struct CityParameters {
  std::array<ServiceRules, kServices> service;
  double household_size = 0;
  double informal_days = 0;      ///< in which people without a dwelling build one, or leave it
  double upgrading_per_day = 0;  ///< rho
  double visits_per_person_day = 0;
  double visits_per_clinician_day = 0;  ///< mean of all days of the week
  double giving_up_per_day = 0;         ///< theta
  double initial_wait_days = 0;
  double labour_share = 0;
  double job_growth_per_day = 0;
  double job_exponent = 1;
  double crowding_exponent = 0, water_exponent = 0, jobs_exponent = 0;
  bool implicit = false;
};

const std::vector<ParameterInfo>& city_parameter_infos();
/// With defaults for what is not given; the values conform.
CityParameters city_parameters(const ParameterValues& given);

}  // namespace ravenstein::models
