// SPDX-License-Identifier: Apache-2.0
// Gravity: the weight of destination j for people of origin i (Wilson 1967, 1971)
//
//   w(j | i) = m_j^g f(d_ij) e^(x_ij . c)
//
// Constraints (models/movement/balancing.hpp) turn weights into flows; divided by its sum a row is
// p(j | i).
#pragma once

#include <span>

#include "models/movement/deterrence.hpp"
#include "models/movement/masses.hpp"

namespace ravenstein::models {

struct Gravity {
  double mass_exponent = 1;
  Deterrence deterrence;
};

/// Weights of one origin. `mass` and `cost` run over destinations; infinite cost: weight 0.
void gravity_row(const Gravity& gravity, std::span<const double> mass, std::span<const double> cost,
                 std::span<const Covariate> covariates, std::span<double> weight);

/// Distance within a zone of this area: the mean distance of a disc's points from its centre,
/// 2/3 sqrt(area / pi) (Head and Mayer 2010, "Illusory border effects").
double intrazonal_distance_km(double area_km2);

}  // namespace ravenstein::models
