// SPDX-License-Identifier: Apache-2.0
// A small calibration in memory: two towns, three camps, expected numbers; counts are what the
// model itself gives at distance_exponent = 2 (see fit_test.cpp), so the truth is known.
#pragma once

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <vector>

#include "calibration/fit/plan.hpp"
#include "io/files.hpp"

namespace ravenstein::calibration::fit_sample {

using Files = std::map<std::string, std::string, std::less<>>;
using Lines = std::vector<std::string>;

inline Files files() {
  return {{"c.yaml",
           "schema_version: 1\n"
           "scenario: s.yaml\n"
           "parameters:\n"
           "  distance_exponent: {distribution: uniform, low: 0, high: 5}\n"
           "observations:\n"
           "  - {name: camps, kind: stock, error: gaussian, transform: log1p, sd: 0.1}\n"
           "fit: {from: 2012-03-05, to: 2012-03-19}\n"
           "hold_out: {from: 2012-03-20, to: 2012-03-29}\n"
           "method: {name: nlopt, evaluations: 200}\n"
           "seed: 5\n"},
          {"s.yaml",
           "schema_version: 1\n"
           "title: A made-up crisis\n"
           "period: {start: 2012-03-01, days: 30}\n"
           "resolution: flows\n"
           "zones: zones.csv\n"
           "links: links.csv\n"
           "drivers:\n"
           "  conflict: {table: conflict.csv}\n"
           "population: {initial: empty}\n"
           "behaviour: {model: saturating-gravity, preset: R0}\n"
           "observations: {table: counts.csv}\n"},
          {"zones.csv",
           "code,name,country,kind,population\n"
           "T,Town,X,town,50000\n"
           "U,Upper,X,town,20000\n"
           "A,Camp A,Y,camp,\n"
           "B,Camp B,Y,camp,\n"
           "C,Camp C,Z,camp,\n"},
          {"links.csv",
           "from,to,distance_km\n"
           "T,A,100\n"
           "T,B,200\n"
           "T,C,400\n"
           "U,T,150\n"},
          {"conflict.csv",
           "zone,date,value\n"
           "T,2012-03-01,1\n"
           "U,2012-03-10,1\n"},
          {"counts.csv",
           "zone,date,persons\n"
           "A,2012-03-01,0\n"
           "B,2012-03-01,0\n"
           "C,2012-03-01,0\n"
           "A,2012-03-10,900\n"
           "B,2012-03-10,400\n"
           "C,2012-03-10,200\n"
           "A,2012-03-19,2000\n"
           "B,2012-03-19,900\n"
           "C,2012-03-19,300\n"
           "A,2012-03-29,3000\n"
           "B,2012-03-29,1300\n"
           "C,2012-03-29,500\n"}};
}

/// The sample with `from` replaced by `to` once in one of its files.
inline Files with(const std::string& file, const std::string& from, const std::string& to,
                  Files all = files()) {
  const std::size_t at = all[file].find(from);
  REQUIRE(at != std::string::npos);
  all[file].replace(at, from.size(), to);
  return all;
}

/// With monthly steps, 61 days; people leave by hazard.
inline Files monthly(Files all) {
  all = with("s.yaml", "days: 30}", "days: 61, step: month}", std::move(all));
  all = with("s.yaml", "{initial: empty}", "{departures: hazard, initial: empty}", std::move(all));
  all = with("s.yaml", "preset: R0}", "preset: R0, parameters: {departure_hazard_per_day: 0.01}}",
             std::move(all));
  return with("s.yaml", "resolution: flows",
              "resolution: cohorts\ntravel: {mode: instantaneous}\nhome_country: X",
              std::move(all));
}

inline CalibrationPlan plan_of(const Files& all) {
  io::InputFiles in_memory = io::InputFiles::in_memory(all);
  return read_plan(in_memory, "c.yaml");
}

inline Lines problems_of(const Files& all) {
  try {
    plan_of(all);
  } catch (const InputError& error) {
    Lines lines;
    for (const Problem& problem : error.problems()) lines.push_back(to_string(problem));
    return lines;
  }
  return {};
}

}  // namespace ravenstein::calibration::fit_sample
