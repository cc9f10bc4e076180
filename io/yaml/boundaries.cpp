// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/boundaries.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/report/boundaries.hpp"
#include "io/text.hpp"
#include "io/yaml/section.hpp"

namespace ravenstein::io {
namespace {

/// Zones that the file has no polygon for.
void note_missing(std::span<const Zone> zones, std::span<const std::string> found,
                  const TablePath& path, std::vector<Problem>& notes) {
  std::vector<std::string> missing;
  for (const Zone& zone : zones) {
    if (std::ranges::find(found, zone.code) == found.end()) missing.push_back(zone.code);
  }
  if (missing.empty()) return;
  constexpr std::size_t kNamed = 5;
  const std::size_t count = missing.size();
  if (count > kNamed) missing.resize(kNamed);
  notes.push_back({path.place, "boundaries",
                   fmt::format("{} of {} zones have no polygon in {}: {}{}", count, zones.size(),
                               path.path, fmt::join(missing, ", "), count > kNamed ? ", ..." : ""),
                   "maps show them as circles"});
}

}  // namespace

Boundaries boundaries_of_scenario(const YamlNode& scenario, InputFiles& files,
                                  std::span<const Zone> zones, Problems& problems,
                                  std::vector<Problem>& notes) {
  const YamlNode* named = find_given(scenario, "boundaries");
  Problems told_with_the_key;
  const auto path = named == nullptr ? std::optional<TablePath>()
                                     : read_path(*named, "boundaries", told_with_the_key);
  if (!path || zones.empty()) return {};
  const EmbeddedFile* file = files.read(path->path, path->place, "boundaries", problems);
  if (file == nullptr) return {};
  std::vector<BoundaryPlace> places;
  for (const Zone& zone : zones) places.push_back({zone.code, {zone.code}});
  Boundaries boundaries{files.shown(path->path), file->bytes};
  const std::string drawn = report_boundaries(file->bytes, boundaries.name, places, problems);
  if (!drawn.empty()) note_missing(zones, codes_in_boundaries(drawn), *path, notes);
  return boundaries;
}

}  // namespace ravenstein::io
