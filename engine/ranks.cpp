// SPDX-License-Identifier: Apache-2.0
#include "engine/ranks.hpp"

#include <algorithm>

namespace ravenstein {

std::vector<int> divide_in_order(std::span<const std::int64_t> people, int ranks) {
  double all = 0;
  for (const std::int64_t of_zone : people) all += static_cast<double>(of_zone + 1);
  std::vector<int> owner;
  double before = 0;
  for (const std::int64_t of_zone : people) {
    const double work = static_cast<double>(of_zone + 1);
    const double middle = before + work / 2;
    owner.push_back(std::min(ranks - 1, static_cast<int>(middle / all * ranks)));
    before += work;
  }
  return owner;
}

}  // namespace ravenstein
