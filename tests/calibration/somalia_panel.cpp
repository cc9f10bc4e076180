// SPDX-License-Identifier: Apache-2.0
#include "somalia_panel.hpp"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sstream>

#include "data_folder.hpp"
#include "io/import/fsnau.hpp"
#include "io/import/place_names.hpp"
#include "io/import/prmn.hpp"
#include "io/import/read_zone_file.hpp"
#include "models/drivers/climate.hpp"
#include "models/drivers/conflict.hpp"
#include "models/drivers/grouping.hpp"
#include "models/drivers/memory.hpp"
#include "models/drivers/terms_of_trade.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;

constexpr int kRegisterFirst = month_number(2016, 1);
constexpr int kRegisterMonths = 60;

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

io::Table table_at(const fs::path& path, Problems& problems) {
  return {path.filename().string(), bytes_of(path), problems};
}

/// Zones from the publishers' tables of p-codes.
std::vector<Zone> zones_from(const fs::path& path, const char* name, Problems& problems) {
  io::Table table = table_at(path, problems);
  const auto code = table.need("pcode"), label = table.need(name), region = table.need("region");
  const auto latitude = table.need("centroid_lat"), longitude = table.need("centroid_lon");
  const auto people = table.need("pop_2014_pess"), urban = table.need("urban_2014");
  std::vector<Zone> zones;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    Zone zone;
    zone.code = table.text(r, code);
    zone.name = table.text(r, label);
    zone.region = table.text(r, region);
    zone.latitude_deg = *table.real(r, latitude);
    zone.longitude_deg = *table.real(r, longitude);
    zone.population = *table.persons(r, people);
    zone.attributes["urban_2014"] = *table.real(r, urban);
    zones.push_back(zone);
  }
  return zones;
}

/// Hiraan -> Middle Shabelle -> Lower Shabelle; Gedo -> Middle Juba -> Lower Juba.
std::vector<RiverZone> somali_rivers(const io::PlaceNames& names) {
  const auto zone = [&](const char* name) { return *names.find(name); };
  return {{zone("Hiraan"), kNowhere},
          {zone("Middle Shabelle"), zone("Hiraan")},
          {zone("Gedo"), kNowhere},
          {zone("Lower Shabelle"), zone("Middle Shabelle")},
          {zone("Middle Juba"), zone("Gedo")},
          {zone("Lower Juba"), zone("Middle Juba")}};
}

MonthlySeries same_everywhere(const std::vector<double>& national, const MonthlySeries& like) {
  MonthlySeries series = like;
  for (std::size_t i = 0; i < series.value.size(); ++i) {
    series.value[i] = national[i / series.zones];
  }
  return series;
}

void add_drivers(SomaliPanel& panel, const std::map<std::string, MonthlySeries>& fsnau) {
  std::vector<std::size_t> region;
  std::vector<double> people;
  for (const Zone& district : panel.districts) {
    const auto found = std::find_if(panel.regions.begin(), panel.regions.end(),
                                    [&](const Zone& r) { return r.name == district.region; });
    region.push_back(static_cast<std::size_t>(found - panel.regions.begin()));
    people.push_back(static_cast<double>(district.population));
  }
  const std::size_t n = panel.regions.size();
  auto& x = panel.covariate;
  x["inc"] = models::group_sum(fsnau.at("insecurity_incidents"), region, n);
  x["fat"] = models::group_sum(fsnau.at("insecurity_fatalities"), region, n);
  x["linc"] = models::log_incidents(x["inc"]);
  x["sF"] = models::fatality_surge(x["fat"]);
  x["rain"] = models::group_mean(fsnau.at("rainfall_mm"), region, n, people);
  constexpr models::Climatology kUsual{2009, 2016};
  x["pct12"] = models::relative_anomaly(x["rain"], 12, kUsual);
  x["spi12"] = models::standardised_anomaly(x["rain"], 12, kUsual);
  x["lr"] = models::log_rain(x["rain"]);
  x["lrl"] = models::lagged(x["lr"], 1);
  const MonthlySeries log_ratio = models::log_against_median(fsnau.at("tot_goat"), 2012, 2016);
  const std::vector<double> national = models::national_median(log_ratio);
  x["tot"] = models::group_mean(models::held_then_national(log_ratio, national), region, n, people);
  x["tot3"] = models::ewma(x["tot"], 3);
  x["dev"] = models::deviation_from(x["tot"], national);
  x["tot_nat"] = same_everywhere(national, x["tot"]);
  x["tn2"] = x["tot_nat"];
  for (double& value : x["tn2"].value) value = models::squared_fall(value);
  const std::vector<double> exposed = models::river_exposure(panel.rivers, n);
  x["riv"] = x["lr"];
  for (std::size_t i = 0; i < x["riv"].value.size(); ++i) x["riv"].value[i] = exposed[i % n];
}

