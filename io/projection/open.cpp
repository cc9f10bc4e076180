// SPDX-License-Identifier: Apache-2.0
#include "io/projection/open.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "engine/core/problem.hpp"
#include "io/calibration/calibration_file.hpp"
#include "io/projection/format.hpp"
#include "io/projection/read.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, std::string message, std::string hint = {}) {
  throw InputError(InputKind::data,
                   {{{path.string()}, "projection", std::move(message), std::move(hint)}});
}

void require_bytes(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) refuse(path, "there is no such file");
  if (!fs::is_regular_file(status)) refuse(path, "is not a file");
  if (!std::ifstream(path)) refuse(path, std::string("cannot be read: ") + std::strerror(errno));
  if (fs::file_size(path, error) == 0) refuse(path, "is empty");
  if (!looks_like_hdf5(path)) {
    refuse(path, "is not an HDF5 file", "expected the output of `ravenstein run`");
  }
}

/// Another file of ours, told with the command that reads it.
void refuse_other_kind(const fs::path& path, const hdf5::Reader& file) {
  const std::string kind = file.text("/", "filetype");
  if (file.has("/provenance") && file.text("/provenance", "filetype") == kCalibrationFileType) {
    refuse(path, "is the file of a calibration, not a projection",
           "`ravenstein inspect FILE` tells its result; a scenario takes its draws with "
           "ensemble.posterior");
  }
  if (kind == "ravenstein assimilation") {
    refuse(path, "is the record of an assimilation, not a projection",
           "its projection was written beside it; tools for netCDF-4 (ncdump) read the record");
  }
  if (kind == "ravenstein attribution") {
    refuse(path, "is an attribution, not a projection",
           "it was made by `ravenstein attribute`; tools for netCDF-4 (ncdump) read it");
  }
  if (file.has_attribute("/", "campaign") && file.has_attribute("/", "fingerprint")) {
    refuse(path, "is the merged file of a campaign, not a projection",
           "tools for netCDF-4 (ncdump) read it; `ravenstein merge --extract` takes a projection "
           "out of a campaign");
  }
}

void require_version(const fs::path& path, const hdf5::Reader& file) {
  constexpr const char* kGroup = "/provenance";
  const bool ours = file.has(kGroup) && file.has_attribute(kGroup, "filetype") &&
                    file.text(kGroup, "filetype") == format::kFileType;
  if (!ours) {
    refuse_other_kind(path, file);
    refuse(path, "is HDF5 but not a projection of Ravenstein",
           "expected the output of `ravenstein run`");
  }
  const auto version = file.numbers<std::int32_t>(kGroup, "format_version");
  if (version.size() == 2 && version[0] == format::kVersion[0]) return;
  std::string found;
  for (const std::int32_t part : version)
    found += (found.empty() ? "" : ".") + std::to_string(part);
  const bool newer = !version.empty() && version[0] > format::kVersion[0];
  refuse(path,
         "has format version " + found + "; this program reads " +
             std::to_string(format::kVersion[0]) + ".x",
         newer ? "a newer version of Ravenstein wrote it" : "run the scenario again");
}

}  // namespace

bool looks_like_hdf5(const fs::path& path) {
  constexpr std::array<char, 8> kSignature = {'\x89', 'H', 'D', 'F', '\r', '\n', '\x1a', '\n'};
  std::array<char, 8> begin{};
  std::ifstream in(path, std::ios::binary);
  return in.read(begin.data(), begin.size()) && begin == kSignature;
}

void throw_damaged(const fs::path& path, const std::string& what) {
  refuse(path, "is damaged: " + what, "run the scenario again");
}

hdf5::Reader open_projection(const fs::path& path) {
  require_bytes(path);
  try {
    hdf5::Reader file(path);
    require_version(path, file);
    return file;
  } catch (const hdf5::Error& error) {
    refuse(path, std::string("is cut off or damaged: ") + error.what(), "run the scenario again");
  }
}

}  // namespace ravenstein::io
