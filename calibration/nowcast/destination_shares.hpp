// SPDX-License-Identifier: Apache-2.0
// Where a newcomer of a day would be found, as the model of the scenario says.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/environment.hpp"

namespace ravenstein::calibration {

/// p_x(t) = sum_z w_z p(x | z) of a behaviour that chooses destinations for a prescribed total (w:
/// its entry weights, normalised; without any, the row of unknown origins). Days move forward only.
class DestinationShares {
 public:
  /// Both outlive the object. Throws std::invalid_argument for rule sets that move single people.
  DestinationShares(const Scenario& scenario, Behaviour& behaviour);

  /// Shares per place of `places`, of a newcomer on `day` if `present` people are there already
  /// (one number per place). They sum to 1 if all destinations are among the places.
  std::vector<double> on(int day, std::span<const ZoneIndex> places,
                         std::span<const double> present);

 private:
  const Scenario& scenario_;
  Behaviour& behaviour_;
  Environment environment_;
  std::vector<double> present_, residents_, weight_;
  std::vector<StateArray> state_;
  std::vector<ChoiceTable> choices_;
};

}  // namespace ravenstein::calibration
