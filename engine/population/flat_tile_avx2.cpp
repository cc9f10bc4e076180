// SPDX-License-Identifier: Apache-2.0
// The flat pass over a tile, eight agents at a time. Compiled with -mavx2; run only where the CPU
// has it. Three sweeps over the tile: who leaves; which cell of the alias table each mover looks
// at (fetched ahead); where to.
#include "engine/population/flat_kernel.hpp"
#include "engine/random/philox_avx2.hpp"

namespace ravenstein {

#ifdef __AVX2__
namespace {

constexpr std::size_t kLanes = 8;

// For each mask of eight, the positions of its set bits, a byte each, first in the low byte.
struct SetBits {
  std::uint64_t positions[256];
};
constexpr SetBits make_set_bits() {
  SetBits table{};
  for (unsigned mask = 0; mask < 256; ++mask) {
    unsigned found = 0;
    for (std::uint64_t bit = 0; bit < 8; ++bit) {
      if ((mask >> bit & 1U) != 0) table.positions[mask] |= bit << (8 * found++);
    }
  }
  return table;
}
constexpr SetBits kSetBits = make_set_bits();

// The movers of a tile, with room for a vector beyond the last.
struct Leaving {
  std::size_t count = 0;
  alignas(32) std::uint32_t agent[kTileAgents + kLanes];
  alignas(32) std::uint32_t zone[kTileAgents + kLanes];
  alignas(32) std::uint64_t pick[kTileAgents + kLanes];  // cell of the table, word 1 above it
};

__m256i load(const void* from) { return _mm256_loadu_si256(static_cast<const __m256i*>(from)); }
void store(void* to, __m256i value) { _mm256_storeu_si256(static_cast<__m256i*>(to), value); }

// Appends those of eight agents who leave.
[[gnu::always_inline]] inline void ask(const FlatKernel& kernel, __m256i words, __m256i zone,
                                       std::uint32_t first, Leaving& leaving) {
  const __m256i limit = _mm256_set1_epi32(static_cast<int>(kernel.zone_count));
  const __m256i row = _mm256_min_epu32(zone, limit);  // nobody here: the last threshold, 0
  // Eight loads: a gather instruction is slower (by a fifth on Zen 3, and on CPUs mended for
  // gather data sampling).
  alignas(32) std::uint32_t rows[kLanes];
  store(rows, row);
  const std::uint32_t* t = kernel.thresholds;
  const auto at = [&](int lane) { return static_cast<int>(t[rows[lane]]); };
  const __m256i threshold =
      _mm256_setr_epi32(at(0), at(1), at(2), at(3), at(4), at(5), at(6), at(7));
  const __m256i word = _mm256_min_epu32(words, _mm256_set1_epi32(-2));
  const __m256i stays = _mm256_cmpeq_epi32(_mm256_max_epu32(word, threshold), word);
  const auto mask = ~static_cast<unsigned>(_mm256_movemask_ps(_mm256_castsi256_ps(stays))) & 0xffU;
  const __m256i positions =
      _mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(kSetBits.positions[mask])));
  store(leaving.agent + leaving.count,
        _mm256_add_epi32(positions, _mm256_set1_epi32(static_cast<int>(first))));
  store(leaving.zone + leaving.count, _mm256_permutevar8x32_epi32(zone, positions));
  leaving.count += static_cast<unsigned>(__builtin_popcount(mask));
}

void find_leaving(const FlatKernel& kernel, const std::uint32_t* zones, std::uint32_t first,
                  std::size_t count, Leaving& leaving) {
  const avx2::Rounds rounds = avx2::make_rounds(kernel.departure);
  const auto end = first + static_cast<std::uint32_t>(count);
  for (std::uint32_t agent = first; agent != end; agent += 32) {
    avx2::Counters a;
    avx2::Counters b;
    avx2::philox_pair(rounds, avx2::four_subjects(agent / 4), avx2::four_subjects(agent / 4 + 4), a,
                      b);
    __m256i words[4];
    avx2::store_in_order(a, words);
    avx2::store_in_order(b, words + 2);
    for (std::uint32_t v = 0; v < 4; ++v) {
      const std::uint32_t eight = agent + v * static_cast<std::uint32_t>(kLanes);
      ask(kernel, words[v], load(zones + eight), eight, leaving);
    }
  }
}

