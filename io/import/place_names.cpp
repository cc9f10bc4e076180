// SPDX-License-Identifier: Apache-2.0
#include "io/import/place_names.hpp"

#include <algorithm>

#include "io/text.hpp"

namespace ravenstein::io {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower;
}

}  // namespace

std::span<const PlaceAlias> somali_aliases() {
  static constexpr PlaceAlias kAliases[] = {{"Mogadishu", "Banadir"}, {"Baydhaba", "Baidoa"},
                                            {"Kismayo", "Kismaayo"},  {"Badhan", "Laasqoray"},
                                            {"Dhahar", "Laasqoray"},  {"Lasqoray", "Laasqoray"}};
  return kAliases;
}

PlaceNames::PlaceNames(std::span<const Zone> zones, std::span<const PlaceAlias> aliases)
    : zones_(zones) {
  for (std::size_t z = 0; z < zones.size(); ++z) {
    index_.emplace(lower_case(zones[z].name), static_cast<ZoneIndex>(z));
    names_.push_back(zones[z].name);
  }
  for (const PlaceAlias& alias : aliases) {
    const auto zone = find(alias.zone);
    if (!zone) continue;
    index_.emplace(lower_case(alias.name), *zone);
    names_.emplace_back(alias.name);
  }
}

std::optional<ZoneIndex> PlaceNames::find(std::string_view name) const {
  const auto found = index_.find(lower_case(name));
  if (found == index_.end()) return {};
  return found->second;
}

std::optional<ZoneIndex> PlaceNames::read(Table& table, std::size_t row, Column column) const {
  const std::string_view name = table.text(row, column);
  if (name.empty()) return {};
  const auto zone = find(name);
  if (!zone) {
    table.problem(row, column, "no zone has the name " + in_quotes(name),
                  did_you_mean(name, names_));
  }
  return zone;
}

}  // namespace ravenstein::io
