// SPDX-License-Identifier: Apache-2.0
#include "io/scratch_file.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <string>

namespace ravenstein::io {

ScratchFile::ScratchFile(std::string_view bytes) {
  std::string pattern = (std::filesystem::temp_directory_path() / "ravenstein-XXXXXX").string();
  const int file = ::mkstemp(pattern.data());
  if (file < 0) throw std::runtime_error("no temporary file can be made");
  ::close(file);
  path_ = pattern;
  std::ofstream(path_, std::ios::binary) << bytes;
}

ScratchFile::~ScratchFile() {
  std::error_code none;
  std::filesystem::remove(path_, none);
}

}  // namespace ravenstein::io
