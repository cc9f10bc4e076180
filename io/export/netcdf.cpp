// SPDX-License-Identifier: Apache-2.0
// The released tables as netCDF-4 with CF 1.8 names. What is missing is NaN, and a flag tells why.
#include <fmt/format.h>

#include <cmath>

#include "io/export/export.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

constexpr std::string_view kCoordinates = "place_code place_name lat lon";

struct Dimensions {
  Dimension time, place, place_dest, quantile;
};

void write_attributes(Group& root, const ReleaseTables& t) {
  root.text("Conventions", "CF-1.8");
  root.text("title", t.title);
  root.text("source", "Ravenstein " + t.engine_version + ", behaviour " + t.model);
  root.text("release", t.release == Release::open ? "public" : "restricted");
  root.text("comment", t.note());
  root.text("flows", t.flow_note);
  if (!t.scenario_sha256.empty()) root.text("scenario_sha256", t.scenario_sha256);
  root.number("disclosure_threshold", t.release == Release::open ? t.settings.smallest() : 0.0);
  root.number("disclosure_rounding",
              t.release == Release::open ? static_cast<double>(t.settings.rounding) : 1.0);
  root.number("members", std::int32_t{t.members});
}

Dimension write_numbers(const Group& root, const std::string& name, std::size_t count,
                        const std::string& long_name) {
  Variable variable = root.coordinate(name, Type::int32, count);
  variable.text("long_name", long_name);
  std::vector<std::int32_t> numbers(count);
  for (std::size_t n = 0; n < count; ++n) numbers[n] = static_cast<std::int32_t>(n);
  variable.write<std::int32_t>(numbers);
  return variable.dimension();
}

Dimensions write_dimensions(const Group& root, const ReleaseTables& t) {
  Dimensions d;
  std::vector<double> first, bounds;
  for (std::size_t row = 0; row < t.end.size(); ++row) {
    first.push_back(t.first_day[row]);
    bounds.insert(bounds.end(), {double(t.first_day[row]), t.last_day[row] + 1.0});
  }
  Variable time = root.coordinate("time", Type::float64, first.size());
  time.text("standard_name", "time");
  time.text("units", "days since " + t.start + " 00:00:00");
  time.text("calendar", "proleptic_gregorian");
  time.text("axis", "T");
  time.text("bounds", "time_bnds");
  time.write<double>(first);
  d.time = time.dimension();
  root.variable("time_bnds", Type::float64, {d.time, root.dimension("bound", 2)})
      .write<double>(bounds);
  d.place = write_numbers(root, "place", t.places.size(), "number of the place");
  if (!t.quantiles.empty()) {
    Variable quantile = root.coordinate("quantile", Type::float64, t.quantiles.size());
    quantile.text("long_name", "share of members with at most so many people");
    quantile.text("units", "1");
    quantile.write<double>(t.quantiles);
    d.quantile = quantile.dimension();
  }
  return d;
}

template <class T, class Get>
Variable of_places(const Group& root, Dimension place, const ReleaseTables& t,
                   const std::string& name, const std::string& long_name, Get get) {
  std::vector<T> values;
  for (const ReleasedPlace& one : t.places) values.push_back(get(one));
  hdf5::VariableOptions options;
  if constexpr (std::is_same_v<T, double>) options.fill = kNotShown;
  Variable variable = root.variable(name, hdf5::type_of<T>(), {place}, options);
  variable.text("long_name", long_name);
  variable.write<T>(values);
  return variable;
}

void write_places(const Group& root, const Dimensions& d, const ReleaseTables& t) {
  using Place = ReleasedPlace;
  const auto text = [&](const char* name, const char* about, std::string Place::*member) {
    of_places<std::string>(root, d.place, t, name, about,
                           [&](const Place& place) { return place.*member; });
  };
  text("place_code", "code of the zone, or together-N for several", &Place::code);
  text("place_name", "name of the place", &Place::name);
  text("region", "region", &Place::region);
  text("country", "country", &Place::country);
  of_places<std::string>(
      root, d.place, t, "zones", "codes of the zones of the place",
      [](const Place& place) { return fmt::format("{}", fmt::join(place.zones, " ")); });
  const auto number = [&](const char* name, const char* about, double Place::*member) {
    return of_places<double>(root, d.place, t, name, about,
                             [&](const Place& place) { return place.*member; });
  };
  Variable lat = number("lat", "latitude", &Place::latitude_deg);
  lat.text("standard_name", "latitude");
  lat.text("units", "degrees_north");
  Variable lon = number("lon", "longitude", &Place::longitude_deg);
  lon.text("standard_name", "longitude");
  lon.text("units", "degrees_east");
  number("population", "residents on the first day", &Place::population).text("units", "1");
  number("capacity", "people the place can hold; missing: not limited or not known",
         &Place::capacity)
      .text("units", "1");
}

