// SPDX-License-Identifier: Apache-2.0
// The page that ships with the program (web/dist/report.html) and how data gets into it.
#pragma once

#include <string>
#include <string_view>

namespace ravenstein::io {

/// The built page; web/README.md says what it is.
std::string_view shipped_report_page();

/// Data above this size [bytes] goes into the page as gzip in base64.
inline constexpr std::size_t kPlainReportBytes = 2 * 1000 * 1000;

/// The page with the data (report_json) in its only block for it. std::logic_error if the page has
/// no such block, or more than one.
std::string report_page(std::string_view page, std::string_view json);

}  // namespace ravenstein::io
