// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/posterior.hpp"

#include <fmt/format.h>

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
    std::vector<std::size_t> columns;  // but those of the error of counts
    for (std::size_t p = 0; p < names.size(); ++p) {
      if (names[p].find('.') == std::string::npos) columns.push_back(p);
    }
    std::string csv;
    const auto add_line = [&](auto cell) {
      for (const std::size_t p : columns)
        csv += fmt::format("{}{}", p == columns[0] ? "" : ",", cell(p));
      csv += '\n';
    };
    add_line([&](std::size_t p) { return names[p]; });
    for (const std::size_t draw : resampled(weight)) {
      add_line([&](std::size_t p) { return draws[draw * names.size() + p]; });
    }
    return csv;
  } catch (const hdf5::Error&) {
    problems.add(file_problem(shown, "expected the file of a calibration",
                              "or a CSV of draws with a column for each parameter"),
                 InputKind::data);
    return "";
  }
}

}  // namespace ravenstein::io
