// SPDX-License-Identifier: Apache-2.0
// Philox4x32-10 on four counters at a time, for files compiled with -mavx2 only. Each 64-bit lane
// holds one 32-bit word of a counter in its low half; the high halves are left dirty, because the
// widening multiplication does not read them. That is 8 instructions per round and four counters.
#pragma once

#ifdef __AVX2__
#include <immintrin.h>

#include "engine/random/philox_kernel.hpp"

namespace ravenstein::avx2 {

/// Words 0..3 of four counters.
struct Counters {
  __m256i word[4];
};

/// What all counters of an address share, spread over the lanes.
struct Rounds {
  __m256i key[10][2];
  __m256i step, member, purpose_and_draw;
};

[[gnu::always_inline]] static inline __m256i spread(std::uint32_t word) {
  return _mm256_set1_epi64x(static_cast<long long>(word));
}

[[gnu::always_inline]] static inline Rounds make_rounds(const PhiloxAddress& address) {
  Rounds rounds;
  std::uint32_t low = address.key_low;
  std::uint32_t high = address.key_high;
  for (auto& key : rounds.key) {
    key[0] = spread(low);
    key[1] = spread(high);
    low += 0x9E3779B9U;
    high += 0xBB67AE85U;
  }
  rounds.step = spread(address.step);
  rounds.member = spread(address.member);
  rounds.purpose_and_draw = spread(address.purpose_and_draw);
  return rounds;
}

/// The four words of the subjects in the lanes (low halves; high halves of the result are dirty).
[[gnu::always_inline]] static inline Counters philox(const Rounds& rounds, __m256i subject) {
  const __m256i m0 = spread(0xD2511F53U);
  const __m256i m1 = spread(0xCD9E8D57U);
  __m256i c0 = subject;
  __m256i c1 = rounds.step;
  __m256i c2 = rounds.member;
  __m256i c3 = rounds.purpose_and_draw;
#pragma GCC unroll 10
  for (int r = 0; r < 10; ++r) {
    const __m256i p0 = _mm256_mul_epu32(c0, m0);
    const __m256i p1 = _mm256_mul_epu32(c2, m1);
    c0 = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(c1, rounds.key[r][0]));
    c2 = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(c3, rounds.key[r][1]));
    c1 = p1;
    c3 = p0;
  }
  return {{c0, c1, c2, c3}};
}

/// Four consecutive subjects in the order of lanes in which `in_order` needs no permutation.
[[gnu::always_inline]] static inline __m256i four_subjects(std::uint32_t first) {
  return _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(first)),
                          _mm256_setr_epi32(0, 0, 2, 0, 1, 0, 3, 0));
}

/// The sixteen words of `four_subjects` in memory order: words[0] of subjects 0 and 1, words[1] of
/// subjects 2 and 3.
struct SixteenWords {
  __m256i words[2];
};
[[gnu::always_inline]] static inline SixteenWords in_order(const Counters& c) {
  const __m256i first = _mm256_blend_epi32(c.word[0], _mm256_slli_epi64(c.word[1], 32), 0xAA);
  const __m256i second = _mm256_blend_epi32(c.word[2], _mm256_slli_epi64(c.word[3], 32), 0xAA);
  return {{_mm256_unpacklo_epi64(first, second), _mm256_unpackhi_epi64(first, second)}};
}

}  // namespace ravenstein::avx2
#endif
