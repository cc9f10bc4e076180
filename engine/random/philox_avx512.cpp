// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx512f; run only where the CPU has it. The method is that of philox_avx2.hpp, on
// eight counters at a time.
#include "engine/random/philox_kernel.hpp"

#ifdef __AVX512F__
#if defined(__GNUC__) && !defined(__clang__)
// GCC 12 warns about its own header (_mm512_undefined_epi32).
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif
#include <immintrin.h>
#endif

namespace ravenstein {

#ifdef __AVX512F__
namespace {

struct Rounds {
  __m512i key[10][2];
};

__m512i spread(std::uint32_t word) { return _mm512_set1_epi64(static_cast<long long>(word)); }

Rounds make_rounds(const PhiloxAddress& address) {
  Rounds rounds;
  std::uint32_t low = address.key_low;
  std::uint32_t high = address.key_high;
  for (auto& key : rounds.key) {
    key[0] = spread(low);
    key[1] = spread(high);
    low += 0x9E3779B9U;
    high += 0xBB67AE85U;
  }
  return rounds;
}

__m512i xor3(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }

}  // namespace

std::size_t philox_fill_avx512(const PhiloxAddress& address, std::uint32_t first_subject,
                               std::size_t subjects, std::uint32_t* words) {
  const Rounds rounds = make_rounds(address);
  const __m512i m0 = spread(0xD2511F53U);
  const __m512i m1 = spread(0xCD9E8D57U);
  const __m512i low_half = spread(0xffffffffU);
  // Lane l of `a` (words 0, 1) and `b` (words 2, 3) holds subject l; pairs of lanes go out in
  // order.
  const __m512i first_four = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
  const __m512i last_four = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
  std::size_t done = 0;
  for (; done + 8 <= subjects; done += 8) {
    const auto first = first_subject + static_cast<std::uint32_t>(done);
    __m512i c0 = _mm512_add_epi32(_mm512_set1_epi32(static_cast<int>(first)),
                                  _mm512_setr_epi64(0, 1, 2, 3, 4, 5, 6, 7));
    __m512i c1 = spread(address.step);
    __m512i c2 = spread(address.member);
    __m512i c3 = spread(address.purpose_and_draw);
#pragma GCC unroll 10
    for (int r = 0; r < 10; ++r) {
      const __m512i p0 = _mm512_mul_epu32(c0, m0);
      const __m512i p1 = _mm512_mul_epu32(c2, m1);
      c0 = xor3(_mm512_srli_epi64(p1, 32), c1, rounds.key[r][0]);
      c2 = xor3(_mm512_srli_epi64(p0, 32), c3, rounds.key[r][1]);
      c1 = p1;
      c3 = p0;
    }
    const __m512i a = _mm512_or_si512(_mm512_and_si512(c0, low_half), _mm512_slli_epi64(c1, 32));
    const __m512i b = _mm512_or_si512(_mm512_and_si512(c2, low_half), _mm512_slli_epi64(c3, 32));
    _mm512_storeu_si512(words + 4 * done, _mm512_permutex2var_epi64(a, first_four, b));
    _mm512_storeu_si512(words + 4 * done + 16, _mm512_permutex2var_epi64(a, last_four, b));
  }
  return done;
}
#else
std::size_t philox_fill_avx512(const PhiloxAddress&, std::uint32_t, std::size_t, std::uint32_t*) {
  return 0;
}
#endif

}  // namespace ravenstein
