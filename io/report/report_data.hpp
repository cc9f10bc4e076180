// SPDX-License-Identifier: Apache-2.0
// What a report shows, before it becomes JSON: plain tables that disclosure control can work on.
// web/src/data.ts is the contract of the page. People are people (times persons_per_count); NaN is
// a number that is withheld.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/attribution.hpp"
#include "io/projection/contents.hpp"
#include "io/release/release_tables.hpp"
#include "io/report/comparison.hpp"
#include "models/needs/standards.hpp"

namespace ravenstein::io {

/// A quantity by quantile (one without an ensemble), row and zone; over a whole period: one row.
struct Band {
  std::size_t quantiles = 1, rows = 0, zone_count = 0;
  std::vector<double> total;  ///< quantiles x rows
  std::vector<double> zones;  ///< quantiles x rows x zones

  double& at(std::size_t q, std::size_t row, std::size_t zone) {
    return zones[(q * rows + row) * zone_count + zone];
  }
  double at(std::size_t q, std::size_t row, std::size_t zone) const {
    return zones[(q * rows + row) * zone_count + zone];
  }
  bool empty() const { return total.empty(); }
};

struct ReportCount {
  ZoneIndex zone = 0;
  std::string date;
  double persons = 0;
};

/// A forecast that needs no skill, of people present.
struct NoSkillSeries {
  std::string name;              ///< as in the table of skill, e.g. frozen30hon
  std::vector<ZoneIndex> zones;  ///< of the projection, later of the report
  std::vector<double> persons;   ///< rows x zones
};

struct FlowPair {
  ZoneIndex from = 0, to = 0;
  double total = 0;
  std::vector<double> by_row;  ///< empty: left out
};

struct ReportFlows {
  std::vector<FlowPair> pairs;  ///< the largest, falling
  std::string basis;            ///< single_run or first_member
  double share_of_moves = 1;
  std::size_t pair_count = 0;  ///< with any flow
};

struct ReportCauses {
  std::vector<std::string> names;
  std::vector<double> departures;  ///< causes x rows: all zones together
  std::vector<double> period;      ///< quantiles x causes
  std::vector<double> arrivals;    ///< causes x rows x zones; may be empty
  /// `departures` and `period` hold arrivals instead, of the places that show them.
  bool of_arrivals = false;
};

struct ServiceStandard {
  std::string name, unit, source, where;
  double value = 0;
};

struct ReportService {
  std::string id, unit;
  std::vector<double> per_person;  ///< none, one for all zones, or one per zone
  Band values;                     ///< over `rows` only; total is not used
  std::vector<int> rows;
  std::vector<std::vector<double>> available;  ///< per zone: empty (not said), or by row
  std::vector<ServiceStandard> standards;
};

struct ReportNeeds {
  std::vector<ReportService> services;
  double target_wait_days = 5;
  std::vector<double> hosts;  ///< zones x rows
};

struct ReportStrata {
  std::vector<std::string> names, sex, age, disability;  ///< "": not told
  std::vector<double> total;                             ///< strata
  std::vector<double> zones;                             ///< zones x strata
};

struct ReportHome {
  ZoneIndex zone = 0, home = 0;
  double persons = 0;
};

struct ReportWho {
  std::optional<ReportStrata> strata;
  std::vector<ReportHome> homes;  ///< sorted by zone, then home
  std::string basis;              ///< of homes
};

struct ReportSkill {
  struct Forecast {
    std::string name, information;
    bool uses_capacity = false;
  };
  std::vector<std::string> measures;
  std::vector<Forecast> forecasts;
  std::vector<double> values;                                        ///< forecasts x measures
  std::vector<std::pair<std::string, std::vector<double>>> by_zone;  ///< of the first measure
};

struct ReportQuality {
  int zones_observed = 0, counts = 0;
  std::string first_count, last_count;
  double observed_share = kNotKnown;  ///< of people present at the end
  std::optional<ReportSkill> skill;
  std::optional<int> horizon_row;
  int horizon_rows = 0;  ///< up to a row, over which errors were summed
  std::string horizon_forecast;
  std::vector<std::string> remarks, assumptions;
  std::vector<Source> sources;
  // Provenance.
  std::string engine_version, git_sha1, format_version, scenario_sha256, people_sha256, created;
  std::vector<std::string> input_sha256;
  std::vector<std::pair<std::string, std::string>> more;  ///< restricted releases only
};

/// Moves that each driver explains; NaN: hidden.
struct ReportAttribution {
  std::string method;
  int members = 0;
  std::vector<std::string> drivers;
  std::vector<AttributionRow> moves;   ///< drivers
  std::vector<double> alone, without;  ///< drivers
  std::vector<std::string> zones;
  std::vector<double> departures;  ///< drivers x zones
  std::vector<double> over_time;   ///< drivers x rows of the report; empty: not told
};

struct ReportScenario {
  std::string name, description, model, resolution;
  int members = 1;
  Band present, arrivals, arrivals_period;
  Band departures, departures_period;           ///< restricted releases only; else empty
  std::vector<double> exceed_ever, exceed_end;  ///< zones, NaN: no capacity; empty: not known
  std::vector<ReportCount> observed;
  std::vector<ZoneIndex> corrected;  ///< zones whose earlier counts were scaled to a recount
  std::vector<NoSkillSeries> no_skill;
  std::optional<ReportFlows> flows;
  std::optional<ReportCauses> causes;
  std::optional<ReportAttribution> attribution;
  std::optional<ReportNeeds> needs;
  ReportWho who;
  ReportQuality quality;
};

/// Scenario minus baseline.
struct ReportComparison {
  bool paired = false;
  int members = 1;
  Band present_end, arrivals_period;                ///< of one row
  std::vector<double> more_present, more_arrivals;  ///< zones, then all; empty: not known
  /// Of the mean difference of arrivals: what chance of the draws may have made, at most 1;
  /// likewise.
  std::vector<double> chance_arrivals;
};

struct ReportDisclosure {
  double threshold = 0, rounding = 0;
  std::size_t cells = 0, cells_hidden = 0;  ///< of people present, by zone and row
  double people_hidden_share = 0;
};

struct ReportData {
  std::string language = "en";
  Release release = Release::open;
  std::optional<ZoneIndex> focus;
  std::string begin;               ///< YYYY-MM-DD
  std::vector<std::string> dates;  ///< last day of each row
  std::string step;                ///< day, month, year
  std::vector<Zone> zones;         ///< those shown; population -1: withheld
  std::vector<double> quantiles;   ///< empty: no ensemble
  std::vector<ReportScenario> scenarios;
  std::vector<ReportComparison> comparison;          ///< of scenarios[1] and on
  std::vector<std::vector<std::string>> zone_codes;  ///< by zone: those it is made of
  std::string boundaries;                            ///< GeoJSON; may be empty
  std::size_t zones_before = 0;                      ///< more than are shown: `how` tells
  std::string how;                             ///< for the terminal; the page has its own words
  std::optional<ReportDisclosure> disclosure;  ///< of a public release
};

/// As the page reads it: one line, no `<`.
std::string report_json(const ReportData& data);

}  // namespace ravenstein::io
