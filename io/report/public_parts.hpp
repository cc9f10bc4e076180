// SPDX-License-Identifier: Apache-2.0
// The parts of a public report (public_report.hpp).
#pragma once

#include <vector>

#include "io/report/report_parts.hpp"

namespace ravenstein::io {

/// What parts of a public report are made of: one scenario's source, and what was released of it.
/// What is hidden in one scenario is hidden in all, for those that share a past would tell.
struct PublicSource {
  const ReportSource& source;
  std::span<const ReportSource> all;
  const ReleaseTables& tables;
  std::vector<std::size_t> places;  ///< those shown: positions in tables.places
  ShownZones zones;                 ///< places: first zone of each; shown: only of zones alone
  std::size_t quantiles = 1;

  bool alone(std::size_t place) const { return tables.places[places[place]].zones.size() == 1; }
  double rounded(double persons) const;
  /// Rounded, or NaN if it is more than none and too small.
  double shown(double persons) const;
};

Band public_band(const PublicSource& from, const std::string& table);
/// Arrivals of the whole period, of places that show them row by row or in spans.
Band public_arrivals_period(const PublicSource& from);
std::vector<double> public_exceedance(const PublicSource& from, bool at_end);
std::vector<ReportCount> public_counts(const PublicSource& from);
std::vector<NoSkillSeries> public_no_skill(const PublicSource& from);
std::optional<ReportFlows> public_flows(const PublicSource& from);
std::optional<ReportCauses> public_causes(const PublicSource& from);
ReportWho public_who(const PublicSource& from);
std::optional<ReportNeeds> public_needs(const PublicSource& from);
/// Drivers hidden in one scenario are hidden in all.
ReportAttribution public_attribution(const PublicSource& from);

/// Whether every count of people is shown, and every observed zone by itself.
bool every_count_is_shown(const PublicSource& from);

/// Record rows that a release's rows end with.
std::vector<int> last_rows(const PublicSource& from);

}  // namespace ravenstein::io
