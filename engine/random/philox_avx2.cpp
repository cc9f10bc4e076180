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
  for (; done + 8 <= subjects; done += 8) {
    const auto first = first_subject + static_cast<std::uint32_t>(done);
    avx2::Counters a;
    avx2::Counters b;
    avx2::philox_pair(rounds, avx2::four_subjects(first), avx2::four_subjects(first + 4), a, b);
    auto* to = reinterpret_cast<__m256i*>(words + 4 * done);
    avx2::store_in_order(a, to);
    avx2::store_in_order(b, to + 2);
  }
  return done;
}

std::size_t philox_fill_list_avx2(const PhiloxAddress& address, const std::uint32_t* subject,
                                  std::size_t subjects, std::uint32_t* words) {
  const avx2::Rounds rounds = avx2::make_rounds(address);
  std::size_t done = 0;
  for (; done + 8 <= subjects; done += 8) {
    avx2::Counters a;
    avx2::Counters b;
    avx2::philox_pair(rounds, avx2::four_subjects(subject + done),
                      avx2::four_subjects(subject + done + 4), a, b);
    auto* to = reinterpret_cast<__m256i*>(words + 4 * done);
    avx2::store_in_order(a, to);
    avx2::store_in_order(b, to + 2);
  }
  return done;
}
#else
std::size_t philox_fill_avx2(const PhiloxAddress&, std::uint32_t, std::size_t, std::uint32_t*) {
  return 0;
}

std::size_t philox_fill_list_avx2(const PhiloxAddress&, const std::uint32_t*, std::size_t,
                                  std::uint32_t*) {
  return 0;
}
#endif

}  // namespace ravenstein
