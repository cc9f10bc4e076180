// SPDX-License-Identifier: Apache-2.0
// Who works in a campaign's folder. The locks are the processes' own (flock), so they end with a
// crash and nothing has to be cleared away.
#pragma once

#include <filesystem>
#include <stdexcept>

namespace ravenstein::io {

/// Another process has the folder.
class FolderInUse : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Held while it lives. One master excludes everybody; several workers share the folder.
class FolderLock {
 public:
  enum class Kind { alone, shared };
  /// Throws FolderInUse, WriteError.
  FolderLock(const std::filesystem::path& folder, Kind kind);
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  ~FolderLock();

 private:
  int file_ = -1;
};

/// Whether somebody holds a lock on the folder now.
bool is_locked(const std::filesystem::path& folder);

}  // namespace ravenstein::io
