// SPDX-License-Identifier: Apache-2.0
// The tables that a scenario names.
#pragma once

#include <optional>
#include <string>

#include "io/files.hpp"
#include "io/tables/days.hpp"
#include "io/tables/table.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::io {

class TableSource {
 public:
  /// All outlive it.
  TableSource(const YamlNode& root, InputFiles& files, const Days& days, Problems& problems)
      : root_(root), files_(files), days_(days), problems_(problems) {}

  /// The table, or nothing if none is named or it cannot be read.
  std::optional<Table> table(const TablePath& path, const std::string& subject) const;
  /// Whoever cuts the period elsewhere than where a table is named need not rewrite the table.
  Days days_for(const TablePath& path) const;

  const YamlNode& root() const { return root_; }
  Problems& problems() const { return problems_; }
  const Days& days() const { return days_; }

 private:
  const YamlNode& root_;
  InputFiles& files_;
  const Days& days_;
  Problems& problems_;
};

}  // namespace ravenstein::io
