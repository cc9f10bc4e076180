// SPDX-License-Identifier: Apache-2.0
// The file in which `ravenstein run --checkpoint` keeps a run that is not finished:
//   "RVNCHECK1\n"  SHA-256 of the rest, hexadecimal  "\n"  identity, days done, a part per rank
// Bytes are those of the machine and of one version of the program: it serves going on, nothing
// else.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ravenstein::io {

struct KeptRun {
  int days_done = 0;
  std::vector<std::string> parts;  ///< of the ranks that kept it
};

/// `identity`: a text that only the run that was kept and those that may go on with it have.
/// Appears whole or not at all, in place of an older one. Throws WriteError.
void write_checkpoint(const std::filesystem::path& path, const std::string& identity, int days_done,
                      const std::vector<std::string>& parts);
/// `bytes`: what the file holds. Throws InputError (data) for a damaged file, or one of another
/// run.
KeptRun parse_checkpoint(const std::filesystem::path& path, std::string_view bytes,
                         const std::string& identity);

}  // namespace ravenstein::io
