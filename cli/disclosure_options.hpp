// SPDX-License-Identifier: Apache-2.0
// The options by which a command is told what may leave a file; made from the declaration of the
// settings (models/disclosure/settings.hpp).
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "io/release/release_tables.hpp"
#include "models/disclosure/settings.hpp"

namespace ravenstein::cli {

struct DisclosureOptions {
  std::string release = "public";
  std::map<std::string, std::string> texts;  ///< by the setting's name, as typed
  std::map<std::string, bool> flags;
  std::vector<std::string> with;  ///< projections that are published elsewhere

  io::Release kind() const;
  /// UsageError that names the option if a value is none of the allowed, or if there is nothing to
  /// hide in a restricted release.
  models::DisclosureSettings settings() const;

 private:
  void refuse_idle() const;
};

/// Adds `--release`, `--with` and an option for each setting. `options` must live as long as the
/// command.
void add_disclosure_options(CLI::App& command, DisclosureOptions& options);

}  // namespace ravenstein::cli
