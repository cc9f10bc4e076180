// SPDX-License-Identifier: Apache-2.0
// Models without distance: the null models of the family.
//
//   uniform             w(j | i) = 1: every pair alike
//   uniform selection   w(j | i) = m_j / (M - m_i): every opportunity alike, M the sum of all
//   masses
//                       (Simini, Maritan, Neda 2013, PLoS ONE 8)
#pragma once

#include <span>

namespace ravenstein::models {

void uniform_row(std::span<double> weight);

void uniform_selection_row(double origin_mass, double total_mass, std::span<const double> mass,
                           std::span<double> weight);

}  // namespace ravenstein::models
