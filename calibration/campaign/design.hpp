// SPDX-License-Identifier: Apache-2.0
// The points of a campaign's design: which values its parameters take.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "calibration/sensitivity/morris.hpp"
#include "calibration/sensitivity/sobol_indices.hpp"
#include "io/campaign/campaign_file.hpp"

namespace ravenstein::calibration {

struct Design {
  std::size_t points = 1;
  std::size_t parameters = 0;
  /// Points that belong together: a row of a saltelli design, a trajectory of a morris design.
  std::size_t group = 1;
  std::vector<double> values;  ///< points x parameters

  std::span<const double> point(std::size_t index) const {
    return std::span(values).subspan(index * parameters, parameters);
  }
};

/// Depends on the campaign alone. Point i of random and sobol designs does not depend on how many
/// there are. Latin hypercube: McKay, Beckman & Conover 1979, Technometrics 21.
Design design_of(const io::Campaign& campaign);

/// The states of the methods that made saltelli and morris designs, to be told what came of them.
SobolState sobol_state(const io::Campaign& campaign);
MorrisState morris_state(const io::Campaign& campaign);

}  // namespace ravenstein::calibration
