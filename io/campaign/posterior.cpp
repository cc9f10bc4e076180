// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/posterior.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <span>
#include <vector>

#include "io/projection/hdf5.hpp"
#include "io/scratch_file.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// As many draws as there are, each as often as its weight says (systematic resampling).
std::vector<std::size_t> resampled(std::span<const double> weight) {
  std::vector<std::size_t> chosen;
  double all = 0;
  for (const double w : weight) all += w;
  double before = 0;
  for (std::size_t draw = 0; draw < weight.size(); ++draw) {
    before += weight[draw];
    while (chosen.size() < weight.size() &&
           (static_cast<double>(chosen.size()) + 0.5) / static_cast<double>(weight.size()) <
               before / all) {
      chosen.push_back(draw);
    }
  }
  return chosen;
}

}  // namespace

bool is_hdf5(std::string_view bytes) { return bytes.starts_with("\x89HDF\r\n\x1a\n"); }

std::string posterior_csv(const std::string& bytes, const std::string& shown, Problems& problems) {
  try {
    const ScratchFile copy(bytes);
    const hdf5::Reader file(copy.path());
    const auto names = file.read<std::string>("/parameter_name");
    const bool drawn = file.has("/posterior");
    const auto draws = file.read<double>(drawn ? "/posterior" : "/optimum");
    const auto weight = drawn ? file.read<double>("/posterior_weight") : std::vector<double>{1};
    std::string csv = fmt::format("{}\n", fmt::join(names, ","));
    for (const std::size_t draw : resampled(weight)) {
      const auto row = std::span(draws).subspan(draw * names.size(), names.size());
      csv += fmt::format("{}\n", fmt::join(row, ","));
    }
    return csv;
  } catch (const hdf5::Error& error) {
    problems.add(
        file_problem(shown, std::string("expected the file of a calibration: ") + error.what(),
                     "or a CSV of draws with a column for each parameter"),
        InputKind::data);
    return "";
  }
}

}  // namespace ravenstein::io