void add_memories(SomaliPanel& panel) {
  for (const std::string& cause : kSomaliCauses) {
    const MonthlySeries& y = panel.displaced[cause] = departures(
        panel.register_by_region, cause, kRegisterFirst, kRegisterMonths, panel.regions.size());
    panel.covariate["y_" + cause] = y;
    panel.covariate["g1_" + cause] = models::displacement_memory(y, 1);
    panel.covariate["g0_" + cause] = models::displacement_memory(y, 0);
  }
  panel.covariate["uplag"] = models::upstream_lag(panel.displaced["flood"], panel.rivers);
}

}  // namespace

MonthlySeries departures(std::span<const io::DisplacementRecord> records, const std::string& cause,
                         int first_month, int months, std::size_t zones) {
  MonthlySeries sum(first_month, months, zones, 0.0);
  for (const io::DisplacementRecord& record : records) {
    if (record.cause != cause || !sum.contains(record.month)) continue;
    sum.at(record.month, record.from) += static_cast<double>(record.persons);
  }
  return sum;
}

std::optional<SomaliPanel> somali_panel() {
  const fs::path folder = data_folder() / "somalia";
  if (!fs::exists(folder)) {
    std::cerr << "skipped: " << folder.string() << " is not there (set RAVENSTEIN_DATA)\n";
    return {};
  }
  Problems problems;
  SomaliPanel panel;
  panel.districts = zones_from(folder / "zones/districts.csv", "district", problems);
  panel.regions = zones_from(folder / "zones/regions.csv", "region", problems);
  const io::PlaceNames places(panel.districts, io::somali_aliases());
  panel.rivers = somali_rivers(io::PlaceNames(panel.regions));
  io::Table months = table_at(folder / "drivers/fsnau_district_month.csv", problems);
  std::map<std::string, MonthlySeries> fsnau;
  for (auto& [name, series] : io::read_fsnau(months, places)) fsnau[name] = std::move(series);
  io::Table prmn = table_at(folder / "observed/prmn_od_district_month_cause.csv", problems);
  panel.register_by_district = io::read_prmn(prmn, places);
  panel.register_by_region =
      io::between_regions(panel.register_by_district, panel.districts, panel.regions, problems);
  problems.throw_if_any();
  add_drivers(panel, fsnau);
  add_memories(panel);
  return panel;
}

std::map<std::string, MonthlySeries> reference_panel(const SomaliPanel& panel) {
  Problems problems;
  io::Table table = table_at(data_folder() / "somalia/reference/panel_region_month.csv", problems);
  const io::PlaceNames names(panel.regions);
  const auto month = table.need("month"), region = table.need("region");
  std::map<std::string, MonthlySeries> columns;
  for (const io::Column column : table.others()) {
    MonthlySeries& series = columns[table.columns()[column.index]];
    series = MonthlySeries(month_number(2016, 10), 51, panel.regions.size());
    for (std::size_t r = 0; r < table.rows(); ++r) {
      series.at(*parse_month(table.text(r, month)), *names.read(table, r, region)) =
          *table.real(r, column);
    }
  }
  problems.throw_if_any();
  return columns;
}

}  // namespace ravenstein::calibration
