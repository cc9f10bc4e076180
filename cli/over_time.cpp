// SPDX-License-Identifier: Apache-2.0
#include "cli/over_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <vector>

#include "cli/sparkline.hpp"
#include "cli/text.hpp"
#include "io/report/report_parts.hpp"

namespace ravenstein::cli {
namespace {

constexpr std::size_t kShownZones = 6;
constexpr std::size_t kWidth = 40;

std::string line(const std::string& name, std::span<const double> people, bool unicode) {
  const std::string label = clipped(name, 27);
  const std::string drawn = sparkline(people, kWidth, unicode);
  return fmt::format("  {}{}  {}{}{:>12}\n", label, std::string(27 - columns_of(label), ' '), drawn,
                     std::string(kWidth - columns_of(drawn), ' '),
                     grouped(std::llround(people.back())));
}

/// The median of the members, or the only run.
std::size_t middle_of(const std::vector<double>& quantiles) {
  const auto found = std::ranges::find(quantiles, 0.5);
  return found == quantiles.end() ? 0 : static_cast<std::size_t>(found - quantiles.begin());
}

}  // namespace

std::string over_time_text(const io::ProjectionFile& contents) {
  const std::size_t zones = contents.zones.size();
  io::ShownZones all;
  all.places.resize(zones);
  std::iota(all.places.begin(), all.places.end(), ZoneIndex{0});
  all.shown = all.places;
  const std::vector<double>& quantiles = contents.ensemble.quantiles;
  const io::Band band = io::present_band(contents, all, std::max<std::size_t>(1, quantiles.size()));
  const std::size_t q = middle_of(quantiles), rows = band.rows;
  const std::span total = std::span(band.total).subspan(q * rows, rows);
  if (rows < 2 || std::ranges::all_of(total, [](double people) { return people == 0; })) return {};
  std::ranges::stable_sort(all.places, std::greater<>(),
                           [&](ZoneIndex zone) { return band.at(q, rows - 1, zone); });
  const bool unicode = unicode_terminal();
  std::string text = line("all zones", total, unicode);
  for (std::size_t n = 0; n < std::min(kShownZones, zones); ++n) {
    std::vector<double> people;
    for (std::size_t row = 0; row < rows; ++row) people.push_back(band.at(q, row, all.places[n]));
    if (people.back() < 0.5) break;
    const Zone& zone = contents.zones[all.places[n]];
    text += line(zone.name.empty() ? zone.code : zone.name, people, unicode);
  }
  return text;
}

}  // namespace ravenstein::cli
