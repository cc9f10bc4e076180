// SPDX-License-Identifier: Apache-2.0
// Cities in projection files: written, read, and found changed.
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "io/projection/compare.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/read.hpp"
#include "io/projection/write.hpp"
#include "tests/io/country_sample.hpp"
#include "tests/io/projection_folder.hpp"

namespace ravenstein::io {
namespace {

using testing::sample_country;

/// Five months and two cities, the second without water.
ProjectionFile with_cities() {
  ProjectionFile file = sample_country();
  constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
  file.projection.city_zones = {3, 1};
  file.projection.cities = {
      {{"people", "1", "people in the city"}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}},
      {{"water", "l/day", "water"}, {1.5, kNaN, 2.5, kNaN, 3.5, kNaN, 4.5, kNaN, 5.5, kNaN}}};
  EnsembleTable people;
  people.name = "city_people";
  people.mean = file.projection.cities[0].values;
  for (const double share : file.ensemble.quantiles) {
    for (const double mean : people.mean) people.quantile.push_back(share * mean);
  }
  file.ensemble.tables.push_back(std::move(people));
  return file;
}

}  // namespace

TEST_CASE("cities: written and read, with what they have not as missing") {
  const testing::Folder folder;
  const ProjectionFile written = with_cities();
  write_projection(folder / "a.h5", written);
  const ProjectionFile read = read_projection(folder / "a.h5");
  CHECK(read.projection.city_zones == written.projection.city_zones);
  REQUIRE(read.projection.cities.size() == 2);
  CHECK(read.projection.cities[0].values == written.projection.cities[0].values);
  CHECK(read.projection.cities[1].variable.unit == "l/day");
  CHECK(read.projection.cities[1].values[8] == 5.5);
  CHECK(std::isnan(read.projection.cities[1].values[9]));
  REQUIRE(read.ensemble.tables.size() == 3);
  CHECK(read.ensemble.tables[2].name == "city_people");
  CHECK(read.ensemble.tables[2].quantile == written.ensemble.tables[2].quantile);
  const hdf5::Reader file(folder / "a.h5");
  CHECK(file.text("/city_water", "units") == "l/day");
  CHECK(file.read<std::string>("/city_code") == std::vector<std::string>{"ML03", "ML01"});
}

TEST_CASE("cities: tables of another shape are a bug, other values another file") {
  const testing::Folder folder;
  ProjectionFile file = with_cities();
  write_projection(folder / "a.h5", file);
  file.projection.cities[0].values[0] = 7;
  write_projection(folder / "b.h5", file);
  CHECK(dataset_difference(folder / "a.h5", folder / "b.h5")
            .value_or("none")
            .starts_with("/city_people: other values"));
  file.projection.cities[0].values.pop_back();
  CHECK_THROWS_AS(write_projection(folder / "c.h5", file), std::logic_error);
}

}  // namespace ravenstein::io
