// SPDX-License-Identifier: Apache-2.0
// The only way scenario text and tables are read: from disk, or from memory (a projection file
// holds its inputs). What was read is remembered, for provenance.
#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/core/problem.hpp"

namespace ravenstein::io {

/// A file that was read.
struct EmbeddedFile {
  std::string path;  ///< logical: relative to the folder of the scenario, with `/`, may start `../`
  std::string bytes;
  std::string sha256;  ///< lower-case hexadecimal
};

class InputFiles {
 public:
  /// Files on disk; logical paths start from `folder` (empty: the working directory).
  static InputFiles on_disk(std::filesystem::path folder);
  /// Files by their logical path; messages show `label/path` (just the path if the label is empty).
  static InputFiles in_memory(std::map<std::string, std::string, std::less<>> bytes_by_path,
                              std::string label = {});

  /// The file, read once and kept. If it cannot be read: nullptr, and a problem at `named_at`
  /// (where the path was written; the file itself if that is not known). Pointers stay valid while
  /// this object lives.
  const EmbeddedFile* read(const std::string& path, const Place& named_at, std::string subject,
                           Problems& problems);

  /// How messages name the file: as the user would from where the program runs.
  std::string shown(const std::string& path) const;
  /// Everything read so far, in order.
  const std::deque<EmbeddedFile>& all_read() const { return read_; }

 private:
  InputFiles() = default;
  std::optional<std::string> bytes_of(const std::string& path, std::string& why_not) const;

  std::optional<std::filesystem::path> folder_;  ///< on disk only
  std::string label_;
  std::map<std::string, std::string, std::less<>> memory_;
  std::deque<EmbeddedFile> read_;
};

/// The logical path of what a file in `folder` calls `path`: joined, without `.` and inner `..`.
std::string join_paths(const std::string& folder, const std::string& path);
/// The folder of a logical path, "" for the scenario's own.
std::string folder_of(const std::string& path);

}  // namespace ravenstein::io
