// SPDX-License-Identifier: Apache-2.0
// Schneider's intervening opportunities (1959, Chicago Area Transportation Study): every
// opportunity is taken with the same small probability L, so that of those who come as far as s
//
//   w(j | i) = e^(-L s_ij) - e^(-L (s_ij + m_j))
#pragma once

#include <span>

namespace ravenstein::models {

/// `taken` is L, per unit of mass.
void schneider_row(double taken, std::span<const double> mass, std::span<const double> s,
                   std::span<double> weight);

}  // namespace ravenstein::models
