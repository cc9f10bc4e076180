// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

constexpr const char* kName = "lock";

}  // namespace

FolderLock::FolderLock(const std::filesystem::path& folder, Kind kind) {
  const std::filesystem::path path = folder / kName;
  file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) throw WriteError(path, std::strerror(errno));
  if (::flock(file_, (kind == Kind::alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0) return;
  const bool taken = errno == EWOULDBLOCK;
  const char* why = std::strerror(errno);
  ::close(file_);
  if (!taken) throw WriteError(path, why);
  throw FolderInUse("another process works on the campaign in " + folder.string() +
                    "; wait for it, or end it (its lock ends with it)");
}

FolderLock::~FolderLock() { ::close(file_); }

bool is_locked(const std::filesystem::path& folder) {
  const int file = ::open((folder / kName).c_str(), O_RDWR | O_CLOEXEC);
  if (file < 0) return false;
  const bool taken = ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(file);
  return taken;
}

}  // namespace ravenstein::io
