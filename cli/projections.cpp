// SPDX-License-Identifier: Apache-2.0
#include "cli/projections.hpp"

#include <algorithm>
#include <filesystem>

#include "cli/exit_code.hpp"
#include "engine/core/problem.hpp"
#include "io/projection/read.hpp"
#include "io/text.hpp"

namespace ravenstein::cli {

std::vector<io::ProjectionFile> read_projections(std::span<const std::string> paths) {
  std::vector<io::ProjectionFile> files;
  Problems problems;
  for (const std::string& path : paths) {
    try {
      files.push_back(io::read_projection(path));
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) problems.add(problem, error.kind());
    }
  }
  problems.throw_if_any();
  return files;
}

std::vector<std::string> names_of_scenarios(std::span<const std::string> paths) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  for (const std::string& path : paths) {
    if (std::ranges::count(paths, path) > 1) throw UsageError(path + " is given twice");
    names.push_back(fs::path(path).stem().string());
  }
  const std::vector<std::string> stems = names;
  for (std::size_t n = 0; n < names.size(); ++n) {
    if (std::ranges::count(stems, stems[n]) > 1) names[n] = paths[n];
  }
  return names;
}

std::vector<ZoneIndex> zones_named(std::span<const Zone> zones,
                                   std::span<const std::string> codes) {
  std::vector<std::string> known;
  for (const Zone& zone : zones) known.push_back(zone.code);
  std::vector<ZoneIndex> found;
  Problems problems;
  for (const std::string& code : codes) {
    const auto place = std::ranges::find(known, code);
    if (place != known.end()) {
      found.push_back(static_cast<ZoneIndex>(place - known.begin()));
      continue;
    }
    problems.add(
        {{}, "--zone", "no zone has the code " + io::in_quotes(code), did_you_mean(code, known)});
  }
  problems.throw_if_any();
  return found;
}

}  // namespace ravenstein::cli