Variable missing_as_nan(const Group& root, const std::string& name,
                        const std::vector<Dimension>& dimensions, const std::string& long_name,
                        const std::vector<double>& values) {
  Variable variable = root.variable(name, Type::float64, dimensions,
                                    {.fill = kNotShown, .chunk = {}, .deflate = 1});
  variable.text("long_name", long_name);
  variable.text("units", "1");
  variable.write<double>(values);
  return variable;
}

void write_table(const Group& root, const Dimensions& d, const ReleaseTables& t,
                 const ReleasedTable& table) {
  const std::string mean = t.members > 0 ? "mean of the members: " : "";
  Variable value =
      missing_as_nan(root, table.name, {d.time, d.place}, mean + table.meaning, table.value);
  value.text("cell_methods", table.stock ? "time: point" : "time: sum");
  value.text("coordinates", kCoordinates);
  value.text("ancillary_variables", table.name + "_flag " + table.name + "_since");
  std::vector<std::int8_t> flags;
  for (const double number : table.value) flags.push_back(std::isnan(number) ? 1 : 0);
  Variable flag = root.variable(table.name + "_flag", Type::int8, {d.time, d.place},
                                {.fill = {}, .chunk = {}, .deflate = 1});
  flag.text("long_name", "whether the number is shown");
  flag.numbers<std::int8_t>("flag_values", std::array<std::int8_t, 2>{0, 1});
  flag.text("flag_meanings", "shown suppressed");
  flag.write<std::int8_t>(flags);
  const std::vector<std::int32_t> since(table.since.begin(), table.since.end());
  Variable first = root.variable(table.name + "_since", Type::int32, {d.time, d.place},
                                 {.fill = {}, .chunk = {}, .deflate = 1});
  first.text("long_name", "first row (position in time) that the number counts");
  first.write<std::int32_t>(since);
  missing_as_nan(root, table.name + "_total", {d.time}, table.meaning + ", all places",
                 table.total);
  if (!table.quantile.empty()) {
    missing_as_nan(root, table.name + "_quantile", {d.quantile, d.time, d.place},
                   "quantile of the members: " + table.meaning, table.quantile)
        .text("coordinates", kCoordinates);
  }
  if (!table.total_quantile.empty()) {
    missing_as_nan(root, table.name + "_total_quantile", {d.quantile, d.time},
                   "quantile of the members, all places: " + table.meaning, table.total_quantile);
  }
}

void write_flows(const Group& root, Dimensions d, const ReleaseTables& t) {
  if (t.flows.empty()) return;
  d.place_dest = write_numbers(root, "place_dest", t.places.size(), "number of the destination");
  of_places<std::string>(root, d.place_dest, t, "place_dest_code", "code of the destination",
                         [](const ReleasedPlace& place) { return place.code; });
  const bool open = t.release == Release::open;
  std::vector<double> flows(t.places.size() * t.places.size(), open ? kNotShown : 0);
  for (const ReleasedFlow& flow : t.flows) {
    flows[flow.from * t.places.size() + flow.to] = flow.persons;
  }
  missing_as_nan(root, "flow", {d.place, d.place_dest},
                 "people who went from place to place_dest in the whole period" +
                     std::string(open ? "; missing: none or few" : ""),
                 flows)
      .text("coordinates", "place_code place_dest_code");
}

void write_parts(const Group& root, const Dimensions& d, const ReleaseTables& t) {
  for (const ReleasedParts& parts : t.parts) {
    const Dimension dimension = root.dimension(parts.dimension, parts.labels.size());
    Variable names = root.variable(parts.dimension + "_name", Type::text, {dimension});
    names.write<std::string>(parts.labels);
    if (parts.together) {
      missing_as_nan(root, parts.name, {d.time, dimension}, parts.name + " of all places together",
                     parts.value)
          .text("coordinates", parts.dimension + "_name");
      Variable since = root.variable(parts.name + "_since", Type::int32, {d.time},
                                     {.fill = {}, .chunk = {}, .deflate = 1});
      since.text("long_name", "number of the first row that the value counts");
      since.write<std::int32_t>(std::vector<std::int32_t>(parts.since.begin(), parts.since.end()));
      continue;
    }
    missing_as_nan(root, parts.name, {d.time, dimension, d.place}, parts.name, parts.value)
        .text("coordinates", fmt::format("{}_name {}", parts.dimension, kCoordinates));
  }
}

}  // namespace

void export_netcdf(const ReleaseTables& tables, const std::filesystem::path& output, bool force) {
  try {
    hdf5::Writer writer;
    Group root = writer.root();
    write_attributes(root, tables);
    const Dimensions dimensions = write_dimensions(root, tables);
    write_places(root, dimensions, tables);
    for (const ReleasedTable& table : tables.tables) write_table(root, dimensions, tables, table);
    write_flows(root, dimensions, tables);
    write_parts(root, dimensions, tables);
    const hdf5::Image image = writer.finish();
    write_atomically(output, image.bytes(), force);
  } catch (const hdf5::Error& error) {
    throw WriteError(output, error.what());
  }
}

}  // namespace ravenstein::io
