// SPDX-License-Identifier: Apache-2.0
#include "io/files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <vector>

#include "io/checksum.hpp"

namespace ravenstein::io {
namespace {

/// A file of the same folder whose name is nearly that of one that is not there.
std::string hint_for(const std::filesystem::path& missing) {
  std::vector<std::string> names;
  std::error_code error;
  const std::filesystem::path folder = missing.parent_path();
  for (std::filesystem::directory_iterator at(folder.empty() ? "." : folder, error), end;
       !error && at != end; at.increment(error)) {
    names.push_back(at->path().filename().string());
  }
  std::ranges::sort(names);
  return did_you_mean(missing.filename().string(), names);
}

}  // namespace

InputFiles InputFiles::on_disk(std::filesystem::path folder) {
  InputFiles files;
  files.folder_ = std::move(folder);
  return files;
}

InputFiles InputFiles::in_memory(std::map<std::string, std::string, std::less<>> bytes_by_path,
                                 std::string label) {
  InputFiles files;
  files.memory_ = std::move(bytes_by_path);
  files.label_ = std::move(label);
  return files;
}

std::string InputFiles::shown(const std::string& path) const {
  if (folder_) return (*folder_ / path).lexically_normal().generic_string();
  return label_.empty() ? path : label_ + '/' + path;
}

std::optional<std::string> InputFiles::bytes_of(const std::string& path,
                                                std::string& why_not) const {
  if (!folder_) {
    const auto found = memory_.find(path);
    if (found != memory_.end()) return found->second;
    why_not = "is not among the files given";
    return {};
  }
  const std::filesystem::path file = *folder_ / path;
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(file, error);
  if (std::filesystem::is_directory(status)) {
    why_not = "is a directory";
    return {};
  }
  if (!std::filesystem::exists(status)) {
    why_not = error && error != std::errc::no_such_file_or_directory ? error.message()
                                                                     : "there is no such file";
    return {};
  }
  std::ifstream stream(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad() || !stream.is_open()) {
    why_not = std::error_code(errno, std::generic_category()).message();
    return {};
  }
  return bytes;
}

const EmbeddedFile* InputFiles::read(const std::string& path, const Place& named_at,
                                     std::string subject, Problems& problems) {
  const auto known = std::find_if(read_.begin(), read_.end(),
                                  [&](const EmbeddedFile& file) { return file.path == path; });
  if (known != read_.end()) return &*known;
  std::string why_not;
  std::optional<std::string> bytes = bytes_of(path, why_not);
  if (!bytes) {
    const bool itself = named_at.file.empty();
    const bool missing = folder_ && !std::filesystem::exists(*folder_ / path);
    problems.add({itself ? Place{shown(path)} : named_at, std::move(subject),
                  itself ? "cannot be read: " + why_not
                         : fmt::format("cannot read {}: {}", shown(path), why_not),
                  missing ? hint_for(*folder_ / path) : ""});
    return nullptr;
  }
  EmbeddedFile& file = read_.emplace_back();
  file.path = path;
  file.sha256 = sha256(*bytes);
  file.bytes = std::move(*bytes);
  return &file;
}

std::string join_paths(const std::string& folder, const std::string& path) {
  return (std::filesystem::path(folder) / path).lexically_normal().generic_string();
}

std::string folder_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().generic_string();
}

}  // namespace ravenstein::io
