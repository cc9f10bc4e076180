// SPDX-License-Identifier: Apache-2.0
#include "io/projection/atomic_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

std::string reason() { return std::strerror(errno); }

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A new file that disappears unless it is kept.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& target) : target_(target) {
    int tried = 0;
    do {
      path_ = folder_of(target) / (".ravenstein-" + std::to_string(::getpid()) + "-" +
                                   std::to_string(tried++) + ".tmp");
      file_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file_ < 0 && errno == EEXIST);
    if (file_ < 0) throw WriteError(target, reason());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    if (file_ >= 0) ::close(file_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }

  void write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw WriteError(target_, reason());
      if (written == 0) throw WriteError(target_, "nothing more can be written");
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    close();
  }

  /// Lets others write by name.
  const fs::path& path() const { return path_; }

  void close() {
    if (::fsync(file_) != 0 && errno != EINVAL) throw WriteError(target_, reason());
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0) throw WriteError(target_, reason());
  }

  void keep(bool force) {
    if (force) {
      if (::rename(path_.c_str(), target_.c_str()) != 0) throw WriteError(target_, reason());
      path_.clear();
      return;
    }
    // link() fails if the name is taken; rename() would replace it.
    if (::link(path_.c_str(), target_.c_str()) == 0) return;  // the destructor unlinks the other
    if (errno == EEXIST) throw OutputExists(target_);
    // Some file systems know no links.
    if (fs::exists(target_)) throw OutputExists(target_);
    if (::rename(path_.c_str(), target_.c_str()) != 0) throw WriteError(target_, reason());
    path_.clear();
  }

 private:
  const fs::path& target_;
  fs::path path_;
  int file_ = -1;
};

/// The new name must survive a power failure too; file systems that cannot say so are let be.
void sync_folder(const fs::path& folder) {
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  ::fsync(directory);
  ::close(directory);
}

/// Where a link leads, so that what it names is replaced and not the link.
fs::path resolved(const fs::path& path) {
  std::error_code error;
  const fs::path real = fs::is_symlink(path, error) ? fs::weakly_canonical(path, error) : path;
  return error ? path : real;
}

}  // namespace

OutputExists::OutputExists(const fs::path& path)
    : std::runtime_error(path.string() + ": exists already; --force replaces it"), path_(path) {}

OutputExists::OutputExists(const fs::path& path, const std::string& what)
    : std::runtime_error(path.string() + ": " + what), path_(path) {}

WriteError::WriteError(const fs::path& path, const std::string& what)
    : std::runtime_error(path.string() + ": cannot be written: " + what) {}

namespace {

bool is_of_kind(const fs::path& path, OutputKind kind) {
  const std::string_view first = kind == OutputKind::hdf5   ? "\211HDF\r\n\032\n"
                                 : kind == OutputKind::json ? "{"
                                                            : "";
  std::ifstream stream(path, std::ios::binary);
  std::string found(first.size(), '\0');
  stream.read(found.data(), static_cast<std::streamsize>(found.size()));
  return stream.gcount() == 0 || found == first;
}

}  // namespace

void check_output(const fs::path& path, bool force, OutputKind kind) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::exists(status)) {
    if (!fs::is_regular_file(status)) throw WriteError(path, "it is not a file");
    if (!force) throw OutputExists(path);
    if (!is_of_kind(path, kind)) {
      throw OutputExists(path, "exists already and holds something else: choose another name");
    }
  }
  const fs::path folder = folder_of(resolved(path));
  if (!fs::is_directory(folder, error)) {
    throw WriteError(path, "there is no folder " + folder.string());
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) throw WriteError(path, reason());
}

void write_atomically(const fs::path& path, std::span<const std::byte> bytes, bool force) {
  check_output(path, force);
  const fs::path target = resolved(path);
  {
    TemporaryFile temporary(target);
    temporary.write(bytes);
    temporary.keep(force);
  }
  sync_folder(folder_of(target));
}

void write_atomically(const fs::path& path, bool force,
                      const std::function<void(const fs::path& temporary)>& write) {
  check_output(path, force);
  const fs::path target = resolved(path);
  {
    TemporaryFile temporary(target);
    write(temporary.path());
    temporary.close();
    temporary.keep(force);
  }
  sync_folder(folder_of(target));
}

}  // namespace ravenstein::io
