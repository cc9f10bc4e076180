// SPDX-License-Identifier: Apache-2.0
// A file of pieces one behind the other, of which a journal beside it tells where they lie. What
// the journal does not tell is overwritten.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace ravenstein::io {

class AppendFile {
 public:
  /// Opens or makes the file; the first `taken` bytes are told by the journal. Throws WriteError.
  AppendFile(std::filesystem::path path, std::uint64_t taken);
  AppendFile(const AppendFile&) = delete;
  AppendFile& operator=(const AppendFile&) = delete;
  ~AppendFile();

  /// Where the bytes lie now. Throws WriteError; what went before is unchanged.
  std::uint64_t append(std::span<const std::byte> bytes);
  /// Brings to the disk what is not there yet.
  void sync();

 private:
  std::filesystem::path path_;
  std::uint64_t end_;
  bool dirty_ = false;
  int file_ = -1;
};

/// All of a file. Throws std::runtime_error.
std::string bytes_of_file(const std::filesystem::path& path);
/// A piece of a file. Throws std::runtime_error where the file ends before.
std::string bytes_of_file(const std::filesystem::path& path, std::uint64_t offset,
                          std::uint64_t bytes);

}  // namespace ravenstein::io
