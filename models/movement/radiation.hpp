// SPDX-License-Identifier: Apache-2.0
// Radiation: people take the nearest opportunity that is better than those at home. With m_i the
// mass of the origin, m_j of destinations and s the intervening opportunities
// (models/movement/opportunities.hpp), the weight of j for people of i is
//
//   plain        m_i m_j / ((m_i + s)(m_i + m_j + s))                     (Simini et al. 2012)
//   finite size  the same / (1 - m_i / M), M the sum of all masses        (Masucci et al. 2013)
//   normalised   the same / its sum over j: p(j | i)                      (Lenormand et al. 2016)
//   extended     [(m_i + m_j + s)^a - (m_i + s)^a] (m_i^a + 1) /
//                {[(m_i + s)^a + 1] [(m_i + m_j + s)^a + 1]}              (Yang et al. 2014)
//
// The first two are probabilities as they stand: times the number who leave they are flows.
#pragma once

#include <span>

namespace ravenstein::models {

void radiation_row(double origin_mass, std::span<const double> mass, std::span<const double> s,
                   std::span<double> weight);

void finite_radiation_row(double origin_mass, double total_mass, std::span<const double> mass,
                          std::span<const double> s, std::span<double> weight);

void extended_radiation_row(double origin_mass, double exponent, std::span<const double> mass,
                            std::span<const double> s, std::span<double> weight);

/// Divides a row by its sum; a row of zeros stays.
void normalise_row(std::span<double> weight);

}  // namespace ravenstein::models
