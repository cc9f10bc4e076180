// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string_view>

#include "io/needs/needs_people.hpp"
#include "io/needs/needs_table.hpp"
#include "io/report/report_parts.hpp"
#include "models/needs/needs.hpp"

namespace ravenstein::io {
namespace {

using models::NeedRates;

/// A service and the standards it follows from.
struct Known {
  std::string_view id, unit, capacity;
  std::array<std::string_view, 3> standards;
};

constexpr std::array<Known, 10> kServices = {{
    {"water", "l/day", "water", {"water_l_per_person_day"}},
    {"latrines", "latrines", "latrines", {"persons_per_latrine"}},
    {"shelter", "m2", "", {"shelter_m2_per_person"}},
    {"consultations", "1/day", "", {"visits_per_person_year"}},
    {"clinicians",
     "clinicians",
     "clinicians",
     {"visits_per_person_year", "visits_per_clinician_day", "working_days_per_week"}},
    {"beds",
     "beds",
     "beds",
     {"admissions_per_person_year", "length_of_stay_days", "bed_occupancy"}},
    {"school_places", "places", "school_places", {"school_age_share"}},
    {"wait", "days", "", {"visits_per_person_year", "visits_per_clinician_day"}},
    {"clinicians_to_hold_wait",
     "clinicians",
     "clinicians",
     {"visits_per_person_year", "visits_per_clinician_day"}},
    {"slum_households", "households", "", {"household_size"}},
}};

/// What a person needs, in the unit of the service; NaN if that depends on more than how many.
double per_person(const NeedRates& rates, std::string_view id, bool long_rows, bool strata) {
  if (id == "water") return rates.water_l_per_person_day;
  if (id == "latrines") return 1 / rates.persons_per_latrine;
  if (id == "shelter") return rates.shelter_m2_per_person;
  if (id == "consultations") return rates.visits_per_person_day;
  if (id == "clinicians") return rates.visits_per_person_day / rates.visits_per_clinician_day;
  if (id == "school_places" && !strata) return rates.school_age_share;
  if (id == "beds" && long_rows) {  // all who were admitted within the stay came in the row
    return rates.admissions_per_person_day * rates.length_of_stay_days / rates.bed_occupancy;
  }
  return kNotKnown;
}

void add_standards(const models::Standards& standards, const Known& known, ReportService& service) {
  const auto add = [&](const models::StandardValues& values, std::string_view name,
                       const std::string& where) {
    const auto found = values.find(name);
    if (found == values.end()) return;
    const auto infos = models::standard_infos();
    const auto info = std::ranges::find(infos, name, &models::StandardInfo::name);
    service.standards.push_back({std::string(name),
                                 info == infos.end() ? "" : std::string(info->unit),
                                 found->second.source, where, found->second.value});
  };
  for (const std::string_view name : known.standards) {
    if (name.empty()) continue;
    add(standards.everywhere, name, "");
    for (const auto& [country, values] : standards.by_country) add(values, name, country);
    for (const auto& [zone, values] : standards.by_zone) add(values, name, zone);
  }
}

/// The rates of a service by zone: one number if they are all the same; empty if there are none.
std::vector<double> rates_of_service(const std::vector<NeedRates>& rates, const Known& known,
                                     bool long_rows, bool strata) {
  std::vector<double> values;
  for (const NeedRates& of_zone : rates) {
    values.push_back(per_person(of_zone, known.id, long_rows, strata));
  }
  if (values.empty() || !std::isfinite(values[0])) return {};
  if (std::ranges::all_of(values, [&](double v) { return v == values[0]; })) {
    values.erase(values.begin() + 1, values.end());
  }
  return values;
}

/// Fills the services that are no rates from the table of needs.
void take_lines(const NeedsTable& table, const ShownZones& zones, std::size_t quantiles,
                std::vector<ReportService>& services) {
  std::set<int> told;
  for (const NeedLine& line : table.lines) told.insert(line.row);
  const std::vector<int> rows(told.begin(), told.end());
  for (const NeedLine& line : table.lines) {
    if (line.group != "all" || zones.shown[line.zone] == kNowhere) continue;
    const auto service = std::ranges::find(services, line.need, &ReportService::id);
    if (service == services.end() || !service->per_person.empty()) continue;
    if (service->values.zones.empty()) {
      service->rows = rows;
      service->values = {quantiles, rows.size(), zones.places.size(), {}, {}};
      service->values.zones.assign(quantiles * rows.size() * zones.places.size(), kNotKnown);
    }
    const auto row = static_cast<std::size_t>(std::ranges::find(rows, line.row) - rows.begin());
    for (std::size_t q = 0; q < quantiles; ++q) {
      service->values.at(q, row, zones.shown[line.zone]) =
          q < line.quantile.size() ? line.quantile[q] : line.value;
    }
  }
}

bool same_at_all_times(const std::vector<double>& series) {
  return std::ranges::all_of(series, [&](double value) { return value == series.front(); });
}

}  // namespace

std::optional<ReportNeeds> report_needs(const ProjectionFile& file, const ScenarioFile* scenario,
                                        const ShownZones& zones, std::size_t quantiles,
                                        bool by_strata) {
  if (scenario == nullptr) return {};
  const NeedsPeople people(file);
  const Period& period = file.projection.period;
  std::vector<NeedRates> rates;
  NeedsOptions options;
  double longest_stay = 0;
  for (const ZoneIndex place : zones.places) {
    rates.push_back(models::rates_of(scenario->standards, file.zones[place]));
    longest_stay = std::max(longest_stay, rates.back().length_of_stay_days);
    options.zones.push_back(file.zones[place].code);
  }
  bool long_rows = true;
  for (int row = 0; row < period.steps(); ++row) {
    long_rows = long_rows && period.days_in(row) >= longest_stay;
  }
  const bool strata = by_strata && scenario->scenario.strata.size() > 1;
  ReportNeeds needs{.services = {}, .target_wait_days = options.target_wait_days, .hosts = {}};
  for (const Known& known : kServices) {
    ReportService service;
    service.id = known.id;
    service.unit = known.unit;
    service.per_person = rates_of_service(rates, known, long_rows, strata);
    add_standards(scenario->standards, known, service);
    for (const ZoneIndex place : zones.places) {
      std::vector<double> series =
          known.capacity.empty() ? Series() : people.city(place, known.capacity);
      if (!series.empty() && same_at_all_times(series))
        series.erase(series.begin() + 1, series.end());
      service.available.push_back(std::move(series));
    }
    needs.services.push_back(std::move(service));
  }
  options.needs.emplace();
  for (const ReportService& service : needs.services) {
    if (service.per_person.empty()) options.needs->push_back(service.id);
  }
  take_lines(needs_table(file, scenario->scenario, scenario->standards, options), zones, quantiles,
             needs.services);
  std::erase_if(needs.services, [](const ReportService& service) {
    return service.per_person.empty() && service.values.zones.empty();
  });
  for (const ZoneIndex place : zones.places) {
    const Series hosts = people.hosts(place);
    needs.hosts.insert(needs.hosts.end(), hosts.begin(), hosts.end());
  }
  return needs;
}

}  // namespace ravenstein::io
