// SPDX-License-Identifier: Apache-2.0
#include "engine/partition.hpp"

#include <bit>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace ravenstein {

Partition::Partition(std::size_t zones) : own_(zones) {
  std::iota(own_.begin(), own_.end(), ZoneIndex{0});
}

Partition::Partition(std::vector<int> owner, Ranks& ranks)
    : ranks_(ranks.size() > 1 ? &ranks : nullptr), owner_(std::move(owner)), begin_{0} {
  for (int r = 0; r < ranks.size(); ++r) {
    for (ZoneIndex zone = 0; zone < owner_.size(); ++zone) {
      if (alone() || owner_[zone] == r) by_rank_.push_back(zone);
    }
    begin_.push_back(by_rank_.size());
  }
  if (by_rank_.size() != owner_.size()) throw std::logic_error("a zone belongs to no rank");
  const auto mine = static_cast<std::size_t>(ranks.rank());
  own_.assign(by_rank_.begin() + static_cast<std::ptrdiff_t>(begin_[mine]),
              by_rank_.begin() + static_cast<std::ptrdiff_t>(begin_[mine + 1]));
}

void Partition::share(std::span<const std::span<double>> tables) const {
  if (alone()) return;
  const std::size_t zones = owner_.size();
  std::size_t rows = 0;
  for (const std::span<double> table : tables) rows += table.size() / zones;
  packed_.resize(rows * zones);
  std::vector<std::size_t> begin_bytes;
  for (const std::size_t first : begin_) begin_bytes.push_back(first * rows * sizeof(double));
  double* next = &packed_[begin_[static_cast<std::size_t>(rank())] * rows];
  for (const ZoneIndex zone : own_) {
    for (const std::span<double> table : tables) {
      for (std::size_t cell = zone; cell < table.size(); cell += zones) *next++ = table[cell];
    }
  }
  ranks_->share(std::as_writable_bytes(std::span(packed_)), begin_bytes);
  const double* from = packed_.data();
  for (const ZoneIndex zone : by_rank_) {
    for (const std::span<double> table : tables) {
      for (std::size_t cell = zone; cell < table.size(); cell += zones) table[cell] = *from++;
    }
  }
}

void Partition::sum_whole(std::span<double> numbers) const {
  if (alone()) return;
  constexpr std::size_t kAtOnce = std::size_t{1} << 20;
  std::vector<std::int64_t> whole;
  for (std::size_t first = 0; first < numbers.size(); first += kAtOnce) {
    const auto part = numbers.subspan(first, std::min(kAtOnce, numbers.size() - first));
    whole.assign(part.size(), 0);
    for (std::size_t n = 0; n < part.size(); ++n) {
      whole[n] = static_cast<std::int64_t>(part[n]);
      if (static_cast<double>(whole[n]) != part[n]) {
        throw std::logic_error("a count of people that is not whole");
      }
    }
    ranks_->sum(whole);
    for (std::size_t n = 0; n < part.size(); ++n) part[n] = static_cast<double>(whole[n]);
  }
}

void Partition::unite(std::span<double> numbers) const {
  if (alone()) return;
  constexpr std::size_t kAtOnce = std::size_t{1} << 20;
  std::vector<std::int64_t> bits;
  for (std::size_t first = 0; first < numbers.size(); first += kAtOnce) {
    const auto part = numbers.subspan(first, std::min(kAtOnce, numbers.size() - first));
    bits.resize(part.size());
    std::ranges::transform(part, bits.begin(),
                           [](double x) { return std::bit_cast<std::int64_t>(x); });
    ranks_->sum(bits);
    std::ranges::transform(bits, part.begin(),
                           [](std::int64_t b) { return std::bit_cast<double>(b); });
  }
}

ZoneGraph graph_of(const World& world) {
  ZoneGraph graph;
  for (const Zone& zone : world.zones) {
    graph.people.push_back(std::max<std::int64_t>(zone.population, zone.capacity.value_or(0)));
  }
  std::vector<std::vector<int>> neighbours(world.size());
  for (const Link& link : world.network.links()) {
    if (link.a == link.b) continue;
    neighbours[link.a].push_back(static_cast<int>(link.b));
    neighbours[link.b].push_back(static_cast<int>(link.a));
  }
  graph.begin.push_back(0);
  for (std::vector<int>& row : neighbours) {
    std::sort(row.begin(), row.end());
    row.erase(std::unique(row.begin(), row.end()), row.end());
    graph.to.insert(graph.to.end(), row.begin(), row.end());
    graph.begin.push_back(static_cast<int>(graph.to.size()));
  }
  return graph;
}

Partition divide(const World& world, Ranks& ranks) {
  return {ranks.divide(graph_of(world)), ranks};
}

}  // namespace ravenstein
