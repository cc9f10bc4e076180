// SPDX-License-Identifier: Apache-2.0
#include "io/report/public_hosts.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

#include "io/needs/needs_people.hpp"
#include "models/disclosure/spans.hpp"

namespace ravenstein::io {
namespace {

/// Hosts of one scenario.
struct Hosts {
  std::vector<models::PlaceHistory> places;
  std::vector<double> elsewhere;  ///< rows: neither hosts nor present
};

std::vector<std::vector<ZoneIndex>> zones_of(const ProjectionFile& file,
                                             const ReleaseTables& tables) {
  std::unordered_map<std::string_view, ZoneIndex> by_code;
  for (ZoneIndex zone = 0; zone < file.zones.size(); ++zone) by_code[file.zones[zone].code] = zone;
  std::vector<std::vector<ZoneIndex>> zones;
  for (const ReleasedPlace& place : tables.places) {
    zones.emplace_back();
    for (const std::string& code : place.zones) zones.back().push_back(by_code.at(code));
  }
  return zones;
}

Hosts hosts_of(const ProjectionFile& file, const ReleaseTables& tables,
               const std::vector<int>& rows) {
  const NeedsPeople people(file);
  Hosts hosts;
  hosts.elsewhere.assign(rows.size(), 0);
  for (const std::vector<ZoneIndex>& zones : zones_of(file, tables)) {
    models::PlaceHistory place;
    place.present.assign(rows.size(), 0);
    for (const ZoneIndex zone : zones) {
      const Series residents = people.hosts(zone), present = people.newcomers(zone);
      const auto population = std::max<double>(0, static_cast<double>(file.zones[zone].population));
      place.before += population;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto row = static_cast<std::size_t>(rows[r]);
        place.present[r] += residents[row];
        hosts.elsewhere[r] += population - residents[row] - present[row];
      }
    }
    hosts.places.push_back(std::move(place));
  }
  return hosts;
}

/// The rows in which hosts are told, in all scenarios.
models::Spans spans_of(const std::vector<Hosts>& scenarios, std::size_t rows,
                       const ReleaseTables& tables) {
  const double smallest = tables.settings.smallest();
  const auto may_end = [&](std::size_t row) {
    return std::ranges::all_of(scenarios, [&](const Hosts& hosts) {
      return models::may_be_shown(hosts.elsewhere[row], smallest);
    });
  };
  while (rows > 0 && !may_end(rows - 1)) --rows;
  std::vector<models::PlaceHistory> histories;
  for (const Hosts& hosts : scenarios) {
    for (std::size_t p = 0; p < hosts.places.size(); ++p) {
      models::PlaceHistory history = hosts.places[p];
      history.present.resize(rows);
      // Residents of the first day are known where they are shown.
      if (std::isnan(tables.places[p].population)) history.before = 0;
      histories.push_back(std::move(history));
    }
  }
  std::vector<std::uint8_t> ends;
  for (std::size_t row = 0; row < rows; ++row) ends.push_back(may_end(row) ? 1 : 0);
  return models::cut_spans(histories, smallest, ends);
}

}  // namespace

PublicHosts public_hosts(const PublicSource& from, const std::vector<int>& rows) {
  std::vector<Hosts> scenarios;
  for (const ReportSource& source : from.all) {
    scenarios.push_back(hosts_of(*source.file, from.tables, rows));
  }
  const models::Spans spans = spans_of(scenarios, rows.size(), from.tables);
  const Hosts hosts = hosts_of(*from.source.file, from.tables, rows);
  PublicHosts shown{{}, std::vector<bool>(rows.size())};
  for (const int row : spans.last) shown.told[static_cast<std::size_t>(row)] = true;
  for (const std::size_t place : from.places) {
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const double persons = hosts.places[place].present[r];
      shown.persons.push_back(shown.told[r] ? from.rounded(persons) : kNotShown);
    }
  }
  return shown;
}

}  // namespace ravenstein::io
