// SPDX-License-Identifier: Apache-2.0
// The data of a report for the public: made of what io/release lets through, and of nothing that
// tells more. Zones with few people are shown together, days as months, numbers rounded.
#pragma once

#include <span>

#include "io/report/build_report.hpp"

namespace ravenstein::io {

/// Sources have been checked (build_report); the last `published_elsewhere` of them are not shown.
/// TooFewToShow if all people together are too few.
ReportData public_report(std::span<const ReportSource> sources, const ReportOptions& options,
                         const std::vector<double>& quantiles);

}  // namespace ravenstein::io
