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

[[gnu::always_inline]] static inline void one_round(const __m256i (&key)[2], Counters& c) {
  const __m256i p0 = _mm256_mul_epu32(c.word[0], spread(0xD2511F53U));
  const __m256i p1 = _mm256_mul_epu32(c.word[2], spread(0xCD9E8D57U));
  c.word[0] = _mm256_xor_si256(_mm256_srli_epi64(p1, 32), _mm256_xor_si256(c.word[1], key[0]));
  c.word[2] = _mm256_xor_si256(_mm256_srli_epi64(p0, 32), _mm256_xor_si256(c.word[3], key[1]));
  c.word[1] = p1;
  c.word[3] = p0;
}

/// The four words of the subjects in the lanes (low halves; high halves of the result are dirty).
/// Two times four go through the rounds together, as one chain alone waits for its own results.
[[gnu::always_inline]] static inline void philox_pair(const Rounds& rounds, __m256i subject_a,
                                                      __m256i subject_b, Counters& a, Counters& b) {
  a = {{subject_a, rounds.step, rounds.member, rounds.purpose_and_draw}};
  b = {{subject_b, rounds.step, rounds.member, rounds.purpose_and_draw}};
#pragma GCC unroll 10
  for (int r = 0; r < 10; ++r) {
    one_round(rounds.key[r], a);
    one_round(rounds.key[r], b);
  }
}

/// Four consecutive subjects in the order of lanes in which `store_in_order` needs no permutation.
[[gnu::always_inline]] static inline __m256i four_subjects(std::uint32_t first) {
  return _mm256_add_epi32(_mm256_set1_epi32(static_cast<int>(first)),
                          _mm256_setr_epi32(0, 0, 2, 0, 1, 0, 3, 0));
}

/// Four subjects of a list in the same order of lanes.
[[gnu::always_inline]] static inline __m256i four_subjects(const std::uint32_t* list) {
  return _mm256_setr_epi64x(list[0], list[2], list[1], list[3]);
}

/// Stores the sixteen words of `four_subjects` in order of subject and word.
[[gnu::always_inline]] static inline void store_in_order(const Counters& c, __m256i* to) {
  const __m256i first = _mm256_blend_epi32(c.word[0], _mm256_slli_epi64(c.word[1], 32), 0xAA);
  const __m256i second = _mm256_blend_epi32(c.word[2], _mm256_slli_epi64(c.word[3], 32), 0xAA);
  _mm256_storeu_si256(to, _mm256_unpacklo_epi64(first, second));
  _mm256_storeu_si256(to + 1, _mm256_unpackhi_epi64(first, second));
}

}  // namespace ravenstein::avx2
#endif
