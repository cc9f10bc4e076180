// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/append_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {

AppendFile::AppendFile(std::filesystem::path path, std::uint64_t taken)
    : path_(std::move(path)), end_(taken) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw WriteError(path_, std::strerror(errno));
}

AppendFile::~AppendFile() { ::close(file_); }

std::uint64_t AppendFile::append(std::span<const std::byte> bytes) {
  std::uint64_t at = end_;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw WriteError(path_, std::strerror(written < 0 ? errno : ENOSPC));
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
  dirty_ = true;
  return std::exchange(end_, at);
}

void AppendFile::sync() {
  if (dirty_ && ::fdatasync(file_) != 0) throw WriteError(path_, std::strerror(errno));
  dirty_ = false;
}

std::string bytes_of_file(const std::filesystem::path& path) {
  return bytes_of_file(path, 0, std::filesystem::file_size(path));
}

std::string bytes_of_file(const std::filesystem::path& path, std::uint64_t offset,
                          std::uint64_t bytes) {
  std::ifstream file(path, std::ios::binary);
  std::string text(bytes, '\0');
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(text.data(), static_cast<std::streamsize>(bytes));
  if (!file) throw std::runtime_error(path.string() + ": cannot be read, or ends early");
  return text;
}

}  // namespace ravenstein::io
