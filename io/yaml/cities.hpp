// SPDX-License-Identifier: Apache-2.0
// The section `cities` of a scenario: what each city has and how it changes.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/city.hpp"
#include "io/tables/zones.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::io {

struct CapacityForm {
  std::string service;
  double amount = 0;
  std::string unit;
  CityEvidence evidence = CityEvidence::unknown;
  std::string source;
};

struct CityForm {
  std::string zone;
  std::vector<CapacityForm> capacities;
  YamlNode parameters;
};

Section<CityForm> city_section();

/// Every problem there is: zones that are not there or named twice, capacities in another unit,
/// without a source or named twice, parameters that are none or out of range (a negative budget).
std::vector<CityPlan> read_cities(const std::vector<CityForm>& forms, const YamlNode& root,
                                  const std::map<std::string, ZoneIndex>& zones,
                                  Problems& problems);

}  // namespace ravenstein::io
