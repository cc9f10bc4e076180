// SPDX-License-Identifier: Apache-2.0
// World Urbanization Prospects 2018 (UN DESA, CC BY 3.0 IGO): cities over 300,000 of 14 countries,
// 1950-2035, from the public data (docs/data.md). WUP projects from a city's last count on.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "calibration/urban/city_growth.hpp"
#include "data_folder.hpp"
#include "io/files.hpp"
#include "io/tables/table.hpp"

namespace ravenstein::calibration {

struct WupCities {
  std::vector<std::string> name, country;
  std::vector<std::vector<double>> persons;  ///< by city: 1950, 1955, ... 2035

  static constexpr int kFirst = 1950, kLast = 2035, kStep = 5;
  double at(std::size_t city, int year) const {
    return persons[city][static_cast<std::size_t>((year - kFirst) / kStep)];
  }
  /// What was known in `last`, from `first` on.
  CityHistory history(int first, int last) const {
    CityHistory result;
    std::map<std::string, int> number;
    for (std::size_t c = 0; c < name.size(); ++c) {
      auto& city = result.persons.emplace_back();
      for (int year = first; year <= last; year += kStep) city.push_back(at(c, year));
      result.country.push_back(
          number.emplace(country[c], static_cast<int>(number.size())).first->second);
    }
    return result;
  }
};

inline std::filesystem::path wup_folder() { return data_folder() / "somalia" / "zones"; }

/// Throws InputError if the table cannot be read.
inline WupCities read_wup_cities() {
  const char* const kName = "wup2018_cities.csv";
  Problems problems;
  io::InputFiles files = io::InputFiles::on_disk(wup_folder());
  const io::EmbeddedFile* file = files.read(kName, {}, "", problems);
  io::Table table(kName, file == nullptr ? std::string() : file->bytes, problems);
  WupCities cities;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    cities.name.emplace_back(table.text(r, table.need("Urban Agglomeration")));
    cities.country.emplace_back(table.text(r, table.need("Country or area")));
    auto& persons = cities.persons.emplace_back();
    for (int year = WupCities::kFirst; year <= WupCities::kLast; year += WupCities::kStep) {
      const auto thousands = table.persons(r, table.need(std::to_string(year)));
      persons.push_back(1000 * static_cast<double>(thousands.value_or(0)));
    }
  }
  problems.throw_if_any();
  return cities;
}

}  // namespace ravenstein::calibration
