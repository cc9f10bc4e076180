// SPDX-License-Identifier: Apache-2.0
// Flows drawn from their expectations. A row's numbers depend on the key, the realisation and the
// row only, so rows may be asked for in any order, by any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/row_blocks.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

/// poisson: every cell by itself. multinomial: the sum of all cells, rounded, is kept.
/// multinomial_by_origin: each origin's sum, rounded, is kept.
enum class SampleKind : std::uint8_t { poisson, multinomial, multinomial_by_origin };

class FlowSampler {
 public:
  /// `expected` gives rows of `destinations` numbers >= 0; finite (else std::logic_error).
  FlowSampler(std::size_t origins, std::size_t destinations, RowSource expected, SampleKind kind,
              const DrawKey& key, std::uint32_t realisation);

  /// Writes row i of whole persons.
  void row(std::size_t i, std::span<std::int64_t> persons) const;

 private:
  std::size_t destinations_;
  RowSource expected_;
  SampleKind kind_;
  DrawKey key_;
  std::uint32_t realisation_;
  std::vector<std::int64_t> origin_total_;  ///< multinomial
};

}  // namespace ravenstein::calibration
