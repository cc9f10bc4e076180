// SPDX-License-Identifier: Apache-2.0
// The parts of a report, each from one projection (see build_report.hpp).
#pragma once

#include <span>
#include <vector>

#include "io/report/build_report.hpp"

namespace ravenstein::io {

/// Which of a projection's zones a report shows.
struct ShownZones {
  std::vector<ZoneIndex> places;  ///< by zone of the report: zone of the projection
  std::vector<ZoneIndex> shown;   ///< by zone of the projection: of the report, or kNowhere
};

// report_people.cpp. `quantiles`: of the report; a single run says the same at each of them.
Band present_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles);
Band arrivals_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles);
/// Of `arrivals` or `departures`.
Band period_band(const ProjectionFile& file, const std::string& table, const ShownZones& zones,
                 std::size_t quantiles);
/// Share of members above the capacity in any row and at the end; empty without members.
std::vector<double> exceedance(const ProjectionFile& file, const ShownZones& zones, bool at_end);
Band departures_band(const ProjectionFile& file, const ShownZones& zones, std::size_t quantiles);
/// Zones of the report whose counts a recount scaled; `scenario` may be null.
std::vector<ZoneIndex> corrected_zones(const Scenario* scenario, const ShownZones& zones);
std::vector<ReportCount> observed_counts(const ProjectionFile& file, const ShownZones& zones);

// report_flows.cpp
std::optional<ReportFlows> report_flows(const ProjectionFile& file, const ShownZones& zones);
std::optional<ReportCauses> report_causes(const ProjectionFile& file, const ShownZones& zones,
                                          std::size_t quantiles);
ReportWho report_who(const ProjectionFile& file, const Scenario* scenario, const ShownZones& zones);

// report_attribution.cpp
ReportAttribution report_attribution(const AttributionRecord& record);

// report_needs.cpp. `by_strata`: places in schools follow from the groups of people, where there
// are any, and not from a share of all.
std::optional<ReportNeeds> report_needs(const ProjectionFile& file, const ScenarioFile* scenario,
                                        const ShownZones& zones, std::size_t quantiles,
                                        bool by_strata);

// report_quality.cpp
ReportQuality report_quality(const ReportSource& source, Release release);

}  // namespace ravenstein::io
