// SPDX-License-Identifier: Apache-2.0
// A crisis with counted camps as a function of its model's parameters: how far the forecast of who
// is in which camp was from what was counted.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "calibration/hindcast/leave_one_out.hpp"
#include "calibration/scores/no_skill.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::calibration {

/// A parameter of the nowcast, not of a behaviour: how much more a camp gets of those not counted,
/// the longer it has not reported.
inline constexpr const char* kAgeExponent = "age_exponent";

/// What is known when people are forecast.
enum class Known : std::uint8_t {
  start,    ///< as the scenario says: day 0, or up to observed_until_day
  reports,  ///< on each day what was reported before it (nowcast)
};

struct Crisis {
  std::string name;
  Scenario scenario;
  CampObservations observed;
};
Crisis crisis_of(std::string name, Scenario scenario);

struct CrisisForecast {
  Known known = Known::start;
  int lead_days = 1;       ///< of reports
  int first_day = 31;      ///< that is scored
  bool by_engine = false;  ///< by resolution `flows` itself, not by expected_in_camps()
};

/// Persons per day and camp with these parameters in place of the scenario's. Real parameters of
/// the behaviour, and age_exponent of a nowcast.
std::vector<double> persons_in_camps(const Crisis& crisis, const CrisisForecast& how,
                                     const std::map<std::string, double>& parameters);

/// ARD, rescaled, from first_day on (calibration/scores/measures.hpp).
double score(const Crisis& crisis, const CrisisForecast& how,
             std::span<const double> persons_in_camps);

/// A form whose named parameters are free in these limits. The crises outlive it.
Family family_of(std::string name, std::span<const Crisis> crises, const CrisisForecast& how,
                 std::vector<std::string> parameters, std::vector<double> lower,
                 std::vector<double> upper);

}  // namespace ravenstein::calibration
