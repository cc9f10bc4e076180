// SPDX-License-Identifier: Apache-2.0
// What moves people, over time: drivers by day and by month, and the register of past movements.
#pragma once

#include <string>

#include "io/tables/zones.hpp"
#include "io/yaml/changes.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/table_source.hpp"

namespace ravenstein::io {

/// Reads into the scenario; all that it is given outlives it.
class DriverReader {
 public:
  DriverReader(const TableSource& source, const ScenarioForm& form, const ZoneCodes& codes,
               Changes& changes, Scenario& scenario)
      : source_(source), form_(form), codes_(codes), changes_(changes), scenario_(scenario) {}

  void read_drivers() const;
  void read_monthly_series() const;
  /// What a register counted before the period is what models remember.
  void read_register() const;
  /// How changes read tables of their own.
  Changes::Tables tables_of_changes() const;

 private:
  /// Gaps matter within the period; before it, covariates know what to make of them.
  void fill(const std::string& name, const TablePath& path, MonthlySeries series) const;

  const TableSource& source_;
  const ScenarioForm& form_;
  const ZoneCodes& codes_;
  Changes& changes_;
  Scenario& scenario_;
};

}  // namespace ravenstein::io
