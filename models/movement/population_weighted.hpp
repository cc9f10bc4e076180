// SPDX-License-Identifier: Apache-2.0
// Population-weighted opportunities (Yan, Zhao, Fan, Di, Wang 2014, J. R. Soc. Interface 11): a
// place attracts by what it has per head of those who are as near to it as the origin is,
//
//   w(j | i) = m_j (1 / S_ji - 1 / M)
//
// S_ji: everybody within d_ij of the destination j, with i and j themselves: s_ji + m_i + m_j,
// counted from the destination. M: everybody.
#pragma once

#include <span>

namespace ravenstein::models {

/// `s_from_destination` holds s_ji for every destination j.
void population_weighted_row(double origin_mass, double total_mass, std::span<const double> mass,
                             std::span<const double> s_from_destination, std::span<double> weight);

}  // namespace ravenstein::models
