// SPDX-License-Identifier: Apache-2.0
#include "io/projection/write.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/projection/digest.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/format.hpp"
#include "io/projection/netcdf_writer.hpp"
#include "io/projection/skill_cube.hpp"
#include "io/projection/write_records.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view kZoneCoordinates = "zone_code zone_name country lat lon";

void require(bool holds, const char* what) {
  if (!holds) throw std::logic_error(std::string("write_projection: ") + what);
}

void require_shapes(const ProjectionFile& contents) {
  const auto days = static_cast<std::size_t>(std::max(0, contents.projection.period.days));
  const std::size_t zones = contents.zones.size();
  require(days > 0 && zones > 0, "no days or no zones");
  const auto fits = [&](const DailyTable& table) {
    return table.zones == zones && table.persons.size() == days * zones;
  };
  for (const format::Table& table : format::kTables) {
    const DailyTable& daily = contents.projection.*table.table;
    require(daily.persons.empty() || fits(daily), "a table of another shape");
  }
  for (const BesideRun& run : contents.beside)
    require(fits(run.present), "a forecast beside of another shape");
  const ObservedDaily& observed = contents.observed;
  require(observed.zones.empty() || static_cast<std::size_t>(observed.days) == days,
          "observations of another length");
  require(observed.persons.size() == days * observed.zones.size() || observed.zones.empty(),
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
  root.number("persons_per_count", contents.hasten);
}

SharedDimensions write_coordinates(const Group& root, const Period& period, std::size_t zones) {
  const auto days = static_cast<std::size_t>(period.days);
  std::vector<double> starts(days);
  std::vector<double> bounds;
  for (std::size_t day = 0; day < days; ++day) {
    starts[day] = static_cast<double>(day);
    bounds.insert(bounds.end(), {starts[day], starts[day] + 1});
  }
  Variable time = root.coordinate("time", Type::float64, days);
  time.text("standard_name", "time");
  time.text("long_name", "day");
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
  return {time.dimension(), zone.dimension()};
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
    variable.text("coordinates", kZoneCoordinates);
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

template <class Count>
std::vector<Count> whole(std::span<const double> persons) {
  std::vector<Count> counts(persons.size());
  bool exact = true;
  for (std::size_t n = 0; n < persons.size(); ++n) {
    counts[n] = static_cast<Count>(persons[n]);
    exact = exact && static_cast<double>(counts[n]) == persons[n];
  }
  require(exact, "a count of agents that is not a whole number");
  return counts;
}

/// Counts of agents are whole and stored as such, all tables with the same type.
Type count_type(const Projection& projection) {
  if (projection.resolution != Resolution::agents) return Type::float64;
  double largest = 0;
  for (const format::Table& table : format::kTables) {
    for (const double persons : (projection.*table.table).persons) {
      largest = std::max(largest, std::abs(persons));
    }
  }
  require(largest < 0x1p62, "a count too large for an integer");
  return largest > std::numeric_limits<std::int32_t>::max() ? Type::int64 : Type::int32;
}

void write_tables(const Group& root, const SharedDimensions& dimensions,
                  const Projection& projection, int compression) {
  const Type type = count_type(projection);
  for (const format::Table& table : format::kTables) {
    const std::vector<double>& persons = (projection.*table.table).persons;
    if (persons.empty()) continue;
    Variable variable =
        root.variable(std::string(table.name), type, {dimensions.time, dimensions.zone},
                      {.fill = {}, .chunk = {}, .deflate = compression});
    variable.text("long_name", table.long_name);
    variable.text("units", "1");
    variable.text("cell_methods", table.kind == format::Kind::stock ? "time: point" : "time: sum");
    variable.text("coordinates", kZoneCoordinates);
    if (type == Type::float64) variable.write<double>(persons);
    if (type == Type::int64) variable.write<std::int64_t>(whole<std::int64_t>(persons));
    if (type == Type::int32) variable.write<std::int32_t>(whole<std::int32_t>(persons));
  }
}

void write_beside(const Group& root, const SharedDimensions& dimensions,
                  const std::vector<BesideRun>& beside, int compression) {
  if (beside.empty()) return;
  std::vector<std::string> names, descriptions;
  std::vector<double> present;
  for (const BesideRun& run : beside) {
    names.push_back(run.name);
    descriptions.push_back(run.description);
    present.insert(present.end(), run.present.persons.begin(), run.present.persons.end());
  }
  const hdf5::Dimension dimension = root.dimension("beside", beside.size());
  Variable name = root.variable("beside_name", Type::text, {dimension});
  name.text("long_name", "name of the forecast beside the projection");
  name.write<std::string>(names);
  Variable description = root.variable("beside_description", Type::text, {dimension});
  description.text("long_name", "what the forecast beside the projection is");
  description.write<std::string>(descriptions);
  Variable variable =
      root.variable("present_beside", Type::float64, {dimension, dimensions.time, dimensions.zone},
                    {.fill = {}, .chunk = {}, .deflate = compression});
  variable.text("long_name", "people expected away from home at the end of the day");
  variable.text("units", "1");
  variable.text("cell_methods", "time: point");
  variable.text("coordinates", "beside_name " + std::string(kZoneCoordinates));
  variable.write<double>(present);
}

hdf5::Image compose(const ProjectionFile& contents, int compression) {
  hdf5::Writer writer;
  Group root = writer.root();
  write_root_attributes(root, contents);
  const SharedDimensions dimensions =
      write_coordinates(root, contents.projection.period, contents.zones.size());
  write_zone_variables(root, dimensions, contents.zones);
  write_tables(root, dimensions, contents.projection, compression);
  std::vector<std::string> codes;
  for (const Zone& zone : contents.zones) codes.push_back(zone.code);
  write_flows(root, dimensions, contents.projection, codes, compression);
  write_observations(root, dimensions, contents, compression);
  write_beside(root, dimensions, contents.beside, compression);
  write_totals(root, contents.projection.totals);
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
