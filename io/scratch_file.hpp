// SPDX-License-Identifier: Apache-2.0
// A temporary file of some content, for libraries that open names only.
#pragma once

#include <filesystem>
#include <string_view>

namespace ravenstein::io {

/// There while it lives. Throws std::runtime_error if it cannot be made.
class ScratchFile {
 public:
  explicit ScratchFile(std::string_view bytes);
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  ~ScratchFile();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace ravenstein::io
