// SPDX-License-Identifier: Apache-2.0
#include "engine/population/flat_pass.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace ravenstein {
namespace {

constexpr std::size_t kVectorAgents = 32;  // what the vector kernels take at a time

PhiloxAddress address(const FlatDay& today, Purpose purpose) {
  return {static_cast<std::uint32_t>(today.key.seed),
          static_cast<std::uint32_t>(today.key.seed >> 32), today.day, today.key.member,
          purpose_and_draw(purpose, 0)};
}

FlatKernel make_kernel(const FlatDay& today) {
  if (today.thresholds.empty() || today.thresholds.back() != 0 ||
      today.thresholds.size() > std::numeric_limits<std::int32_t>::max()) {
    throw std::logic_error("flat pass: thresholds are not those of set_thresholds");
  }
  return {today.thresholds.data(), static_cast<std::uint32_t>(today.thresholds.size() - 1),
          today.table, address(today, Purpose::flat_departure),
          address(today, Purpose::flat_destination)};
}

// Up to kTileAgents agents, with vectors where a whole number of them fits.
void pass_tile(const FlatKernel& kernel, SimdLevel level, std::uint32_t* zones, std::size_t first,
               std::size_t count, HopBuffer& hops) {
  const bool whole = first % kVectorAgents == 0 && count % kVectorAgents == 0;
  const auto tile = whole && level != SimdLevel::scalar ? flat_tile_avx2 : flat_tile_scalar;
  hops.add(tile(kernel, zones, static_cast<std::uint32_t>(first), count, hops.room_for(count)));
}

}  // namespace

void set_thresholds(std::span<const double> probability, std::vector<std::uint32_t>& thresholds) {
  thresholds.resize(probability.size() + 1);
  for (std::size_t zone = 0; zone < probability.size(); ++zone) {
    const double p = probability[zone];
    if (!(p >= 0 && p <= 1)) throw std::logic_error("flat pass: a probability is not in 0..1");
    thresholds[zone] =
        static_cast<std::uint32_t>(std::min(std::nearbyint(p * 0x1p32), 4294967295.0));
  }
  thresholds.back() = 0;
}

Hop* HopBuffer::room_for(std::size_t count) {
  if (size_ + count > capacity_) {
    capacity_ = std::max(size_ + count, capacity_ + capacity_ / 2);
    auto larger = std::make_unique_for_overwrite<Hop[]>(capacity_);
    std::copy_n(storage_.get(), size_, larger.get());
    storage_ = std::move(larger);
  }
  return storage_.get() + size_;
}

void flat_pass_block(const FlatDay& today, std::span<ZoneIndex> zones, std::size_t begin,
                     std::size_t end, HopBuffer& hops) {
  if (begin > end || end > zones.size() || end > std::numeric_limits<std::uint32_t>::max()) {
    throw std::logic_error("flat pass: block outside the agents");
  }
  const FlatKernel kernel = make_kernel(today);
  while (begin != end) {
    // To the next tile border, or in single steps to the next vector border.
    std::size_t stop = std::min(end, (begin / kTileAgents + 1) * kTileAgents);
    if (begin % kVectorAgents != 0) {
      stop = std::min(stop, (begin / kVectorAgents + 1) * kVectorAgents);
    } else if (stop - begin >= kVectorAgents) {
      stop -= stop % kVectorAgents;
    }
    pass_tile(kernel, today.level, zones.data(), begin, stop - begin, hops);
    begin = stop;
  }
}

void flat_pass(const FlatDay& today, std::span<ZoneIndex> zones, std::vector<HopBuffer>& blocks) {
  blocks.resize((zones.size() + kBlockAgents - 1) / kBlockAgents);
  tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t block) {
    const std::size_t begin = block * kBlockAgents;
    blocks[block].clear();
    flat_pass_block(today, zones, begin, std::min(begin + kBlockAgents, zones.size()),
                    blocks[block]);
  });
}

void concatenate(std::span<const HopBuffer> blocks, HopBuffer& all) {
  std::vector<std::size_t> begin(blocks.size() + 1, 0);
  for (std::size_t b = 0; b < blocks.size(); ++b) begin[b + 1] = begin[b] + blocks[b].hops().size();
  all.clear();
  Hop* out = all.room_for(begin.back());
  tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t b) {
    const auto hops = blocks[b].hops();
    std::copy(hops.begin(), hops.end(), out + begin[b]);
  });
  all.add(begin.back());
}

}  // namespace ravenstein
