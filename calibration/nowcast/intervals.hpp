// SPDX-License-Identifier: Apache-2.0
// How far a nowcast may be off: central intervals m_x -+ r_level s_x, cut to 0..N, with
//
//   s_x = |R| share_x + floor N
//
// in the words of nowcast.hpp. The first term is what was given to the camp without a count; the
// floor is for what no residual tells: camps that open, figures that are revised. The radii are
// quantiles of |observed - m_x| / s_x in other crises (split conformal; Vovk et al. 2005, Lei et
// al. 2018), every crisis with the same weight, so tails are as heavy as they were there.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "calibration/nowcast/nowcast.hpp"

namespace ravenstein::calibration {

/// Probabilities of the central intervals.
inline constexpr std::array<double, 3> kIntervalLevels{.5, .8, .95};
/// Candidates of the floor, as a share of the total.
inline constexpr std::array<double, 4> kIntervalFloors{3e-4, 1e-3, 3e-3, 1e-2};

/// Nowcasts of one crisis at one lead, and what was there.
struct NowcastCase {
  std::vector<NowcastDay> days;
  std::vector<double> observed;  ///< days x camps
};

struct IntervalFit {
  double floor = 0;
  std::array<double, 3> radius{};  ///< per level
};

/// Of the floors the one with the least mean interval score (80 % and 95 %, as shares of N) over
/// the cases, with its radii. Throws std::invalid_argument without a case that has days.
IntervalFit fit_intervals(std::span<const NowcastCase> cases);

struct CampInterval {
  double lower = 0, upper = 0;  ///< persons
};
CampInterval camp_interval(const NowcastDay& day, std::size_t camp, const IntervalFit& fit,
                           std::size_t level);

/// Means over days and camps, per level.
struct IntervalRecord {
  std::array<double, 3> coverage{};
  std::array<double, 3> width{};  ///< as a share of N
  std::array<double, 3> score{};  ///< interval score, as a share of N
};
IntervalRecord score_intervals(const NowcastCase& one, const IntervalFit& fit);
/// Each case with a fit on the others.
std::vector<IntervalRecord> leave_one_case_out(std::span<const NowcastCase> cases);
/// Means over the cases.
IntervalRecord mean_of(std::span<const IntervalRecord> records);

}  // namespace ravenstein::calibration
