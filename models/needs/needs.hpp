// SPDX-License-Identifier: Apache-2.0
// What the people of a zone require, row by row, and how long they wait where clinicians do not
// keep up. Hosts and newcomers have the same standards (parity).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "models/needs/standards.hpp"

namespace ravenstein::models {

enum class Need : std::size_t {
  water,
  latrines,
  shelter,
  consultations,
  clinicians,
  beds,
  school_places
};
inline constexpr std::size_t kNeeds = 7;
struct NeedInfo {
  std::string_view name, unit, capacity;  ///< the capacity of a city that meets it; may be empty
};
std::span<const NeedInfo> need_infos();

/// By need; per row.
using Required = std::array<std::vector<double>, kNeeds>;

/// What so many people require at the end of each row (`people`, `row_days`). Beds: who was
/// admitted within the length of stay is in hospital, over the share of beds that can be in use;
/// before the first row there were as many people as in it. `school_age_share`, if given, stands in
/// for the standard's.
Required required(const NeedRates& rates, std::span<const double> people,
                  std::span<const int> row_days, std::optional<double> school_age_share = {});

/// The wait for a consultation at the end of each row: a fluid backlog (models/city/backlog.hpp),
/// constant rates within a row. NaN from a row without clinicians on.
struct Waiting {
  std::vector<double> wait_days;
  std::vector<double> clinicians_to_hold;  ///< that many would keep the wait at the target
};
Waiting waiting(const NeedRates& rates, std::span<const double> people,
                std::span<const double> clinicians, std::span<const int> row_days,
                double first_wait_days, double target_wait_days);

/// Share of a band of ages that is 5 to 17, ages spread evenly: `0-17` -> 13/18, `18-59` -> 0,
/// `60+` -> 0; empty if the label is no band, or open below 18.
std::optional<double> school_age_share_of(std::string_view label);

}  // namespace ravenstein::models
