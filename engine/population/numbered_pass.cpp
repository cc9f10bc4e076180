// SPDX-License-Identifier: Apache-2.0
#include "engine/population/numbered_pass.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>

#include "engine/random/philox_block.hpp"

namespace ravenstein {
namespace {

constexpr std::size_t kBatch = 256;           // people whose words are drawn at once
constexpr std::size_t kBlock = 128 * kBatch;  // people whom a thread asks

struct Asked {
  std::array<std::uint32_t, kBatch> row, subject;
  std::array<std::uint32_t, 4 * kBatch> words;
  std::size_t count = 0;
};

void draw(const FlatDay& today, Purpose purpose, Asked& asked) {
  philox_block(today.key, purpose, std::span(asked.subject).first(asked.count), today.day, 0,
               std::span(asked.words).first(4 * asked.count), today.level);
}

/// Of rows begin..end - 1.
void ask(const FlatDay& today, std::span<const MoverId> number, std::span<const ZoneIndex> zones,
         std::size_t begin, std::size_t end, std::vector<Hop>& hops) {
  Asked all, leaving;
  for (std::size_t row = begin; row < end; ++row) {
    if (zones[row] == kNowhere) continue;
    all.row[all.count] = static_cast<std::uint32_t>(row);
    all.subject[all.count++] = number[row] / 4;
  }
  draw(today, Purpose::flat_departure, all);
  for (std::size_t i = 0; i < all.count; ++i) {
    const std::uint32_t row = all.row[i];
    if (!leaves(all.words[4 * i + number[row] % 4], today.thresholds[zones[row]])) continue;
    leaving.row[leaving.count] = row;
    leaving.subject[leaving.count++] = number[row];
  }
  draw(today, Purpose::flat_destination, leaving);
  for (std::size_t i = 0; i < leaving.count; ++i) {
    const ZoneIndex from = zones[leaving.row[i]];
    const std::uint32_t to =
        sample(today.table, from, leaving.words[4 * i], leaving.words[4 * i + 1]);
    if (to != kNoTarget) hops.push_back({leaving.row[i], from, to});
  }
}

}  // namespace

void numbered_pass(const FlatDay& today, std::span<const MoverId> number,
                   std::span<const ZoneIndex> zones, std::vector<std::vector<Hop>>& blocks) {
  blocks.resize((zones.size() + kBlock - 1) / kBlock);
  oneapi::tbb::parallel_for(std::size_t{0}, blocks.size(), [&](std::size_t block) {
    blocks[block].clear();
    const std::size_t end = std::min(zones.size(), (block + 1) * kBlock);
    for (std::size_t first = block * kBlock; first < end; first += kBatch) {
      ask(today, number, zones, first, std::min(end, first + kBatch), blocks[block]);
    }
  });
}

}  // namespace ravenstein
