// SPDX-License-Identifier: Apache-2.0
#include "engine/population/destinations.hpp"

#include <algorithm>

#include "engine/random/draws.hpp"

namespace ravenstein {

void Destinations::rebuild(std::span<const ChoiceTable> by_cause) {
  tables_ = by_cause;
  cumulative_.resize(by_cause.size());
  for (std::size_t k = 0; k < by_cause.size(); ++k) {
    const ChoiceTable& table = by_cause[k];
    cumulative_[k].resize(table.weight.size());
    for (std::size_t row = 0; row + 1 < table.begin.size(); ++row) {
      double sum = 0;
      for (std::size_t c = table.begin[row]; c < table.begin[row + 1]; ++c) {
        cumulative_[k][c] = sum += table.weight[c];
      }
    }
  }
}

std::size_t Destinations::one(Stream& stream, std::size_t cause, std::size_t begin,
                              std::size_t length) const {
  const std::span<const double> sums = std::span(cumulative_[cause]).subspan(begin, length);
  const double at = stream.uniform() * sums.back();
  const auto found = std::upper_bound(sums.begin(), sums.end(), at);
  return std::min(static_cast<std::size_t>(found - sums.begin()), length - 1);
}

void Destinations::spread(Stream& stream, std::size_t cause, std::size_t begin, std::size_t length,
                          std::int64_t count, std::span<std::int64_t> counts) const {
  multinomial(stream, count, std::span(tables_[cause].weight).subspan(begin, length), counts);
}

}  // namespace ravenstein
