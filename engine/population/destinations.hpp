// SPDX-License-Identifier: Apache-2.0
// Draws where people go from the choice tables of every cause. A person's draw inverts the
// distribution, so that two scenarios whose choices differ little send the same people to the same
// places; crowds are drawn as counts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein {

class Destinations {
 public:
  /// Takes over new tables; they must outlive the draws.
  void rebuild(std::span<const ChoiceTable> by_cause);
  bool leads_somewhere(std::size_t cause, std::size_t row) const {
    const ChoiceTable& table = tables_[cause];
    return table.begin[row + 1] > table.begin[row];
  }
  const ChoiceTable& table(std::size_t cause) const { return tables_[cause]; }
  /// Calls `take(position, persons)` for every destination that some of the `count` people choose;
  /// positions are those of the cause's table. The row must lead somewhere.
  template <class Take>
  void draw(Stream& stream, std::size_t cause, std::size_t row, std::int64_t count,
            std::vector<std::int64_t>& scratch, Take&& take) const {
    const ChoiceTable& table = tables_[cause];
    const std::size_t begin = table.begin[row], length = table.begin[row + 1] - begin;
    if (count <= kOneByOne) {
      for (std::int64_t n = 0; n < count; ++n) take(begin + one(stream, cause, begin, length), 1);
      return;
    }
    scratch.resize(length);
    spread(stream, cause, begin, length, count, scratch);
    for (std::size_t c = 0; c < length; ++c) {
      if (scratch[c] > 0) take(begin + c, scratch[c]);
    }
  }

 private:
  static constexpr std::int64_t kOneByOne = 16;

  std::size_t one(Stream& stream, std::size_t cause, std::size_t begin, std::size_t length) const;
  void spread(Stream& stream, std::size_t cause, std::size_t begin, std::size_t length,
              std::int64_t count, std::span<std::int64_t> counts) const;

  std::span<const ChoiceTable> tables_;
  std::vector<std::vector<double>> cumulative_;  ///< per cause, within each row
};

}  // namespace ravenstein
