// SPDX-License-Identifier: Apache-2.0
// A small scenario in memory, to be spoilt in one place by each test.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "io/files.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::example {

using Files = std::map<std::string, std::string, std::less<>>;
using Lines = std::vector<std::string>;

inline Files files() {
  return {{"s.yaml",
           "schema_version: 1\n"
           "title: A made-up crisis\n"
           "period: {start: 2012-02-29, days: 30}\n"
           "zones: zones.csv\n"
           "links: links.csv\n"
           "closures: closures.csv\n"
           "drivers:\n"
           "  conflict: {table: conflict.csv}\n"
           "behaviour: {model: saturating-gravity, preset: R1}\n"
           "observations: {table: counts.csv}\n"},
          {"zones.csv",
           "code,name,country,region,latitude_deg,longitude_deg,kind,population,capacity,"
           "capacity_provenance,altitude_m\n"
           "K,Kidal,Mali,North,18.44,1.41,town,25617,,,\n"
           "G,Gao,Mali,North,16.27,-0.04,town,86633,,,250\n"
           "0101,Mentao,Burkina Faso,,13.999,-1.68,camp,,6500,planned,\n"
           "A,Abala,Niger,,14.93,3.43,camp,0,,,\n"},
          {"links.csv",
           "from,to,distance_km,max_speed_km_per_day,walk_probability,forced_from\n"
           "K,G,350,,,\n"
           "G,0101,487.5,100,0.25,\n"
           "A,G,256,,,G\n"},
          {"closures.csv",
           "kind,a,b,start,end\n"
           "country,Mali,Niger,2012-02-29,2012-03-10\n"
           "camp,0101,,2012-03-05,\n"},
          {"conflict.csv",
           "zone,date,value\n"
           "G,2012-03-05,0.5\n"
           "K,2012-01-01,0.25\n"
           "K,2012-02-20,1\n"},
          {"counts.csv",
           "zone,date,persons\n"
           "0101,2012-02-20,100\n"
           "0101,2012-03-10,290\n"
           "A,2012-04-30,1000\n"}};
}

/// The example with `from` replaced by `to` once in one of its files.
inline Files with(const std::string& file, const std::string& from, const std::string& to,
                  Files all = files()) {
  const auto at = all.at(file).find(from);
  REQUIRE(at != std::string::npos);
  all[file].replace(at, from.size(), to);
  return all;
}

inline io::ScenarioFile read(const Files& all, const std::vector<std::string>& overrides = {}) {
  io::InputFiles inputs = io::InputFiles::in_memory(all);
  return io::read_scenario(inputs, "s.yaml", overrides);
}

/// Every problem of reading, as it is told.
inline Lines problems(const Files& all, const std::vector<std::string>& overrides = {},
                      InputKind kind = InputKind::data) {
  try {
    read(all, overrides);
  } catch (const InputError& error) {
    CHECK((error.kind() == kind));
    Lines lines;
    for (const Problem& problem : error.problems()) lines.push_back(to_string(problem));
    return lines;
  }
  return {};
}

inline Lines scenario_problems(const Files& all, const std::vector<std::string>& overrides = {}) {
  return problems(all, overrides, InputKind::scenario);
}

}  // namespace ravenstein::example
