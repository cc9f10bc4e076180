// SPDX-License-Identifier: Apache-2.0
// Parameters that members of an ensemble draw together, as rows of a table: what a calibration
// found goes into a forecast with all that it says of how parameters hang together.
#pragma once

#include <string>
#include <vector>

#include "engine/random/philox.hpp"

namespace ravenstein::models {

struct JointDraws {
  std::vector<std::string> names;
  std::vector<double> values;  ///< rows x names
  std::vector<double> weight;  ///< of the rows, >= 0; their sum is above 0

  std::size_t rows() const { return weight.size(); }
  /// The row of a member, by weight. Depends on the seed and the member alone.
  std::vector<double> of_member(const DrawKey& key) const;
};

}  // namespace ravenstein::models
