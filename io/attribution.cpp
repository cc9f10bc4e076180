// SPDX-License-Identifier: Apache-2.0
#include "io/attribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <span>

#include "engine/core/quantile.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {
namespace {

void write_text(const std::filesystem::path& path, const std::string& text, bool force) {
  write_atomically(path, std::as_bytes(std::span(text)), force);
}

std::string csv_text(const AttributionRecord& record) {
  std::string text =
      "driver,moves_mean,moves_q05,moves_q50,moves_q95,standard_error,alone,without" +
      std::string(record.sampling_error.empty() ? "\n" : ",sampling_error\n");
  const auto line = [&](const std::string& name, const AttributionRow& row, double alone,
                        double without) {
    text += fmt::format("{},{},{},{},{},{},{},{}", name, row.mean, row.low, row.median, row.high,
                        row.standard_error, alone, without);
  };
  for (std::size_t k = 0; k < record.drivers.size(); ++k) {
    line(record.drivers[k], summarise_members(members_of(record, k)), record.alone[k],
         record.without[k]);
    text += record.sampling_error.empty() ? "\n" : fmt::format(",{}\n", record.sampling_error[k]);
  }
  return text;
}

nlohmann::ordered_json json_row(const AttributionRow& row) {
  return {{"mean", row.mean},
          {"q05", row.low},
          {"q50", row.median},
          {"q95", row.high},
          {"standard_error", row.standard_error}};
}

std::string json_text(const AttributionRecord& record) {
  nlohmann::ordered_json drivers = nlohmann::ordered_json::array();
  for (std::size_t k = 0; k < record.drivers.size(); ++k) {
    nlohmann::ordered_json driver{{"driver", record.drivers[k]},
                                  {"moves", json_row(summarise_members(members_of(record, k)))},
                                  {"alone", record.alone[k]},
                                  {"without", record.without[k]}};
    if (!record.sampling_error.empty()) driver["sampling_error"] = record.sampling_error[k];
    for (std::size_t z = 0; z < record.zones.size(); ++z) {
      driver["departures"][record.zones[z]] = record.departures[k * record.zones.size() + z];
    }
    const auto row =
        record.over_time.begin() + static_cast<std::ptrdiff_t>(k * record.dates.size());
    driver["over_time"] =
        std::vector<double>(row, row + static_cast<std::ptrdiff_t>(record.dates.size()));
    driver["members"] = members_of(record, k);
    drivers.push_back(std::move(driver));
  }
  const nlohmann::ordered_json all{{"title", record.title},
                                   {"scenario", record.scenario_path},
                                   {"scenario_sha256", record.scenario_sha256},
                                   {"overrides", record.overrides},
                                   {"engine_version", record.engine_version},
                                   {"seed", record.seed},
                                   {"members", record.members},
                                   {"method", record.method},
                                   {"coalitions", record.coalitions},
                                   {"dates", record.dates},
                                   {"all_on", json_row(summarise_members(record.all_on))},
                                   {"all_off", json_row(summarise_members(record.all_off))},
                                   {"drivers", std::move(drivers)}};
  return all.dump(2) + '\n';
}

void describe(hdf5::Group& root, const AttributionRecord& record) {
  root.text("Conventions", "CF-1.8");
  root.text("filetype", "ravenstein attribution");
  root.text("title", record.title);
  root.text("scenario_path", record.scenario_path);
  root.text("scenario_sha256", record.scenario_sha256);
  std::string overrides;
  for (const std::string& text : record.overrides) overrides += text + '\n';
  root.text("overrides", overrides);
  root.text("engine_version", record.engine_version);
  root.text("method", record.method);
  root.number("seed", record.seed);
  root.number("coalitions", static_cast<std::int64_t>(record.coalitions));
}

hdf5::Image compose(const AttributionRecord& record) {
  using hdf5::Dimension;
  using hdf5::Type;
  hdf5::Writer writer;
  hdf5::Group root = writer.root();
  describe(root, record);
  const Dimension driver = root.dimension("driver", record.drivers.size());
  const Dimension member = root.dimension("member", static_cast<std::size_t>(record.members));
  const Dimension zone = root.dimension("zone", record.zones.size());
  root.variable("driver_name", Type::text, {driver}).write<std::string>(record.drivers);
  root.variable("zone_code", Type::text, {zone}).write<std::string>(record.zones);
  const auto add = [&](const char* name, const std::vector<Dimension>& axes, const char* meaning,
                       std::span<const double> values) {
    hdf5::Variable variable = root.variable(name, Type::float64, axes);
    variable.text("long_name", meaning);
    variable.text("units", "1");
    variable.write<double>(values);
  };
  add("moves", {driver, member}, "moves explained by the driver (Shapley)", record.moves);
  add("alone", {driver}, "mean moves with the driver alone, less none", record.alone);
  add("without", {driver}, "mean moves with all drivers, less those without it", record.without);
  if (!record.sampling_error.empty()) {
    add("sampling_error", {driver}, "standard error of the mean share by the orders drawn",
        record.sampling_error);
  }
  add("all_on", {member}, "moves with all drivers", record.all_on);
  add("all_off", {member}, "moves without any", record.all_off);
  add("departures", {driver, zone}, "mean departures from the zone explained by the driver",
      record.departures);
  const Dimension row = root.dimension("row", record.dates.size());
  root.variable("date", Type::text, {row}).write<std::string>(record.dates);
  add("over_time", {driver, row}, "mean moves in the row explained by the driver",
      record.over_time);
  return writer.finish();
}

}  // namespace

AttributionRow summarise_members(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  AttributionRow row;
  row.mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - row.mean) * (value - row.mean);
  if (values.size() > 1) row.standard_error = std::sqrt(squares / (n - 1) / n);
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  row.low = quantile_of_sorted(sorted, 0.05);
  row.median = quantile_of_sorted(sorted, 0.5);
  row.high = quantile_of_sorted(sorted, 0.95);
  return row;
}

std::vector<double> members_of(const AttributionRecord& record, std::size_t driver) {
  const auto first = record.moves.begin() + static_cast<std::ptrdiff_t>(driver) * record.members;
  return {first, first + record.members};
}

bool can_write_attribution(const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".json" || ending == ".csv" || ending == ".h5";
}

void write_attribution(const std::filesystem::path& path, const AttributionRecord& record,
                       bool force) {
  const std::string ending = path.extension().string();
  if (ending == ".json") return write_text(path, json_text(record), force);
  if (ending == ".csv") return write_text(path, csv_text(record), force);
  try {
    write_atomically(path, compose(record).bytes(), force);
  } catch (const hdf5::Error& error) {
    throw WriteError(path, error.what());
  }
}

}  // namespace ravenstein::io
