// SPDX-License-Identifier: Apache-2.0
#include "io/needs/write_needs.hpp"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "io/csv_field.hpp"

namespace ravenstein::io {
namespace {

using Json = nlohmann::ordered_json;

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{}", value); }

Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json values_json(const models::StandardValues& values) {
  Json all = Json::object();
  for (const auto& [name, standard] : values) {
    all[name] = {{"value", standard.value}, {"source", standard.source}};
  }
  return all;
}

Json standards_json(const models::Standards& standards) {
  Json all = {{"values", values_json(standards.everywhere)}};
  for (const auto& [country, values] : standards.by_country) {
    all["countries"][country] = values_json(values);
  }
  for (const auto& [zone, values] : standards.by_zone) all["zones"][zone] = values_json(values);
  return all;
}

}  // namespace

std::string end_of_row(const ProjectionFile& projection, int row) {
  const Period& period = projection.projection.period;
  return to_string(period.date_of(period.first_day(row + 1) - 1));
}

std::string needs_csv(const NeedsTable& table, const ProjectionFile& projection) {
  std::string text = "zone,name,date,group,need,unit,value";
  for (const double q : table.quantiles) text += fmt::format(",q{:g}", q);
  text += ",available,missing\n";
  for (const NeedLine& line : table.lines) {
    const Zone& zone = projection.zones[line.zone];
    text += fmt::format("{},{},{},{},{},{},{}", csv_field(zone.code), csv_field(zone.name),
                        end_of_row(projection, line.row), csv_field(line.group), line.need,
                        csv_field(line.unit), number(line.value));
    for (std::size_t q = 0; q < table.quantiles.size(); ++q) {
      text += ',' + (line.quantile.empty() ? "" : number(line.quantile[q]));
    }
    text += fmt::format(",{},{}\n", number(line.available), number(line.missing));
  }
  return text;
}

std::string needs_json(const NeedsTable& table, const ProjectionFile& projection,
                       const models::Standards& standards) {
  Json lines = Json::array();
  for (const NeedLine& line : table.lines) {
    const Zone& zone = projection.zones[line.zone];
    Json one = {{"zone", zone.code},
                {"name", zone.name},
                {"date", end_of_row(projection, line.row)},
                {"group", line.group},
                {"need", line.need},
                {"unit", line.unit},
                {"value", number_or_null(line.value)}};
    if (!line.quantile.empty()) {
      one["quantile"] = Json::array();
      for (const double value : line.quantile) one["quantile"].push_back(number_or_null(value));
    }
    if (!std::isnan(line.available)) {
      one["available"] = line.available;
      one["missing"] = line.missing;
    }
    lines.push_back(std::move(one));
  }
  const Json all = {{"title", projection.title},
                    {"members", projection.ensemble.members},
                    {"quantiles", table.quantiles},
                    {"standards", standards_json(standards)},
                    {"needs", std::move(lines)}};
  return all.dump(1) + '\n';
}

}  // namespace ravenstein::io
