// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/phases.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace ravenstein::io {
namespace {

constexpr double kRounding = 0.015;  // three shares in whole percent, each off by half a percent

constexpr std::array<const char*, 3> kPhases = {"phase3", "phase4", "phase5"};

/// The value, or nothing where the series has none.
std::optional<double> value(const MonthlyDriver* driver, int month, ZoneIndex zone) {
  if (driver == nullptr || !driver->series.contains(month)) return {};
  const double x = driver->series.at(month, zone);
  if (std::isnan(x)) return {};
  return x;
}

/// What is wrong with the shares of a zone in a month; empty if nothing.
std::string mistake(const Scenario& scenario, int month, ZoneIndex zone) {
  double sum = 0;
  bool all = true;
  for (const char* phase : kPhases) {
    const auto share = value(scenario.monthly_driver(phase), month, zone);
    all = all && share;
    sum += share.value_or(0);
  }
  if (sum > 1 + kRounding) return fmt::format("sum to {:.3g}: expected at most 1", sum);
  const auto together = value(scenario.monthly_driver("phase3_or_worse"), month, zone);
  if (!together) return {};
  const double more = sum - *together;  // phases that are not given can only add
  if (more <= kRounding && (!all || more >= -kRounding)) return {};
  return fmt::format("sum to {:.3g}: expected phase3_or_worse, {:.3g}", sum, *together);
}

}  // namespace

void check_phases(const Scenario& scenario, const YamlNode& root, Problems& problems) {
  const MonthlyDriver* first = nullptr;
  for (const char* phase : kPhases) {
    if (first == nullptr) first = scenario.monthly_driver(phase);
  }
  if (first == nullptr) return;
  const std::string subject = "drivers.monthly." + first->name;
  for (int month = first->series.first_month; month < first->series.end_month(); ++month) {
    for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
      const std::string found = mistake(scenario, month, zone);
      if (found.empty()) continue;
      problems.add({place_of(root, subject), subject,
                    fmt::format("phases 3 to 5 of {} in {} {}", scenario.world.zones[zone].code,
                                month_text(month), found),
                    "shares of people, which with phases 1 and 2 sum to one"},
                   InputKind::data);
      return;
    }
  }
}

}  // namespace ravenstein::io
