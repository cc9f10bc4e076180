// SPDX-License-Identifier: Apache-2.0
// Changes of borders, links and camps, and camps that are opened.
#include <fmt/format.h>

#include <algorithm>

#include "engine/whatif/closure_change.hpp"
#include "io/text.hpp"
#include "io/yaml/changes.hpp"

namespace ravenstein::io {
namespace {

/// What may have been meant by a country that has no zones.
std::string country_hint(std::span<const std::string> ends, std::span<const Zone> zones) {
  std::vector<std::string> known;
  for (const Zone& zone : zones) {
    if (std::find(known.begin(), known.end(), zone.country) == known.end()) {
      known.push_back(zone.country);
    }
  }
  for (const std::string& end : ends) {
    if (std::find(known.begin(), known.end(), end) == known.end()) return did_you_mean(end, known);
  }
  return {};
}

}  // namespace

void Changes::add_zones(std::vector<Zone>& zones) const {
  for (const Entry& entry : entries_) {
    if (entry.subject != "new_camp") continue;
    const NewCampForm& camp = *entry.form->new_camp;
    const auto named = [&](const std::string& code) {
      return std::find_if(zones.begin(), zones.end(),
                          [&](const Zone& zone) { return zone.code == code; });
    };
    if (named(camp.code) != zones.end()) {
      tell(entry, "new_camp.code", fmt::format("there is a zone {} already", camp.code));
      continue;
    }
    const auto near = named(camp.near);
    if (near == zones.end()) continue;  // told with the ways
    Zone zone;
    zone.code = camp.code;
    zone.name = camp.name.empty() ? camp.code : camp.name;
    zone.country = near->country;
    zone.region = near->region;
    zone.latitude_deg = near->latitude_deg;
    zone.longitude_deg = near->longitude_deg;
    zone.kind = ZoneKind::camp;
    if (camp.capacity > 0) zone.capacity = camp.capacity;
    zone.capacity_provenance = CapacityProvenance::planned;
    zones.push_back(std::move(zone));
  }
}

void Changes::add_ways(const ZoneCodes& codes, std::vector<Link>& links,
                       std::vector<Closure>& closures) const {
  for (const Entry& entry : entries_) {
    if (entry.subject != "new_camp") continue;
    const NewCampForm& camp = *entry.form->new_camp;
    if (camp.near.empty()) continue;  // told with the section
    const auto near = find_zone(entry, "new_camp.near", camp.near, codes);
    const auto zone = codes.find(camp.code);
    if (!near || !zone) continue;
    links.push_back({.a = *near, .b = *zone, .distance_km = camp.distance_km});
    const auto closed = [&](int first_day, std::optional<int> end_day) {
      closures.push_back(
          {.kind = ClosureKind::camp, .zone_a = *zone, .start_day = first_day, .end_day = end_day});
    };
    if (entry.first_day > 0) closed(0, entry.first_day);
    if (entry.end_day < days_.period.days) closed(entry.end_day, std::nullopt);
  }
}

void Changes::fill_new_zones(const ZoneCodes& codes, MonthlySeries& series) const {
  for (const Entry& entry : entries_) {
    if (entry.subject != "new_camp") continue;
    const auto near = codes.find(entry.form->new_camp->near);
    const auto zone = codes.find(entry.form->new_camp->code);
    if (!near || !zone) continue;
    for (int month = series.first_month; month < series.end_month(); ++month) {
      series.at(month, *zone) = series.at(month, *near);
    }
  }
}

void Changes::change_network(const ZoneCodes& codes, std::span<const Zone> zones,
                             std::span<const Link> links, std::vector<Closure>& closures) const {
  for (const Entry& entry : entries_) {
    const bool of_network =
        entry.subject == "border" || entry.subject == "link" || entry.subject == "camp";
    if (!of_network) continue;
    const std::optional<Closure> change = closure_of(entry, codes, zones, links);
    if (!change || change_closures(closures, *change)) continue;
    tell(entry, entry.subject,
         change->permeability == 1
             ? "opens nothing: no closure of the baseline concerns it on these days"
             : "changes nothing: the baseline says the same on these days");
  }
}

std::optional<Closure> Changes::closure_of(const Entry& entry, const ZoneCodes& codes,
                                           std::span<const Zone> zones,
                                           std::span<const Link> links) const {
  const ChangeForm& form = *entry.form;
  Closure change{
      .start_day = entry.first_day, .end_day = entry.end_day, .permeability = form.permeability};
  if (entry.subject == "camp") {
    const auto zone = find_zone(entry, "camp", form.camp, codes);
    if (!zone) return {};
    change.kind = ClosureKind::camp;
    change.zone_a = *zone;
    const bool part = form.permeability != 0 && form.permeability != 1;
    if (part) tell(entry, "permeability", "a camp is closed (0) or open (1)");
    if (!receives(zones[*zone])) {
      tell(entry, "camp", fmt::format("{} is no camp", form.camp));
      return {};
    }
    if (part) return {};
    return change;
  }
  const std::vector<std::string>& ends = entry.subject == "border" ? form.border : form.link;
  if (ends.size() != 2 || ends[0] == ends[1]) {
    tell(entry, entry.subject, "expected two different ends, like [A, B]");
    return {};
  }
  if (entry.subject == "border") {
    change.kind = ClosureKind::country;
    change.country_a = ends[0];
    change.country_b = ends[1];
  } else {
    change.kind = ClosureKind::link;
    const auto a = find_zone(entry, "link.0", ends[0], codes);
    const auto b = find_zone(entry, "link.1", ends[1], codes);
    if (!a || !b) return {};
    change.zone_a = *a;
    change.zone_b = *b;
  }
  const auto crosses = [&](const Link& link) { return concerns(change, link, zones); };
  if (std::any_of(links.begin(), links.end(), crosses)) return change;
  tell(entry, entry.subject,
       fmt::format("the baseline has no link between {} and {}", ends[0], ends[1]),
       entry.subject == "border" ? country_hint(ends, zones) : "");
  return {};
}

}  // namespace ravenstein::io
