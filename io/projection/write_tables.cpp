// SPDX-License-Identifier: Apache-2.0
#include "io/projection/write_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "io/projection/format.hpp"

namespace ravenstein::io {
namespace {

using hdf5::Dimension;
using hdf5::Group;
using hdf5::Type;
using hdf5::Variable;

template <class Count>
std::vector<Count> whole(std::span<const double> persons) {
  std::vector<Count> counts(persons.size());
  bool exact = true;
  for (std::size_t n = 0; n < persons.size(); ++n) {
    counts[n] = static_cast<Count>(persons[n]);
    exact = exact && static_cast<double>(counts[n]) == persons[n];
  }
  if (!exact) throw std::logic_error("write_projection: a count of people that is not whole");
  return counts;
}

/// Counts of people are whole and stored as such, all tables with the same type.
Type count_type(const Projection& projection) {
  if (!format::whole_counts(projection)) return Type::float64;
  double largest = 0;
  const auto look_at = [&](const std::vector<double>& table) {
    for (const double persons : table) largest = std::max(largest, std::abs(persons));
  };
  for (const format::Table& table : format::kTables) look_at((projection.*table.table).persons);
  for (const format::Categories& table : format::kCategories) {
    look_at((projection.*table.table).persons);
  }
  if (!(largest < 0x1p62)) {
    throw std::logic_error("write_projection: a count too large for an integer");
  }
  return largest > std::numeric_limits<std::int32_t>::max() ? Type::int64 : Type::int32;
}

void write_counts(Variable& variable, Type type, const std::vector<double>& persons) {
  if (type == Type::float64) variable.write<double>(persons);
  if (type == Type::int64) variable.write<std::int64_t>(whole<std::int64_t>(persons));
  if (type == Type::int32) variable.write<std::int32_t>(whole<std::int32_t>(persons));
}

void describe(Variable& variable, std::string_view long_name, format::Kind kind, Interval interval,
              std::string_view coordinates) {
  variable.text("long_name", fmt::format(fmt::runtime(long_name), name_of(interval)));
  variable.text("units", "1");
  variable.text("cell_methods", kind == format::Kind::stock ? "time: point" : "time: sum");
  variable.text("coordinates", coordinates);
}

Dimension write_names(const Group& root, const std::string& dimension_name,
                      const std::vector<std::string>& names, std::string_view long_name) {
  const Dimension dimension = root.dimension(dimension_name, names.size());
  Variable variable = root.variable(dimension_name + "_name", Type::text, {dimension});
  variable.text("long_name", long_name);
  variable.write<std::string>(names);
  return dimension;
}

/// The zones once more, as homes: netCDF forbids one dimension twice.
Dimension write_homes(const Group& root, std::span<const std::string> codes) {
  Variable home = root.coordinate("zone_home", Type::int32, codes.size());
  home.text("long_name", "number of the zone where people are at home");
  std::vector<std::int32_t> numbers(codes.size());
  for (std::size_t n = 0; n < numbers.size(); ++n) numbers[n] = static_cast<std::int32_t>(n);
  home.write<std::int32_t>(numbers);
  Variable code = root.variable("zone_home_code", Type::text, {home.dimension()});
  code.text("long_name", "code of the zone where people are at home");
  code.write(codes);
  return home.dimension();
}

}  // namespace

bool categories_fit(const Projection& projection, std::size_t zones) {
  const auto rows = static_cast<std::size_t>(projection.period.steps());
  const auto fits = [&](const CategoryTable& table, std::size_t categories) {
    return table.persons.empty() ||
           (table.categories == categories && table.zones == zones && categories > 0 &&
            table.persons.size() == rows * categories * zones);
  };
  const std::size_t causes = projection.causes.size() > 1 ? projection.causes.size() : 0;
  const std::size_t strata = projection.strata.size() > 1 ? projection.strata.size() : 0;
  return fits(projection.departures_by_cause, causes) &&
         fits(projection.arrivals_by_cause, causes) &&
         fits(projection.displaced_by_stratum, strata) && fits(projection.displaced_by_home, zones);
}

void write_category_names(const Group& root, const Projection& projection,
                          SharedDimensions& dimensions) {
  if (projection.causes.size() > 1) {
    dimensions.cause = write_names(root, "cause", projection.causes, "why people left");
  }
  if (projection.strata.size() > 1) {
    dimensions.stratum = write_names(root, "stratum", projection.strata, "who people are");
  }
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
    describe(variable, table.long_name, table.kind, projection.period.interval,
             format::kZoneCoordinates);
    write_counts(variable, type, persons);
  }
}

void write_categories(const Group& root, const SharedDimensions& dimensions,
                      const Projection& projection, std::span<const std::string> codes,
                      int compression) {
  const Type type = count_type(projection);
  for (const format::Categories& table : format::kCategories) {
    const std::vector<double>& persons = (projection.*table.table).persons;
    if (persons.empty()) continue;
    const Dimension category = table.dimension == "cause"     ? dimensions.cause
                               : table.dimension == "stratum" ? dimensions.stratum
                                                              : write_homes(root, codes);
    Variable variable =
        root.variable(std::string(table.name), type, {dimensions.time, category, dimensions.zone},
                      {.fill = {}, .chunk = {}, .deflate = compression});
    describe(variable, table.long_name, table.kind, projection.period.interval,
             fmt::format("{} {}", table.coordinate, format::kZoneCoordinates));
    write_counts(variable, type, persons);
  }
}

void write_beside(const Group& root, const SharedDimensions& dimensions,
                  const std::vector<BesideRun>& beside, Interval interval, int compression) {
  if (beside.empty()) return;
  std::vector<std::string> names, descriptions;
  std::vector<double> present;
  for (const BesideRun& run : beside) {
    names.push_back(run.name);
    descriptions.push_back(run.description);
    present.insert(present.end(), run.present.persons.begin(), run.present.persons.end());
  }
  const Dimension dimension =
      write_names(root, "beside", names, "name of the forecast beside the projection");
  Variable description = root.variable("beside_description", Type::text, {dimension});
  description.text("long_name", "what the forecast beside the projection is");
  description.write<std::string>(descriptions);
  Variable variable =
      root.variable("present_beside", Type::float64, {dimension, dimensions.time, dimensions.zone},
                    {.fill = {}, .chunk = {}, .deflate = compression});
  describe(variable, "people expected away from home at the end of the {}", format::Kind::stock,
           interval, "beside_name " + std::string(format::kZoneCoordinates));
  variable.write<double>(present);
}

}  // namespace ravenstein::io
