// SPDX-License-Identifier: Apache-2.0
#include "io/projection/cities.hpp"

#include <fmt/format.h>

#include <limits>
#include <stdexcept>

namespace ravenstein::io {
namespace {

using hdf5::Type;
using hdf5::Variable;

void write_places(const hdf5::Group& root, const hdf5::Dimension& city,
                  std::span<const ZoneIndex> zones, std::span<const std::string> codes) {
  std::vector<std::int32_t> numbers;
  std::vector<std::string> names;
  for (const ZoneIndex zone : zones) {
    numbers.push_back(static_cast<std::int32_t>(zone));
    names.push_back(codes[zone]);
  }
  Variable zone = root.variable("city_zone", Type::int32, {city});
  zone.text("long_name", "number of the zone that is the city");
  zone.write<std::int32_t>(numbers);
  Variable code = root.variable("city_code", Type::text, {city});
  code.text("long_name", "code of the zone that is the city");
  code.write<std::string>(names);
}

}  // namespace

void write_cities(const hdf5::Group& root, SharedDimensions& dimensions,
                  const Projection& projection, std::span<const std::string> codes,
                  int compression) {
  const std::size_t cities = projection.city_zones.size();
  if (cities == 0) return;
  Variable number = root.coordinate("city", Type::int32, cities);
  number.text("long_name", "number of the city; city_code names it");
  std::vector<std::int32_t> numbers(cities);
  for (std::size_t n = 0; n < cities; ++n) numbers[n] = static_cast<std::int32_t>(n);
  number.write<std::int32_t>(numbers);
  dimensions.city = number.dimension();
  write_places(root, dimensions.city, projection.city_zones, codes);
  std::vector<std::string> names;
  for (const CityTable& table : projection.cities) {
    if (table.values.size() != dimensions.time.size * cities) {
      throw std::logic_error("write_projection: a table of cities of another shape");
    }
    names.push_back(table.variable.name);
    Variable variable = root.variable(
        "city_" + table.variable.name, Type::float64, {dimensions.time, dimensions.city},
        {.fill = std::numeric_limits<double>::quiet_NaN(), .chunk = {}, .deflate = compression});
    variable.text("long_name", fmt::format("{} at the end of the {}", table.variable.meaning,
                                           name_of(projection.period.interval)));
    variable.text("units", table.variable.unit);
    variable.text("cell_methods", "time: point");
    variable.text("coordinates", "city_code city_zone");
    variable.text("meaning", table.variable.meaning);
    variable.write<double>(table.values);
  }
  const hdf5::Dimension dimension = root.dimension("city_quantity", names.size());
  Variable variable = root.variable("city_quantity_name", Type::text, {dimension});
  variable.text("long_name", "what is told of cities: the variables city_NAME");
  variable.write<std::string>(names);
}

void read_cities(const hdf5::Reader& file, std::size_t zones, Projection& projection) {
  if (!file.has("/city_quantity_name")) return;
  for (const std::int32_t zone : file.read<std::int32_t>("/city_zone")) {
    if (zone < 0 || static_cast<std::size_t>(zone) >= zones) {
      throw hdf5::Error("\"/city_zone\" names no zone");
    }
    projection.city_zones.push_back(static_cast<ZoneIndex>(zone));
  }
  const std::size_t cells =
      static_cast<std::size_t>(projection.period.steps()) * projection.city_zones.size();
  for (const std::string& name : file.read<std::string>("/city_quantity_name")) {
    const std::string path = "/city_" + name;
    CityTable table{{name, file.text(path, "units"), file.text(path, "meaning")},
                    file.read<double>(path)};
    if (table.values.size() != cells) throw hdf5::Error("\"" + path + "\" has a wrong length");
    projection.cities.push_back(std::move(table));
  }
}

}  // namespace ravenstein::io
