// SPDX-License-Identifier: Apache-2.0
// A small scenario around the bytes under test.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "io/yaml/scenario_file.hpp"

namespace ravenstein::fuzz {

using Files = std::map<std::string, std::string, std::less<>>;

inline Files files() {
  return {{"s.yaml",
           "schema_version: 1\ntitle: t\nperiod: {start: 2012-02-29, days: 30}\n"
           "zones: zones.csv\nlinks: links.csv\nclosures: closures.csv\n"
           "drivers: {conflict: {table: conflict.csv}, food: {table: food.csv, between: linear}}\n"
           "population: {attributes: {age: age.csv}}\n"
           "behaviour: {model: flee, parameters: {flee_when_starving: true, "
           "children_avoid_hazards: true}}\n"
           "observations: {table: counts.csv, corrections: recounts.csv}\n"},
          {"zones.csv",
           "code,name,country,kind,population,capacity\nK,Kidal,Mali,town,25617,\n"
           "M,Mentao,Burkina Faso,camp,,6500\n"},
          {"links.csv", "from,to,distance_km\nK,M,350\n"},
          {"closures.csv", "kind,a,b,start_day,end_day\ncamp,M,,5,\n"},
          {"conflict.csv", "zone,date,value\nK,2012-03-05,0.5\n"},
          {"food.csv", "zone,day,value\nK,-5,50\nK,12,60\n"},
          {"age.csv", "value,default,K\n10,1,2\n"},
          {"counts.csv", "zone,day,persons\nM,0,100\nM,9,120\n"},
          {"recounts.csv", "zone,day\nM,9\n"}};
}

/// Reads; bad input must end in an InputError with problems, and in nothing else.
inline void read(const Files& all, const std::vector<std::string>& overrides = {}) {
  io::InputFiles inputs = io::InputFiles::in_memory(all);
  try {
    io::read_scenario(inputs, "s.yaml", overrides);
  } catch (const InputError& error) {
    if (error.problems().empty()) __builtin_trap();
  }
}

}  // namespace ravenstein::fuzz
