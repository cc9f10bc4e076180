// SPDX-License-Identifier: Apache-2.0
// Files that appear whole or not at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <stdexcept>

namespace ravenstein::io {

/// The output exists and may not be replaced. Ends the program with exit code 7.
class OutputExists : public std::runtime_error {
 public:
  explicit OutputExists(const std::filesystem::path& path);
  OutputExists(const std::filesystem::path& path, const std::string& what);
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// The output could not be written: no folder, no right, no space. Exit code 1.
class WriteError : public std::runtime_error {
 public:
  WriteError(const std::filesystem::path& path, const std::string& what);
};

/// What a command writes, as the first bytes of a file tell it.
enum class OutputKind : std::uint8_t { any, hdf5, json };

/// To be asked before a long run: throws OutputExists (unless `force`) or WriteError if
/// write_atomically could not succeed. Even with `force` OutputExists for a file that is not of the
/// kind: an input by mistake.
void check_output(const std::filesystem::path& path, bool force, OutputKind kind = OutputKind::any);

/// Writes the bytes under a temporary name in the same folder, brings them to the disk, and gives
/// them their name in one step. On any error the temporary file is removed and what was there
/// before is unchanged. Without `force` an existing file is never replaced, not even one that
/// appears meanwhile.
void write_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes,
                      bool force);

/// Likewise, for files too large for memory: `write` fills the (empty) file it is given.
void write_atomically(const std::filesystem::path& path, bool force,
                      const std::function<void(const std::filesystem::path& temporary)>& write);

}  // namespace ravenstein::io
