// SPDX-License-Identifier: Apache-2.0
#include "io/needs/needs_people.hpp"

#include <algorithm>
#include <string>

#include "io/projection/statistic.hpp"

namespace ravenstein::io {

NeedsPeople::NeedsPeople(const ProjectionFile& projection)
    : file_(projection),
      rows_(static_cast<std::size_t>(projection.projection.period.steps())),
      zones_(projection.zones.size()),
      stands_for_(static_cast<double>(projection.hasten)) {}

void NeedsPeople::add(std::string_view name, const DailyTable& table, ZoneIndex zone,
                      std::optional<std::size_t> q, Series& sum) const {
  if (table.persons.empty()) return;
  const EnsembleTable* of_members = statistic(file_.ensemble, name);
  const std::vector<double>* values = &table.persons;
  std::size_t first = 0;
  if (of_members != nullptr) {
    values = q ? &of_members->quantile : &of_members->mean;
    first = q.value_or(0) * rows_ * zones_;
  }
  for (std::size_t row = 0; row < rows_; ++row) {
    sum[row] += stands_for_ * (*values)[first + row * zones_ + zone];
  }
}

Series NeedsPeople::hosts(ZoneIndex zone) const {
  Series sum(rows_);
  const Projection& run = file_.projection;
  add("residents", run.residents, zone, {}, sum);
  add("returnees", run.returnees, zone, {}, sum);
  add("integrated", run.integrated, zone, {}, sum);
  return sum;
}

Series NeedsPeople::newcomers(ZoneIndex zone, std::optional<std::size_t> q) const {
  Series sum(rows_);
  add("displaced", file_.projection.displaced, zone, q, sum);
  add("refugees", file_.projection.refugees, zone, q, sum);
  return sum;
}

Series NeedsPeople::newcomers_of(ZoneIndex zone, std::size_t stratum) const {
  const CategoryTable& table = file_.projection.displaced_by_stratum;
  if (table.persons.empty()) return {};
  const EnsembleTable* of_members = statistic(file_.ensemble, "displaced_by_stratum");
  const std::vector<double>& values = of_members != nullptr ? of_members->mean : table.persons;
  Series series;
  for (std::size_t row = 0; row < rows_; ++row) {
    series.push_back(stands_for_ * values[(row * table.categories + stratum) * zones_ + zone]);
  }
  return series;
}

Series NeedsPeople::city(ZoneIndex zone, std::string_view quantity) const {
  const Projection& run = file_.projection;
  const auto place = std::ranges::find(run.city_zones, zone);
  const auto table = std::ranges::find_if(
      run.cities, [&](const CityTable& t) { return t.variable.name == quantity; });
  if (place == run.city_zones.end() || table == run.cities.end()) return {};
  const EnsembleTable* of_members = statistic(file_.ensemble, "city_" + std::string(quantity));
  const std::vector<double>& values = of_members != nullptr ? of_members->mean : table->values;
  const std::size_t cities = run.city_zones.size();
  Series series;
  for (std::size_t row = 0; row < rows_; ++row) {
    series.push_back(
        values[row * cities + static_cast<std::size_t>(place - run.city_zones.begin())]);
  }
  const bool known = std::ranges::none_of(series, [](double v) { return v != v; });
  return known ? series : Series();
}

}  // namespace ravenstein::io
