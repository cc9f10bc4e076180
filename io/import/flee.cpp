// SPDX-License-Identifier: Apache-2.0
#include "io/import/flee.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <utility>

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, std::string message, std::string hint) {
  Problem problem;
  problem.place.file = path.string();
  problem.message = std::move(message);
  problem.hint = std::move(hint);
  throw InputError(InputKind::data, {problem});
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) fail(path, "cannot be written", "");
}

/// A name beside `path` that nobody else uses.
fs::path temporary_beside(const fs::path& path) {
  return path.parent_path() / fmt::format(".{}.{}.tmp", path.filename().string(), ::getpid());
}

void replace_files(const TextFiles& files, const fs::path& directory) {
  for (const auto& [name, text] : files) {
    const fs::path temporary = temporary_beside(directory / name);
    write_file(temporary, text);
    fs::rename(temporary, directory / name);
  }
}

/// The directory's last part, also of `mali2012/` and `.`.
std::string name_of(const fs::path& directory) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(directory, error);
  return whole.has_filename() ? whole.filename().string() : whole.parent_path().filename().string();
}

}  // namespace

FleeImport import_flee(const fs::path& directory, const FleeImportOptions& options) {
  ImportReport report;
  const FleeCase found = read_flee_case(directory, report, options.preset);
  report.throw_if_any();
  return {flee_files(found, name_of(directory), options), report.notes()};
}

void write_files(const TextFiles& files, const fs::path& directory, bool force) {
  const fs::path target =
      directory.has_filename() ? directory : directory.parent_path();  // without a last `/`
  try {
    if (fs::exists(target)) {
      if (!force) fail(target, "exists already", "choose another name, or --force");
      if (!fs::is_directory(target)) fail(target, "is not a directory", "");
      replace_files(files, target);
      return;
    }
    if (target.has_parent_path()) fs::create_directories(target.parent_path());
    const fs::path temporary = temporary_beside(target);
    fs::remove_all(temporary);
    fs::create_directory(temporary);
    for (const auto& [name, text] : files) write_file(temporary / name, text);
    fs::rename(temporary, target);
  } catch (const fs::filesystem_error& error) {
    fail(target, "cannot be written", error.code().message());
  }
}

}  // namespace ravenstein::io
