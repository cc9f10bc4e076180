// SPDX-License-Identifier: Apache-2.0
#include "cli/init_template.hpp"

namespace ravenstein::cli {
namespace {

constexpr std::string_view kScenario = R"yaml(# A first scenario. Run it with:   ravenstein run .
# Check it without running:        ravenstein check .
# What every key means:            ravenstein schema
schema_version: 1
title: My first scenario
description: >
  Fighting reaches North on the first day and South after three weeks. People go to two camps abroad.

period: {start: 2024-01-01, days: 60}
seed: 1                     # the same seed gives the same result, byte for byte
resolution: agents          # people one by one
home_country: Homeland      # people outside it are refugees, inside it displaced

zones: zones.csv            # towns where people live, camps that receive them
links: links.csv            # roads, open in both directions
closures: closures.csv      # what was closed, and when
drivers:
  conflict: {table: conflict.csv}

population:
  departures: observed      # rises of the registered total are people who became displaced ...
  falls: exits              # ... and falls are people who left the register
  initial: observed         # the camps start with those registered on the first day
travel: {mode: instantaneous}

behaviour:
  model: saturating-gravity # near, roomy camps attract
  preset: R1
  # Parameters of your own go here and win over the preset:
  # parameters: {distance_exponent: 1.2}
beside:                     # runs shown beside this one
  - {name: without capacity, set: {behaviour.preset: R0}}

observations: {table: registrations.csv}
record: {flows: true}

sources:
  - {table: zones.csv, publisher: invented for this example, date: 2024-01-01}
)yaml";

constexpr std::string_view kZones =
    "code,name,country,region,latitude_deg,longitude_deg,kind,population,capacity,"
    "capacity_provenance\n"
    "NORTH,North Town,Homeland,,12.0,1.0,town,40000,,\n"
    "SOUTH,South Town,Homeland,,11.0,1.2,town,90000,,\n"
    "EAST-CAMP,East Camp,Eastland,,12.1,2.4,camp,,6000,planned\n"
    "WEST-CAMP,West Camp,Westland,,11.4,-0.6,camp,,9000,planned\n";

constexpr std::string_view kLinks =
    "from,to,distance_km\n"
    "NORTH,SOUTH,115\n"
    "NORTH,EAST-CAMP,160\n"
    "SOUTH,EAST-CAMP,190\n"
    "SOUTH,WEST-CAMP,205\n";

constexpr std::string_view kClosures =
    "kind,a,b,start,end\n"
    "country,Homeland,Westland,2024-01-01,2024-01-11\n";

constexpr std::string_view kConflict =
    "zone,date,value\n"
    "NORTH,2024-01-01,1\n"
    "SOUTH,2024-01-22,1\n";

constexpr std::string_view kRegistrations =
    "zone,date,persons\n"
    "EAST-CAMP,2024-01-01,400\n"
    "EAST-CAMP,2024-01-15,1900\n"
    "EAST-CAMP,2024-02-01,3600\n"
    "EAST-CAMP,2024-02-29,5200\n"
    "WEST-CAMP,2024-01-01,0\n"
    "WEST-CAMP,2024-01-15,300\n"
    "WEST-CAMP,2024-02-01,1800\n"
    "WEST-CAMP,2024-02-29,4700\n";

}  // namespace

const std::vector<TemplateFile>& scenario_template() {
  static const std::vector<TemplateFile> kFiles{
      {"scenario.yaml", kScenario}, {"zones.csv", kZones},
      {"links.csv", kLinks},        {"closures.csv", kClosures},
      {"conflict.csv", kConflict},  {"registrations.csv", kRegistrations},
  };
  return kFiles;
}

}  // namespace ravenstein::cli
