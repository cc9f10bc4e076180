// SPDX-License-Identifier: Apache-2.0
// How far a scenario is from its baseline, and how much of that is chance. Pure functions of what
// members say.
#pragma once

#include <array>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace ravenstein::io {

inline constexpr double kNotKnown = std::numeric_limits<double>::quiet_NaN();

/// The quantiles that ensembles have.
inline constexpr std::array<double, 5> kChangeLevels = {0.05, 0.25, 0.5, 0.75, 0.95};

/// A number of people in a scenario beside that in the baseline. NaN: not known.
struct Change {
  double baseline = kNotKnown;    ///< mean of the members
  double scenario = kNotKnown;    ///< likewise
  double difference = kNotKnown;  ///< scenario - baseline
  /// Of the members' own differences, at kChangeLevels; empty: not known.
  std::vector<double> quantile;
  /// Half the 95 % confidence interval of `difference`: what chance of the draws may have made.
  double chance = kNotKnown;
  /// The same if members had not drawn the same numbers.
  double chance_unpaired = kNotKnown;
  double share_more = kNotKnown;  ///< of members: more people than in the baseline
};

/// Member m of one is compared with member m of the other (common random numbers): mean and
/// quantiles (Hyndman and Fan 1996, type 7) of the differences; chance is z_0.975 s_d / sqrt(n),
/// and unpaired z_0.975 sqrt((s_a^2 + s_b^2) / n). Both have the same length.
Change paired_change(std::span<const double> baseline, std::span<const double> scenario);

/// Of members that drew other numbers: the difference of the means and its chance,
/// z_0.975 sqrt(s_a^2 / n_a + s_b^2 / n_b); nothing is known of single members' differences.
Change unpaired_change(std::span<const double> baseline, std::span<const double> scenario);

/// Share of members above a limit; NaN without members.
double share_above(std::span<const double> members, double limit);

/// Share of members in which each scenario has the fewest; ties are shared. `values` by scenario,
/// each of the same length.
std::vector<double> shares_of_least(std::span<const std::vector<double>> values);

}  // namespace ravenstein::io
