// SPDX-License-Identifier: Apache-2.0
#include "io/tables/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace ravenstein::io {
namespace {

constexpr double kLongestKm = 20'040;  // half the way round the Earth

struct LinkColumns {
  Column from, to, distance, speed, walk, forced, permeability, death_risk;
};

/// Empty if the row does not give a link.
std::optional<Link> read_link(Table& table, std::size_t r, const LinkColumns& columns,
                              const ZoneCodes& codes) {
  const auto a = codes.read(table, r, columns.from);
  const auto b = codes.read(table, r, columns.to);
  const auto distance_km = table.real(r, columns.distance, 0, kLongestKm);
  Link link;
  if (distance_km) link.distance_km = *distance_km;
  if (distance_km && *distance_km == 0) {
    table.problem(r, columns.distance, "a link cannot be 0 km long");
  }
  if (!table.blank(r, columns.speed)) {
    link.max_speed_km_per_day = table.real(r, columns.speed, 0.001, 100'000);
  }
  if (!table.blank(r, columns.walk)) {
    link.walk_probability = table.real(r, columns.walk, 0, 1).value_or(0);
  }
  if (!table.blank(r, columns.forced)) {
    link.forced_from = codes.read(table, r, columns.forced).value_or(kNowhere);
  }
  if (!table.blank(r, columns.permeability)) {
    link.permeability = table.real(r, columns.permeability, 0, 1).value_or(1);
  }
  if (!table.blank(r, columns.death_risk)) {
    link.death_risk_per_day = table.real(r, columns.death_risk, 0, 1).value_or(0);
  }
  if (!a || !b) return {};
  link.a = *a;
  link.b = *b;
  if (link.a == link.b) {
    table.problem(r, columns.to, "a link cannot lead from a zone to itself");
    return {};
  }
  if (link.forced_from != kNowhere && link.forced_from != link.a && link.forced_from != link.b) {
    table.problem(r, columns.forced, "must be one of the link's two ends");
  }
  return link;
}

}  // namespace

std::vector<Link> read_links(Table& table, const ZoneCodes& codes) {
  const LinkColumns columns{table.need("from"),
                            table.need("to"),
                            table.need("distance_km"),
                            table.find("max_speed_km_per_day"),
                            table.find("walk_probability"),
                            table.find("forced_from"),
                            table.find("permeability"),
                            table.find("death_risk_per_day")};
  table.refuse_other_columns();
  std::vector<Link> links;
  std::map<std::pair<ZoneIndex, ZoneIndex>, std::size_t> first_row;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    const std::optional<Link> link = read_link(table, r, columns, codes);
    if (!link) continue;
    const auto [before, is_new] = first_row.emplace(std::minmax(link->a, link->b), r);
    if (is_new) {
      links.push_back(*link);
    } else {
      table.problem(r, columns.from,
                    fmt::format("the link {} - {} is already in line {} (links run both ways)",
                                table.peek(r, columns.from), table.peek(r, columns.to),
                                table.place(before->second).line));
    }
  }
  return links;
}

std::vector<bool> reachable_from_towns(std::span<const Zone> zones, std::span<const Link> links) {
  std::vector<std::vector<ZoneIndex>> neighbours(zones.size());
  for (const Link& link : links) {
    neighbours[link.a].push_back(link.b);
    neighbours[link.b].push_back(link.a);
  }
  std::vector<bool> reached(zones.size());
  std::vector<ZoneIndex> next;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    if (zones[z].kind != ZoneKind::town) continue;
    reached[z] = true;
    next.push_back(static_cast<ZoneIndex>(z));
  }
  while (!next.empty()) {
    const ZoneIndex zone = next.back();
    next.pop_back();
    for (const ZoneIndex other : neighbours[zone]) {
      if (reached[other]) continue;
      reached[other] = true;
      next.push_back(other);
    }
  }
  return reached;
}

}  // namespace ravenstein::io
