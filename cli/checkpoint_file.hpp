// SPDX-License-Identifier: Apache-2.0
// The file in which `ravenstein run --checkpoint` keeps a run that is not finished:
//   "RVNCHECK1\n"  SHA-256 of the rest, hexadecimal  "\n"  identity, days done, a part per rank
// Bytes are those of the machine and of one version of the program: it serves going on, nothing
// else.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct KeptRun {
  int days_done = 0;
  std::vector<std::string> parts;  ///< of the ranks that kept it
};

/// What a kept run must have in common with the one that goes on with it: the program, every input,
/// overrides.
std::string run_identity(const io::ScenarioFile& file);

/// Appears whole or not at all, in place of an older one. Throws io::WriteError.
void write_checkpoint(const std::filesystem::path& path, const std::string& identity,
                      const KeptRun& run);
/// Throws InputError (data) for a damaged file, or one of another run.
KeptRun read_checkpoint(const std::filesystem::path& path, const std::string& identity);

}  // namespace ravenstein::cli
