// SPDX-License-Identifier: Apache-2.0
// The sample projection once more, recorded by month or year, with several causes and strata and
// all statuses: whatever a file may hold beyond the first version.
#pragma once

#include <string>
#include <vector>

#include "tests/io/projection_sample.hpp"

namespace ravenstein::io::testing {

/// Made up: distinct everywhere, whole.
inline CategoryTable sample_categories(int table, int rows, std::size_t categories,
                                       std::size_t zones) {
  CategoryTable result{categories, zones, {}};
  for (int row = 0; row < rows; ++row) {
    for (std::size_t category = 0; category < categories; ++category) {
      for (std::size_t zone = 0; zone < zones; ++zone) {
        result.persons.push_back(sample_count(table, row, zone) +
                                 100.0 * static_cast<double>(category));
      }
    }
  }
  return result;
}

inline EnsembleSums sample_sums(std::size_t cells, const std::vector<double>& quantiles) {
  EnsembleSums sums;
  for (std::size_t c = 0; c < cells; ++c) sums.mean.push_back(3.5 * static_cast<double>(c) + 1);
  for (const double quantile : quantiles) {
    for (const double persons : sums.mean) sums.quantile.push_back(persons * quantile);
  }
  return sums;
}

/// Two tables over the members of an ensemble, made up.
inline EnsembleRecord sample_ensemble(const Projection& run) {
  EnsembleRecord ensemble;
  ensemble.members = 9;
  ensemble.quantiles = {0.05, 0.5, 0.95};
  for (const bool by_cause : {false, true}) {
    EnsembleTable table;
    table.name = by_cause ? "departures_by_cause" : "displaced";
    table.categories = by_cause ? run.causes.size() : 1;
    table.mean = by_cause ? run.departures_by_cause.persons : run.displaced.persons;
    for (double& persons : table.mean) persons += 0.25;
    for (const double quantile : ensemble.quantiles) {
      for (const double persons : table.mean) table.quantile.push_back(persons * quantile);
    }
    const std::size_t zones = run.displaced.zones;
    const std::size_t rows = table.mean.size() / (zones * table.categories);
    table.total = sample_sums(rows * table.categories, ensemble.quantiles);
    if (by_cause) {
      table.period = sample_sums(table.categories * zones, ensemble.quantiles);
      table.period_total = sample_sums(table.categories, ensemble.quantiles);
    }
    ensemble.tables.push_back(std::move(table));
  }
  const auto counted = [&](std::size_t across, double from) {
    std::vector<double> values;
    for (std::size_t n = 0; n < 9 * across; ++n) values.push_back(from + static_cast<double>(n));
    return values;
  };
  const std::size_t zones = run.displaced.zones, rows = run.displaced.persons.size() / zones;
  ensemble.each = {counted(zones, 1000), counted(zones, 2000), counted(zones, 3000),
                   counted(rows, 4000), counted(rows, 5000)};
  ensemble.drawn = {"onward_factor", "return_share"};
  for (int m = 0; m < ensemble.members; ++m) ensemble.draws.push_back({1.5 * m, 0.1});
  return ensemble;
}

/// 100 days from 2012-02-29 are the 29th of February, three whole months and a part of June.
inline ProjectionFile sample_country(std::size_t zones = 5, Interval interval = Interval::month,
                                     int days = 100) {
  ProjectionFile contents = sample_projection(3, zones);
  Projection& run = contents.projection;
  run.period = {*parse_date("2012-02-29"), days, interval};
  run.resolution = Resolution::cohorts;
  const int rows = run.period.steps();
  int number = 0;
  for (DailyTable* table :
       {&run.residents, &run.displaced, &run.refugees, &run.on_the_way, &run.arrivals,
        &run.departures, &run.entries, &run.exits, &run.returnees, &run.integrated, &run.stranded,
        &run.returns, &run.births, &run.deaths}) {
    *table = sample_table(number++, rows, zones);
  }
  run.causes = {"conflict", "drought", "flood"};
  run.strata = {"female 0-17", "male 0-17"};
  run.departures_by_cause = sample_categories(20, rows, 3, zones);
  run.arrivals_by_cause = sample_categories(30, rows, 3, zones);
  run.displaced_by_stratum = sample_categories(40, rows, 2, zones);
  run.displaced_by_home = sample_categories(50, rows, zones, zones);
  run.flows.clear();
  for (int row = 0; row < rows; row += 2) {
    for (std::uint32_t cause = 0; cause < 3; ++cause) {
      for (ZoneIndex from = 0; from + 1 < zones; ++from) {
        run.flows.push_back({row, from, from + 1, 1.0 + row + 10 * cause + from, cause});
      }
    }
  }
  run.totals = {1, 2, 3, 4, 5.5, 600, 700};
  contents.ensemble = sample_ensemble(run);
  contents.resolution_reason = "11 million people leave by hazard";
  for (BesideRun& beside : contents.beside) beside.present = sample_table(8, rows, zones);
  contents.observed = daily(contents.observations, rows, 3);
  return contents;
}

}  // namespace ravenstein::io::testing
