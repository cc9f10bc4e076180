// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2; run only where the CPU has it.
#include "engine/random/philox_avx2.hpp"

#include "engine/random/philox_kernel.hpp"

namespace ravenstein {

#ifdef __AVX2__
std::size_t philox_fill_avx2(const PhiloxAddress& address, std::uint32_t first_subject,
                             std::size_t subjects, std::uint32_t* words) {
  const avx2::Rounds rounds = avx2::make_rounds(address);
  std::size_t done = 0;
  for (; done + 4 <= subjects; done += 4) {
    const auto first = first_subject + static_cast<std::uint32_t>(done);
    const auto out = avx2::in_order(avx2::philox(rounds, avx2::four_subjects(first)));
    auto* to = reinterpret_cast<__m256i*>(words + 4 * done);
    _mm256_storeu_si256(to, out.words[0]);
    _mm256_storeu_si256(to + 1, out.words[1]);
  }
  return done;
}
#else
std::size_t philox_fill_avx2(const PhiloxAddress&, std::uint32_t, std::size_t, std::uint32_t*) {
  return 0;
}
#endif

}  // namespace ravenstein
