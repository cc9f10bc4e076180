// SPDX-License-Identifier: Apache-2.0
// What a run asks of a model of cities: housing, water and other stocks that follow the people, and
// what they make of a city's pull. The engine knows none by name; the scenario brings one.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/world/zone.hpp"

namespace ravenstein {

struct DayView;
struct Scenario;

/// How sure it is that a city has so much of something.
enum class CityEvidence : std::uint8_t { unknown, measured, planned, estimated, assumed };

/// What a city has on day 0.
struct CityCapacity {
  std::string service;  ///< e.g. `water`
  double amount = 0;    ///< in the unit of the service
  CityEvidence evidence = CityEvidence::unknown;
  std::string source;
};

struct CityPlan {
  ZoneIndex zone = kNowhere;
  std::vector<CityCapacity> capacities;
  ParameterValues parameters;  ///< those given
};

/// A quantity that the projection holds per city, at the end of each row.
struct CityVariable {
  std::string name, unit, meaning;
};

class CityModel {
 public:
  virtual ~CityModel() = default;
  virtual const std::vector<CityVariable>& variables() const = 0;
  /// Moves all cities over a step. People are all those in a zone: at its begin and at its end.
  virtual void advance(const DayView& today, std::span<const double> before,
                       std::span<const double> after) = 0;
  /// Factor of a zone's pull on people who choose where to go; 1 as on day 0.
  virtual std::span<const double> attraction() const = 0;
  /// Into variables x cities; NaN for what a city was not said to have.
  virtual void record(std::span<double> values) const = 0;
};

using MakeCities = std::function<std::unique_ptr<CityModel>(const Scenario&)>;

}  // namespace ravenstein
