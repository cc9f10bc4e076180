// SPDX-License-Identifier: Apache-2.0
#include "io/projection/write.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/projection/cities.hpp"
#include "io/projection/digest.hpp"
#include "io/projection/ensemble.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/format.hpp"
#include "io/projection/netcdf_writer.hpp"
#include "io/projection/skill_cube.hpp"
#include "io/projection/write_records.hpp"
#include "io/projection/write_tables.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(std::string("write_projection: ") + what);
}

void require_shapes(const ProjectionFile& contents) {
  const auto rows = static_cast<std::size_t>(contents.projection.period.steps());
  const std::size_t zones = contents.zones.size();
  require(rows > 0 && zones > 0, "no days or no zones");
  const auto fits = [&](const DailyTable& table) {
    return table.zones == zones && table.persons.size() == rows * zones;
  };
  for (const format::Table& table : format::kTables) {
    const DailyTable& daily = contents.projection.*table.table;
    require(daily.persons.empty() || fits(daily), "a table of another shape");
  }
  require(categories_fit(contents.projection, zones), "a table of categories of another shape");
  for (const BesideRun& run : contents.beside)
    require(fits(run.present), "a forecast beside of another shape");
  const ObservedDaily& observed = contents.observed;
  require(observed.zones.empty() || static_cast<std::size_t>(observed.days) == rows,
          "observations of another length");
  require(observed.persons.size() == rows * observed.zones.size() || observed.zones.empty(),
          "observations of another shape");
  for (const ObservedSeries& series : contents.observations) {
    require(series.zone < zones, "observations of an unknown zone");
  }
}

void write_root_attributes(Group& root, const ProjectionFile& contents) {
  const Provenance& provenance = contents.provenance;
  root.text("Conventions", "CF-1.8");
  root.text("title", contents.title);
  root.text("source", "Ravenstein " + provenance.engine_version + ", behaviour " +
                          contents.behaviour +
                          (contents.preset.empty() ? "" : " (" + contents.preset + ")"));
  root.text("history", "written by ravenstein " + provenance.engine_version);
  root.text("references", "see /scenario for the sources of the inputs");
  root.text("comment",
            "Simulated people: what would happen if the assumptions held. Not a count of real "
            "people; see /skill for how far it was from what was observed.");
  root.text("home_country", contents.home_country);
  root.text("resolution",
            format::kResolutions.at(static_cast<std::size_t>(contents.projection.resolution)));
  root.text("resolution_reason", contents.resolution_reason);
  root.number("persons_per_count", contents.hasten);
}

SharedDimensions write_coordinates(const Group& root, const Period& period, std::size_t zones) {
  std::vector<double> starts;
  std::vector<double> bounds;
  for (int row = 0; row < period.steps(); ++row) {
    starts.push_back(period.first_day(row));
    bounds.insert(bounds.end(), {starts.back(), static_cast<double>(period.first_day(row + 1))});
  }
  Variable time = root.coordinate("time", Type::float64, starts.size());
  time.text("standard_name", "time");
  time.text("long_name", name_of(period.interval));
  time.text("interval", name_of(period.interval));
  time.text("units", "days since " + to_string(period.start) + " 00:00:00");
  time.text("calendar", "proleptic_gregorian");
  time.text("axis", "T");
  time.text("bounds", "time_bnds");
  time.write<double>(starts);
  Variable zone = root.coordinate("zone", Type::int32, zones);
  zone.text("long_name", "number of the zone; zone_code names it");
  std::vector<std::int32_t> numbers(zones);
  for (std::size_t n = 0; n < zones; ++n) numbers[n] = static_cast<std::int32_t>(n);
  zone.write<std::int32_t>(numbers);
  const hdf5::Dimension bound = root.dimension("bound", 2);
  root.variable("time_bnds", Type::float64, {time.dimension(), bound}).write<double>(bounds);
  return {.time = time.dimension(), .zone = zone.dimension()};
}

/// A variable over zones, from a member of each.
template <class T, class Get>
Variable write_zones(const Group& root, const SharedDimensions& dimensions,
                     const std::vector<Zone>& zones, const std::string& name,
                     std::string_view long_name, Get get, std::optional<double> fill = {}) {
  std::vector<T> values(zones.size());
  std::ranges::transform(zones, values.begin(), get);
  Variable variable = root.variable(name, hdf5::type_of<T>(), {dimensions.zone},
                                    {.fill = fill, .chunk = {}, .deflate = 0});
  variable.text("long_name", long_name);
  variable.write<T>(values);
  return variable;
}

template <std::size_t N>
void describe_flags(Variable& variable, const std::array<std::string_view, N>& meanings) {
  std::array<std::int8_t, N> values{};
  std::string text;
  for (std::size_t n = 0; n < N; ++n) {
    values[n] = static_cast<std::int8_t>(n);
    text += (n == 0 ? "" : " ") + std::string(meanings[n]);
  }
  variable.numbers<std::int8_t>("flag_values", values);
  variable.text("flag_meanings", text);
}

