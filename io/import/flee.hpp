// SPDX-License-Identifier: Apache-2.0
// Turns a Flee case into a scenario of ours: scenario.yaml and its tables.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "io/import/flee_case.hpp"
#include "io/import/import_report.hpp"

namespace ravenstein::io {

/// Texts by the name of their file.
using TextFiles = std::map<std::string, std::string, std::less<>>;

struct FleeImportOptions {
  std::string title{};   ///< empty: the name of the directory
  std::string preset{};  ///< of the behaviour: empty, or `flee-3` for Flee's rules with its defects
  std::string schema{};  ///< where scenario.schema.json is, for editors; empty: no such line
  // Of all tables' sources; empty: as far as is known of a Flee case.
  std::string publisher{}, date{}, licence{};
};

struct FleeImport {
  TextFiles files;                 ///< name -> text; `scenario.yaml` and tables
  std::vector<ImportNote> report;  ///< what was mended or left out
};

/// Reads the case and writes nothing. Throws InputError with every mistake that cannot be mended.
FleeImport import_flee(const std::filesystem::path& directory,
                       const FleeImportOptions& options = {});

/// The files of a case that was read.
TextFiles flee_files(const FleeCase& found, const std::string& name,
                     const FleeImportOptions& options = {});

/// Writes files into a new directory, which appears complete or not at all. One that exists is
/// refused (InputError); with `force` its files of these names are replaced, each at once, and its
/// others kept.
void write_files(const TextFiles& files, const std::filesystem::path& directory,
                 bool force = false);

}  // namespace ravenstein::io
