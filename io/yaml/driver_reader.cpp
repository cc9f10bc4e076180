// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/driver_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "io/tables/conditions.hpp"
#include "io/tables/displacement.hpp"
#include "io/tables/monthly.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

void check_range(Table& table, double minimum, double maximum) {
  const Column column = table.find("value");
  for (std::size_t r = 0; column && r < table.rows(); ++r) {
    const auto value = table.real(r, column);
    if (!value || (*value >= minimum && *value <= maximum)) continue;
    table.problem(r, column, fmt::format("expected {}..{}, found {}", minimum, maximum, *value));
  }
}

}  // namespace

void DriverReader::read_drivers() const {
  for (const KnownDriver& driver : known_drivers()) {
    const std::optional<DriverForm>& form = form_.drivers.*driver.member;
    if (!form) continue;
    if (auto values = source_.table(form->table, "drivers." + driver.name + ".table")) {
      scenario_.drivers.push_back(read_conditions(*values, codes_, source_.days_for(form->table),
                                                  driver.name, form->between, driver.minimum,
                                                  driver.maximum));
    }
  }
}

void DriverReader::read_monthly_series() const {
  std::vector<std::string> names;
  for (const KnownSeries& known : known_series()) names.push_back(known.name);
  for (const auto& [name, path] : form_.drivers.monthly) {
    const std::string subject = "drivers.monthly." + name;
    const auto known = std::ranges::find(known_series(), name, &KnownSeries::name);
    if (known == known_series().end()) {
      source_.problems().add({place_of(source_.root(), subject), subject,
                              "no series of this name: expected one of " + listed(names),
                              did_you_mean(name, names)});
      continue;
    }
    auto values = source_.table(path, subject);
    if (!values) continue;
    MonthlySeries series = read_monthly(*values, codes_, scenario_.world.size());
    check_range(*values, known->minimum, known->maximum);
    changes_.fill_new_zones(codes_, series);
    if (series.months > 0) fill(name, path, std::move(series));
  }
}

Changes::Tables DriverReader::tables_of_changes() const {
  const auto monthly = [&](const TablePath& path,
                           const std::string& subject) -> std::optional<MonthlySeries> {
    auto values = source_.table(path, subject);
    if (!values) return {};
    return read_monthly(*values, codes_, scenario_.world.size());
  };
  const auto by_day = [&](const TablePath& path,
                          const std::string& name) -> std::optional<ConditionTable> {
    const auto known = std::ranges::find(known_drivers(), name, &KnownDriver::name);
    auto values = source_.table(path, "changes");
    if (!values) return {};
    return read_conditions(*values, codes_, source_.days_for(path), name,
                           (form_.drivers.*known->member)->between, known->minimum, known->maximum);
  };
  return {monthly, by_day};
}

void DriverReader::fill(const std::string& name, const TablePath& path,
                        MonthlySeries series) const {
  std::vector<std::string> codes;
  for (const Zone& zone : scenario_.world.zones) codes.push_back(zone.code);
  const std::string missing = fill_gaps(series, form_.drivers.gaps, codes);
  if (!missing.empty() && form_.drivers.gaps == GapPolicy::error) {
    source_.problems().add({path.place, "drivers.monthly." + name, missing,
                            "write drivers.gaps: hold, interpolate or climatology"});
  }
  scenario_.monthly.push_back({name, std::move(series)});
}

void DriverReader::read_register() const {
  if (!form_.displacement_register) return;
  const RegisterForm& form = *form_.displacement_register;
  scenario_.population.counted_per_move = form.counted_per_move;
  std::vector<DisplacementRecord> records;
  for (const TablePath* path : {&form.before, &form.table}) {
    if (auto counts = source_.table(*path, "register")) {
      const auto read = read_displacement(*counts, codes_);
      records.insert(records.end(), read.begin(), read.end());
    }
  }
  if (records.empty()) return;
  const auto [first, last] = std::ranges::minmax(records, {}, &DisplacementRecord::month);
  std::map<std::string, MonthlySeries> displaced;
  for (const DisplacementRecord& record : records) {
    const auto persons = static_cast<double>(record.persons);
    scenario_.past_flows.push_back({record.month, record.from, record.to, record.cause, persons});
    MonthlySeries& series = displaced[record.cause];
    if (series.months == 0) {
      series =
          MonthlySeries(first.month, last.month - first.month + 1, scenario_.world.size(), 0.0);
    }
    series.at(record.month, record.from) += persons;
  }
  for (auto& [cause, series] : displaced) {
    scenario_.monthly.push_back({"displaced_" + cause, std::move(series)});
  }
}

}  // namespace ravenstein::io