/// Makes GDAL, and so QGIS, show the file as a layer of points (CF-1.8 §7.5).
void write_geometry(const Group& root) {
  Variable geometry = root.variable("geom", Type::int32, {});
  geometry.text("geometry_type", "point");
  geometry.text("node_coordinates", "lon lat");
  geometry.text("grid_mapping", "crs");
  geometry.write<std::int32_t>(std::vector<std::int32_t>{0});
  Variable crs = root.variable("crs", Type::int32, {});
  crs.text("grid_mapping_name", "latitude_longitude");
  crs.text("long_name", "WGS 84");
  crs.number("semi_major_axis", 6378137.0);
  crs.number("inverse_flattening", 298.257223563);
  crs.number("longitude_of_prime_meridian", 0.0);
  crs.write<std::int32_t>(std::vector<std::int32_t>{0});
}

void write_positions(const Group& root, const SharedDimensions& dimensions,
                     const std::vector<Zone>& zones) {
  Variable lat = write_zones<double>(
      root, dimensions, zones, "lat", "latitude", [](const Zone& z) { return z.latitude_deg; },
      kNaN);
  lat.text("standard_name", "latitude");
  lat.text("units", "degrees_north");
  lat.text("axis", "Y");
  Variable lon = write_zones<double>(
      root, dimensions, zones, "lon", "longitude", [](const Zone& z) { return z.longitude_deg; },
      kNaN);
  lon.text("standard_name", "longitude");
  lon.text("units", "degrees_east");
  lon.text("axis", "X");
}

bool positions_known(const std::vector<Zone>& zones) {
  return std::ranges::all_of(zones, [](const Zone& zone) {
    return std::isfinite(zone.latitude_deg) && std::isfinite(zone.longitude_deg);
  });
}

void write_zone_variables(const Group& root, const SharedDimensions& dimensions,
                          const std::vector<Zone>& zones) {
  write_zones<std::string>(root, dimensions, zones, "zone_code", "code of the zone",
                           [](const Zone& zone) { return zone.code; });
  write_zones<std::string>(root, dimensions, zones, "zone_name", "name of the zone",
                           [](const Zone& zone) { return zone.name; });
  write_zones<std::string>(root, dimensions, zones, "country", "country of the zone",
                           [](const Zone& zone) { return zone.country; });
  write_zones<std::string>(root, dimensions, zones, "region", "region of the zone",
                           [](const Zone& zone) { return zone.region; });
  write_positions(root, dimensions, zones);
  const bool mapped = positions_known(zones);
  if (mapped) write_geometry(root);
  const auto on_the_map = [&](Variable& variable) {
    variable.text("coordinates", format::kZoneCoordinates);
    if (!mapped) return;
    variable.text("grid_mapping", "crs");
    variable.text("geometry", "geom");
  };
  Variable kind = write_zones<std::int8_t>(
      root, dimensions, zones, "kind", "what the zone is",
      [](const Zone& zone) { return static_cast<std::int8_t>(zone.kind); });
  describe_flags(kind, format::kZoneKinds);
  on_the_map(kind);
  Variable population =
      write_zones<std::int64_t>(root, dimensions, zones, "population", "residents on the first day",
                                [](const Zone& zone) { return zone.population; });
  population.text("units", "1");
  on_the_map(population);
  Variable capacity = write_zones<std::int64_t>(
      root, dimensions, zones, "capacity", "people the zone can hold; missing: not limited",
      [](const Zone& zone) { return zone.capacity.value_or(format::kUnlimited); },
      static_cast<double>(format::kUnlimited));
  capacity.text("units", "1");
  on_the_map(capacity);
  capacity.text("ancillary_variables", "capacity_provenance");
  Variable provenance = write_zones<std::int8_t>(
      root, dimensions, zones, "capacity_provenance", "where the capacity comes from",
      [](const Zone& zone) { return static_cast<std::int8_t>(zone.capacity_provenance); });
  describe_flags(provenance, format::kCapacityProvenances);
}

hdf5::Image compose(const ProjectionFile& contents, int compression) {
  hdf5::Writer writer;
  Group root = writer.root();
  write_root_attributes(root, contents);
  SharedDimensions dimensions =
      write_coordinates(root, contents.projection.period, contents.zones.size());
  write_category_names(root, contents.projection, dimensions);
  write_zone_variables(root, dimensions, contents.zones);
  std::vector<std::string> codes;
  for (const Zone& zone : contents.zones) codes.push_back(zone.code);
  write_tables(root, dimensions, contents.projection, compression);
  write_categories(root, dimensions, contents.projection, codes, compression);
  write_cities(root, dimensions, contents.projection, codes, compression);
  write_ensemble(root, dimensions, contents.ensemble, contents.projection, compression);
  write_flows(root, dimensions, contents.projection, codes, compression);
  write_observations(root, dimensions, contents, compression);
  write_beside(root, dimensions, contents.beside, contents.projection.period.interval, compression);
  write_totals(root, contents.projection);
  write_scenario(root, contents);
  write_skill(root, contents.skill, compression);
  write_provenance(root, contents.provenance, people_sha256(contents));
  return writer.finish();
}

}  // namespace

std::size_t write_projection(const std::filesystem::path& path, const ProjectionFile& contents,
                             const WriteOptions& options) {
  check_output(path, options.force);
  require_shapes(contents);
  try {
    const hdf5::Image image = compose(contents, options.compression);
    write_atomically(path, image.bytes(), options.force);
    return image.bytes().size();
  } catch (const hdf5::Error& error) {
    throw WriteError(path, error.what());
  }
}

}  // namespace ravenstein::io
