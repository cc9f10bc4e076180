// SPDX-License-Identifier: Apache-2.0
#include "io/assimilation_record.hpp"

#include <span>
#include <string_view>

#include "io/projection/atomic_file.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Type;

struct Axes {
  Dimension update, count, member, zone, parameter;
};

/// A list of every update, one after the other.
template <class To, class List>
std::vector<To> gathered(const AssimilationRecord& record, List AssimilationUpdate::*list) {
  std::vector<To> all;
  for (const AssimilationUpdate& update : record.updates) {
    for (const auto& value : update.*list) all.push_back(static_cast<To>(value));
  }
  return all;
}

template <class To, class Value>
std::vector<To> one_each(const AssimilationRecord& record, Value AssimilationUpdate::*value) {
  std::vector<To> all;
  for (const AssimilationUpdate& update : record.updates) {
    all.push_back(static_cast<To>(update.*value));
  }
  return all;
}

void put(hdf5::Group& root, const char* name, const std::vector<Dimension>& axes,
         std::string_view meaning, std::string_view unit, const std::vector<double>& values) {
  if (values.empty()) return;
  hdf5::Variable variable =
      root.variable(name, Type::float64, axes, {.fill = {}, .chunk = {}, .deflate = 1});
  variable.text("long_name", meaning);
  variable.text("units", unit);
  variable.write<double>(values);
}

void put_days(hdf5::Group& root, const char* name, Dimension axis, std::string_view meaning,
              const AssimilationRecord& record, const std::vector<std::int32_t>& days) {
  hdf5::Variable variable = root.variable(name, Type::int32, {axis});
  variable.text("long_name", meaning);
  variable.text("units", "days since " + record.start_date);
  variable.text("calendar", "proleptic_gregorian");
  variable.write<std::int32_t>(days);
}

void describe(hdf5::Group& root, const AssimilationRecord& record) {
  root.text("Conventions", "CF-1.8");
  root.text("filetype", "ravenstein assimilation");
  root.text("title", record.title);
  root.text("method", record.method);
  root.text("plan", record.plan);
  root.text("scenario_path", record.scenario_path);
  root.text("scenario_sha256", record.scenario_sha256);
  root.text("observations_sha256", record.observations_sha256);
  root.text("engine_version", record.engine_version);
  root.number("seed", record.seed);
  root.number("members", static_cast<std::int32_t>(record.members));
  std::string overrides;
  for (const std::string& one : record.overrides) {
    overrides += overrides.empty() ? one : '\n' + one;
  }
  root.text("overrides", overrides);
  root.text("known_by", record.known_by);
  root.text("command_line", record.command_line);
}

void put_counts(hdf5::Group& root, const AssimilationRecord& record, Dimension count) {
  std::vector<std::int32_t> of_update;
  for (std::size_t u = 0; u < record.updates.size(); ++u) {
    of_update.insert(of_update.end(), record.updates[u].zone.size(), static_cast<std::int32_t>(u));
  }
  root.variable("count_update", Type::int32, {count}).write<std::int32_t>(of_update);
  const auto zone = gathered<std::int32_t>(record, &AssimilationUpdate::zone);
  root.variable("count_zone", Type::int32, {count}).write<std::int32_t>(zone);
  put_days(root, "count_day", count, "day of the count", record,
           gathered<std::int32_t>(record, &AssimilationUpdate::count_day));
  hdf5::Variable flag = root.variable("flag", Type::uint8, {count});
  flag.text("long_name", "what became of the count");
  flag.text("flag_meanings", "used outlier confirmed");
  const std::uint8_t values[] = {0, 1, 2};
  flag.numbers<std::uint8_t>("flag_values", values);
  flag.write<std::uint8_t>(gathered<std::uint8_t>(record, &AssimilationUpdate::flag));
  const auto observed = gathered<double>(record, &AssimilationUpdate::observed);
  const auto prior = gathered<double>(record, &AssimilationUpdate::prior_mean);
  std::vector<double> innovation;
  for (std::size_t i = 0; i < prior.size(); ++i) innovation.push_back(observed[i] - prior[i]);
  const auto list = [&](const char* name, std::vector<double> AssimilationUpdate::*values_of,
                        std::string_view meaning) {
    put(root, name, {count}, meaning, "1", gathered<double>(record, values_of));
  };
  list("observed", &AssimilationUpdate::observed, "persons counted");
  list("error_sd", &AssimilationUpdate::error_sd, "standard deviation of the count's error");
  put(root, "innovation", {count}, "counted less forecast mean", "1", innovation);
  list("prior_mean", &AssimilationUpdate::prior_mean, "forecast of the count, mean");
  list("prior_sd", &AssimilationUpdate::prior_sd, "forecast of the count, standard deviation");
  list("posterior_mean", &AssimilationUpdate::posterior_mean, "after the update, mean");
  list("posterior_sd", &AssimilationUpdate::posterior_sd, "after the update, standard deviation");
}

hdf5::Image compose(const AssimilationRecord& record) {
  hdf5::Writer writer;
  hdf5::Group root = writer.root();
  describe(root, record);
  std::size_t counts = 0;
  for (const AssimilationUpdate& update : record.updates) counts += update.zone.size();
  Axes axis;
  axis.update = root.dimension("update", record.updates.size());
  axis.count = root.dimension("count", counts);
  axis.member = root.dimension("member", record.members);
  axis.zone = root.dimension("zone", record.zones.size());
  root.variable("zone_code", Type::text, {axis.zone}).write<std::string>(record.zones);
  put_days(root, "update_day", axis.update, "day at whose end people are updated", record,
           one_each<std::int32_t>(record, &AssimilationUpdate::day));
  put(root, "log_evidence", {axis.update}, "ln p(counts of the update | those before)", "1",
      one_each<double>(record, &AssimilationUpdate::log_evidence));
  put(root, "effective_members", {axis.update}, "1 / sum of squared weights", "1",
      one_each<double>(record, &AssimilationUpdate::effective_members));
  put_counts(root, record, axis.count);
  const auto table = [&](const char* name, std::vector<double> AssimilationUpdate::*values,
                         Dimension last, std::string_view meaning) {
    put(root, name, {axis.update, axis.member, last}, meaning, "1",
        gathered<double>(record, values));
  };
  table("prior", &AssimilationUpdate::prior_present, axis.zone, "people away from home, forecast");
  table("posterior", &AssimilationUpdate::posterior_present, axis.zone,
        "people away from home, after the update");
  table("hazard_factor", &AssimilationUpdate::hazard_factor, axis.zone,
        "factor of the hazards of leaving, after the update");
  table("pull_factor", &AssimilationUpdate::pull_factor, axis.zone,
        "factor of the pull of the zone, after the update");
  if (record.parameters.empty()) return writer.finish();
  axis.parameter = root.dimension("parameter", record.parameters.size());
  root.variable("parameter_name", Type::text, {axis.parameter})
      .write<std::string>(record.parameters);
  table("prior_parameter", &AssimilationUpdate::prior_parameter, axis.parameter,
        "parameters drawn by members, before the update");
  table("posterior_parameter", &AssimilationUpdate::posterior_parameter, axis.parameter,
        "parameters drawn by members, after the update");
  return writer.finish();
}

}  // namespace

std::size_t write_assimilation(const std::filesystem::path& path, const AssimilationRecord& record,
                               bool force) {
  try {
    const hdf5::Image image = compose(record);
    write_atomically(path, image.bytes(), force);
    return image.bytes().size();
  } catch (const hdf5::Error& error) {
    throw WriteError(path, error.what());
  }
}

}  // namespace ravenstein::io
