// SPDX-License-Identifier: Apache-2.0
// A small projection made by hand, with everything a file can hold: letters beyond ASCII, a zone
// without capacity, a zone without observations, counts before the period, a score that is NaN.
#pragma once

#include <cmath>
#include <limits>

#include "io/checksum.hpp"
#include "io/projection/contents.hpp"

namespace ravenstein::io::testing {

/// people(day, zone), made up: distinct everywhere, whole.
inline double sample_count(int table, int day, std::size_t zone) {
  return 1000.0 * table + 10.0 * day + static_cast<double>(zone);
}

inline DailyTable sample_table(int table, int days, std::size_t zones) {
  DailyTable daily{zones, {}};
  for (int day = 0; day < days; ++day) {
    for (std::size_t zone = 0; zone < zones; ++zone) {
      daily.persons.push_back(sample_count(table, day, zone));
    }
  }
  return daily;
}

inline std::vector<Zone> sample_zones(std::size_t count) {
  std::vector<Zone> zones;
  for (std::size_t n = 0; n < count; ++n) {
    Zone zone;
    zone.code = "ML0" + std::to_string(n);
    zone.name = n == 1 ? "Ménaka" : "Zone " + std::to_string(n);
    zone.country = n == 2 ? "Burkina Faso" : "Mali";
    zone.region = n == 0 ? "" : "Région";
    zone.latitude_deg = 15 + 0.25 * static_cast<double>(n);
    zone.longitude_deg = -2.5 + 0.5 * static_cast<double>(n);
    zone.kind = n == 2 ? ZoneKind::camp : ZoneKind::town;
    zone.population = 5000 + static_cast<std::int64_t>(n);
    if (n == 2) {
      zone.capacity = 7500;
      zone.capacity_provenance = CapacityProvenance::observed_maximum;
    }
    zones.push_back(std::move(zone));
  }
  return zones;
}

/// A flow from every zone to the next, on every second day, sorted.
inline std::vector<FlowEntry> sample_flows(int days, std::size_t zones) {
  std::vector<FlowEntry> flows;
  for (int day = 0; day < days; day += 2) {
    for (ZoneIndex from = 0; from + 1 < zones; ++from) {
      flows.push_back({day, from, from + 1, 1.0 + day + from});
    }
  }
  return flows;
}

inline Projection sample_run(int days, std::size_t zones) {
  Projection run;
  run.period = {*parse_date("2012-02-29"), days};
  run.seed = 18'000'000'000'000'000'000U;
  run.residents = sample_table(0, days, zones);
  run.displaced = sample_table(1, days, zones);
  run.refugees = sample_table(2, days, zones);
  run.on_the_way = sample_table(3, days, zones);
  run.arrivals = sample_table(4, days, zones);
  run.departures = sample_table(5, days, zones);
  run.entries = sample_table(6, days, zones);
  run.exits = sample_table(7, days, zones);
  run.flows = sample_flows(days, zones);
  run.totals = {1, 2, 3, 4, 5.5};
  return run;
}

inline Provenance sample_provenance() {
  Provenance origin;
  origin.engine_version = "0.1.0";
  origin.git_sha1 = "0123456789abcdef0123456789abcdef01234567";
  origin.compiler = "GNU 12.2.0";
  origin.build_type = "Release";
  origin.cpu_features = "avx2";
  origin.seed = 18'000'000'000'000'000'000U;
  origin.scenario_path = "scenario.yaml";
  origin.scenario_yaml = "title: Sahel, été 2012\nzones: {table: zones.csv}\n";
  origin.scenario_sha256 = sha256(origin.scenario_yaml);
  origin.overrides = {"seed=7", "behaviour.parameters.x=1"};
  origin.inputs = {input_file("zones.csv", "code,name\nML00,x\n"),
                   input_file("tables/bytes.bin", std::string("a\0b\xff", 4)),
                   input_file("empty.csv", "")};
  origin.threads = 2;
  origin.wall_s = 0.125;
  origin.created = "2026-01-02T03:04:05Z";
  origin.command_line = "ravenstein run scenario.yaml --seed 7";
  origin.assimilated = "reports: 3 counts in 2 updates";
  return origin;
}

inline std::vector<SkillRow> sample_skill() {
  return {{"simulation", "ARD rescaled", "all", "all", 0.25, false, ""},
          {"simulation", "MAE", "all", "ML02", 12, false, ""},
          {"capacity", "ARD rescaled", "all", "all", 0.5, true, "capacities"},
          {"capacity", "ARD rescaled", "after 30", "all", std::nan(""), true, "capacities"}};
}

/// 40 days and 5 zones unless told otherwise; the zones 3 and then 2 are observed.
inline ProjectionFile sample_projection(int days = 40, std::size_t zones = 5) {
  ProjectionFile contents;
  contents.title = "Sahel, été 2012";
  contents.description = "Made up.";
  contents.sources = {{"zones.csv", "an office", "2012-05-01", "CC BY 4.0", "", "a note"},
                      {"links.csv", "another", "", "", "https://example.org", ""}};
  contents.remarks = {"The capacity is a later maximum.", "Two\nlines."};
  contents.behaviour = "saturating-gravity";
  contents.preset = "r1";
  contents.home_country = "Mali";
  contents.zones = sample_zones(zones);
  contents.projection = sample_run(days, zones);
  contents.beside = {{"equal_share", "the same everywhere", sample_table(8, days, zones)},
                     {"frozen", "", sample_table(9, days, zones)}};
  for (double& persons : contents.beside[0].present.persons) persons += 0.1;
  contents.observations = {{3, {{-5, 10}, {20, 35.5}, {days + 9, 90}}}, {2, {{0, 7}, {12, 31}}}};
  contents.observed = daily(contents.observations, days, 3);
  contents.hasten = 3;
  contents.skill = sample_skill();
  contents.provenance = sample_provenance();
  return contents;
}

}  // namespace ravenstein::io::testing
