// SPDX-License-Identifier: Apache-2.0
#include "io/matrix/zone_matrix.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <unordered_map>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

using Numbers = std::unordered_map<std::string, std::size_t>;

Numbers numbers_of(const std::vector<std::string>& codes) {
  Numbers numbers;
  for (std::size_t k = 0; k < codes.size(); ++k) numbers.emplace(codes[k], k);
  return numbers;
}

constexpr std::size_t kAbsent = std::numeric_limits<std::size_t>::max();

/// For every zone of the file its place in the order; tells zones that only one of them has.
std::vector<std::size_t> places(const ZoneMatrix& matrix, const std::vector<std::string>& codes,
                                const std::vector<std::string>& order, const std::string& known,
                                const char* side, Problems& problems) {
  const Numbers numbers = numbers_of(order);
  std::vector<std::size_t> place(codes.size(), kAbsent);
  std::vector<bool> found(order.size(), false);
  std::vector<std::string> extra, lacking;
  for (std::size_t k = 0; k < codes.size(); ++k) {
    const auto at = numbers.find(codes[k]);
    if (at == numbers.end()) {
      extra.push_back(codes[k]);
    } else {
      place[k] = at->second;
      found[at->second] = true;
    }
  }
  for (std::size_t k = 0; k < order.size(); ++k) {
    if (!found[k]) lacking.push_back(order[k]);
  }
  const auto tell = [&](const std::vector<std::string>& zones, const std::string& message) {
    if (zones.empty()) return;
    problems.add(file_problem(matrix.file, fmt::format("{} {}: {}", side, message, listed(zones))),
                 InputKind::data);
  };
  tell(extra, fmt::format("not in {}", known));
  // A list of pairs need not name a zone that nobody left or reached.
  if (!matrix.lists_pairs) tell(lacking, fmt::format("of {} missing here", known));
  return place;
}

}  // namespace

ZoneMatrix read_zone_matrix(const std::filesystem::path& path, const MatrixRequest& request,
                            Problems& problems) {
  const std::string ending = path.extension().string();
  if (ending == ".omx") return read_omx_matrix(path, request, problems);
  if (ending == ".h5" || ending == ".nc") return read_hdf5_matrix(path, request, problems);
  return read_csv_matrix(path, request, problems);
}

std::vector<double> arranged(const ZoneMatrix& matrix, const std::vector<std::string>& origins,
                             const std::vector<std::string>& destinations, const std::string& known,
                             Problems& problems) {
  std::vector<double> value(origins.size() * destinations.size(),
                            std::numeric_limits<double>::quiet_NaN());
  const auto row = places(matrix, matrix.origins, origins, known, "origins", problems);
  const auto column =
      places(matrix, matrix.destinations, destinations, known, "destinations", problems);
  const std::size_t columns = matrix.destinations.size();
  for (std::size_t i = 0; i < row.size(); ++i) {
    for (std::size_t j = 0; j < columns && row[i] != kAbsent; ++j) {
      if (column[j] == kAbsent) continue;
      value[row[i] * destinations.size() + column[j]] = matrix.value[i * columns + j];
    }
  }
  return value;
}

}  // namespace ravenstein::io
