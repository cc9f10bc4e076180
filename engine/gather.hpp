// SPDX-License-Identifier: Apache-2.0
// Lists that ranks have, brought together on the first.
#pragma once

#include <utility>
#include <vector>

#include "engine/partition.hpp"

namespace ravenstein {

/// The list of each rank, in their order, on the first; nothing on the others. They send one after
/// another: what one has must be less than 2 GiB, not what all have.
template <class Item>
std::vector<std::vector<Item>> gather_on_first(std::vector<Item> own, const Partition& partition) {
  std::vector<std::vector<Item>> all;
  const auto rank = static_cast<std::size_t>(partition.rank());
  if (rank == 0) all.push_back(std::move(own));
  for (std::size_t sender = 1; sender < partition.ranks(); ++sender) {
    std::vector<std::vector<Item>> to_each(partition.ranks());
    if (rank == sender) to_each[0] = std::move(own);
    std::vector<Item> told = partition.exchange<Item>(to_each);
    if (rank == 0) all.push_back(std::move(told));
  }
  return all;
}

}  // namespace ravenstein
