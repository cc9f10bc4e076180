// SPDX-License-Identifier: Apache-2.0
// Expected persons by home, place and row (a stratum, or a cause and a stratum). Homes stand side
// by side, kLanes to a block, so that one instruction moves the people of several; blocks are
// worked on at the same time, for nobody changes their home. Of several ranks each has blocks of
// its own.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engine/population/lane_math.hpp"

namespace ravenstein {

/// Blocks first .. end - 1.
struct BlockRange {
  std::size_t first = 0, end = 0;
  std::size_t size() const { return end - first; }
  bool has(std::size_t block) const { return block >= first && block < end; }
};

class HomeTable {
 public:
  HomeTable() = default;
  HomeTable(const BlockRange& blocks, std::size_t places, std::size_t rows)
      : first_(blocks.first),
        places_(places),
        rows_(rows),
        persons_(blocks.size() * places * rows * kLanes, 0.0) {}

  static std::size_t blocks_of(std::size_t homes) { return (homes + kLanes - 1) / kLanes; }
  bool made() const { return rows_ > 0; }
  std::size_t rows() const { return rows_; }
  /// Rows x kLanes: the people of a block of homes in a place.
  double* at(std::size_t block, std::size_t place) {
    return &persons_[((block - first_) * places_ + place) * rows_ * kLanes];
  }
  const double* at(std::size_t block, std::size_t place) const {
    return &persons_[((block - first_) * places_ + place) * rows_ * kLanes];
  }
  double& of(std::size_t home, std::size_t place, std::size_t row) {
    return at(home / kLanes, place)[row * kLanes + home % kLanes];
  }
  /// All of a block: places x rows x kLanes.
  std::span<const double> block(std::size_t block) const {
    const std::size_t size = places_ * rows_ * kLanes;
    return std::span(persons_).subspan((block - first_) * size, size);
  }

 private:
  std::size_t first_ = 0, places_ = 0, rows_ = 0;
  std::vector<double> persons_;
};

}  // namespace ravenstein
