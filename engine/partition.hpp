// SPDX-License-Identifier: Apache-2.0
// Which rank works on which zone. What zones show (people present, residents, hazards) every rank
// has of all of them; who lives in a zone, or is on the way to it, only the zone's own rank.
#pragma once

#include <algorithm>
#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

#include "engine/ranks.hpp"
#include "engine/world/world.hpp"

namespace ravenstein {

class Partition {
 public:
  /// One process: all zones are its own and nothing needs to be told.
  explicit Partition(std::size_t zones);
  /// `owner`: a rank per zone. `ranks` outlives the object.
  Partition(std::vector<int> owner, Ranks& ranks);

  bool alone() const { return ranks_ == nullptr; }
  int rank() const { return alone() ? 0 : ranks_->rank(); }
  std::size_t ranks() const { return alone() ? 1 : static_cast<std::size_t>(ranks_->size()); }
  bool owns(ZoneIndex zone) const { return alone() || owner_[zone] == ranks_->rank(); }
  std::size_t owner(ZoneIndex zone) const {
    return alone() ? 0 : static_cast<std::size_t>(owner_[zone]);
  }
  /// Of this rank, ascending.
  std::span<const ZoneIndex> own() const { return own_; }

  /// Tables of one or more rows over all zones: every zone's values become those that its own rank
  /// has.
  void share(std::span<const std::span<double>> tables) const;
  void share(std::span<double> table) const { share({&table, 1}); }
  /// Whole numbers become their sums over the ranks.
  void sum(std::span<std::int64_t> numbers) const {
    if (!alone()) ranks_->sum(numbers);
  }
  /// The same for whole numbers kept as doubles.
  void sum_whole(std::span<double> numbers) const;
  /// Any numbers of which each is known to one rank and 0 on the others become known to all: what
  /// is added is their bits.
  void unite(std::span<double> numbers) const;

  /// Gives every rank what is for it; returns what came, by rank.
  template <class Item>
  std::vector<std::vector<Item>> exchange_lists(std::span<const std::vector<Item>> to_each) const {
    static_assert(std::is_trivially_copyable_v<Item>);
    if (alone()) return {to_each.begin(), to_each.end()};
    std::vector<Ranks::Bytes> out;
    for (const std::vector<Item>& items : to_each) {
      const auto bytes = std::as_bytes(std::span(items));
      out.emplace_back(bytes.begin(), bytes.end());
    }
    std::vector<std::vector<Item>> received;
    for (const Ranks::Bytes& bytes : ranks_->exchange(out)) {
      std::vector<Item>& items = received.emplace_back(bytes.size() / sizeof(Item));
      if (!bytes.empty()) std::memcpy(items.data(), bytes.data(), bytes.size());
    }
    return received;
  }
  /// The same as one list, in the order of the ranks.
  template <class Item>
  std::vector<Item> exchange(std::span<const std::vector<Item>> to_each) const {
    std::vector<Item> received;
    for (const std::vector<Item>& items : exchange_lists<Item>(to_each)) {
      received.insert(received.end(), items.begin(), items.end());
    }
    return received;
  }
  /// All ranks' items, in the order of the ranks, for every rank.
  template <class Item>
  std::vector<Item> gather(const std::vector<Item>& items) const {
    return exchange<Item>(std::vector<std::vector<Item>>(ranks(), items));
  }

 private:
  Ranks* ranks_ = nullptr;
  std::vector<int> owner_;
  std::vector<ZoneIndex> own_;
  std::vector<ZoneIndex> by_rank_;  ///< all zones, those of rank 0 first
  std::vector<std::size_t> begin_;  ///< per rank + 1: its zones in by_rank_
  mutable std::vector<double> packed_;
};

/// The zones and their links as ranks divide them: weighted by people, so that work is even.
ZoneGraph graph_of(const World& world);
/// Divides the world's zones among the ranks.
Partition divide(const World& world, Ranks& ranks);

}  // namespace ravenstein