// Cell index (low halves) and word 1 (high halves) of four movers.
[[gnu::always_inline]] inline __m256i pick_cells(const FlatKernel& kernel,
                                                 const avx2::Counters& where,
                                                 const std::uint32_t* zone) {
  // begin[row] in the low and begin[row + 1] in the high half.
  const auto ends = [&](int lane) {
    long long both;
    __builtin_memcpy(&both, kernel.table.begin + zone[lane], sizeof both);
    return both;
  };
  const __m256i range = _mm256_setr_epi64x(ends(0), ends(1), ends(2), ends(3));
  const __m256i cells = _mm256_sub_epi32(_mm256_srli_epi64(range, 32), range);
  const __m256i offset = _mm256_srli_epi64(_mm256_mul_epu32(where.word[0], cells), 32);
  return _mm256_blend_epi32(_mm256_add_epi32(range, offset), _mm256_slli_epi64(where.word[1], 32),
                            0xAA);
}

// One cell in six lies across two cache lines.
[[gnu::always_inline]] inline void fetch_ahead(const AliasCell& cell) {
  _mm_prefetch(reinterpret_cast<const char*>(&cell.threshold), _MM_HINT_T0);
  _mm_prefetch(reinterpret_cast<const char*>(&cell.other), _MM_HINT_T0);
}

void choose_cells(const FlatKernel& kernel, Leaving& leaving) {
  // Lanes beyond the last mover work for nothing, on the first zone.
  store(leaving.agent + leaving.count, _mm256_setzero_si256());
  store(leaving.zone + leaving.count, _mm256_setzero_si256());
  const avx2::Rounds rounds = avx2::make_rounds(kernel.destination);
  for (std::size_t m = 0; m < leaving.count; m += kLanes) {
    const __m256i agents = load(leaving.agent + m);
    avx2::Counters a;
    avx2::Counters b;
    avx2::philox_pair(rounds, _mm256_cvtepu32_epi64(_mm256_castsi256_si128(agents)),
                      _mm256_cvtepu32_epi64(_mm256_extracti128_si256(agents, 1)), a, b);
    store(leaving.pick + m, pick_cells(kernel, a, leaving.zone + m));
    store(leaving.pick + m + 4, pick_cells(kernel, b, leaving.zone + m + 4));
    for (std::size_t i = m; i < m + kLanes; ++i) {
      fetch_ahead(kernel.table.cells[static_cast<std::uint32_t>(leaving.pick[i])]);
    }
  }
}

std::size_t move(const FlatKernel& kernel, const Leaving& leaving, std::uint32_t* zones,
                 Hop* hops) {
  std::size_t hop_count = 0;
  for (std::size_t m = 0; m < leaving.count; ++m) {
    const std::uint64_t pick = leaving.pick[m];
    const AliasCell& cell = kernel.table.cells[static_cast<std::uint32_t>(pick)];
    const std::uint32_t to =
        static_cast<std::uint32_t>(pick >> 32) < cell.threshold ? cell.own : cell.other;
    const std::uint32_t agent = leaving.agent[m];
    const std::uint32_t from = leaving.zone[m];
    zones[agent] = to == kNoTarget ? from : to;
    hops[hop_count] = {agent, from, to};
    hop_count += to == kNoTarget ? 0 : 1;
  }
  return hop_count;
}

}  // namespace

std::size_t flat_tile_avx2(const FlatKernel& kernel, std::uint32_t* zones, std::uint32_t first,
                           std::size_t count, Hop* hops) {
  Leaving leaving;
  find_leaving(kernel, zones, first, count, leaving);
  choose_cells(kernel, leaving);
  return move(kernel, leaving, zones, hops);
}
#else
std::size_t flat_tile_avx2(const FlatKernel& kernel, std::uint32_t* zones, std::uint32_t first,
                           std::size_t count, Hop* hops) {
  return flat_tile_scalar(kernel, zones, first, count, hops);
}
#endif

}  // namespace ravenstein
