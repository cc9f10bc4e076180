// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/posterior.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "io/projection/hdf5.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// A file of that content while it lives: HDF5 opens names.
class Scratch {
 public:
  explicit Scratch(const std::string& bytes) {
    std::string pattern = (std::filesystem::temp_directory_path() / "ravenstein-XXXXXX").string();
    const int file = ::mkstemp(pattern.data());
    if (file < 0) throw hdf5::Error("no temporary file can be made");
    ::close(file);
    path_ = pattern;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code none;
    std::filesystem::remove(path_, none);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

bool is_hdf5(std::string_view bytes) { return bytes.starts_with("\x89HDF\r\n\x1a\n"); }

std::string posterior_csv(const std::string& bytes, const std::string& shown, Problems& problems) {
  try {
    const Scratch copy(bytes);
    const hdf5::Reader file(copy.path());
    const auto names = file.read<std::string>("/parameter");
    const auto draws = file.read<double>("/posterior");
    std::string csv = fmt::format("{}\n", fmt::join(names, ","));
    for (std::size_t at = 0; at + names.size() <= draws.size(); at += names.size()) {
      const std::vector<double> row(draws.begin() + static_cast<std::ptrdiff_t>(at),
                                    draws.begin() + static_cast<std::ptrdiff_t>(at + names.size()));
      csv += fmt::format("{}\n", fmt::join(row, ","));
    }
    return csv;
  } catch (const hdf5::Error& error) {
    problems.add(file_problem(shown, std::string("expected posterior draws: ") + error.what(),
                              "write them as a CSV with a column for each parameter"),
                 InputKind::data);
    return "";
  }
}

}  // namespace ravenstein::io
