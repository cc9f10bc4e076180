// SPDX-License-Identifier: Apache-2.0
#include <Random123/philox.h>

#include <catch2/catch.hpp>
#include <stdexcept>
#include <vector>

#include "engine/random/philox_block.hpp"

namespace ravenstein {
namespace {

std::vector<SimdLevel> levels() {
  std::vector<SimdLevel> all{SimdLevel::scalar};
  if (best_simd_level() >= SimdLevel::avx2) all.push_back(SimdLevel::avx2);
  if (best_simd_level() >= SimdLevel::avx512) all.push_back(SimdLevel::avx512);
  if (best_simd_level() < SimdLevel::avx512) WARN("no AVX-512 on this CPU: that variant not run");
  return all;
}

// The known-answer counters have different words, so they can only be asked for one subject at a
// time; a block starting there must begin with the known answer.
TEST_CASE("Blocks of Philox give the known answers of Random123 at every level") {
  // Random123 1.14, examples/kat_vectors, the three lines "philox4x32 10".
  struct Known {
    std::array<std::uint32_t, 4> counter;
    std::uint64_t seed;
    PhiloxWords answer;
  };
  const Known known[] = {
      {{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       0xffffffffffffffff,
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       0x299f31d0a4093822,
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };
  for (const SimdLevel level : levels()) {
    for (const Known& k : known) {
      std::vector<std::uint32_t> words(4 * 19);
      philox_block({k.seed, k.counter[2]}, static_cast<Purpose>(k.counter[3] >> 24), k.counter[0],
                   k.counter[1], k.counter[3] & 0xffffffU, words, level);
      CHECK(PhiloxWords{words[0], words[1], words[2], words[3]} == k.answer);
    }
  }
}

TEST_CASE("Philox for a list of subjects is bit-equal to Random123 at every level and length") {
  const DrawKey key{0xfedcba9876543210, 77};
  r123::Philox4x32 theirs;
  std::vector<std::uint32_t> list;
  for (std::uint32_t i = 0; i < 70; ++i) list.push_back(0xffffffffU - i * i * 911U);
  for (const SimdLevel level : levels()) {
    for (std::size_t subjects = 0; subjects <= list.size(); ++subjects) {
      std::vector<std::uint32_t> words(4 * subjects);
      philox_block(key, Purpose::route, std::span(list).first(subjects), 365, 9, words, level);
      for (std::size_t i = 0; i < subjects; ++i) {
        const auto expected =
            theirs({{list[i], 365, 77, 8U << 24 | 9U}}, {{0x76543210U, 0xfedcba98U}});
        for (std::size_t w = 0; w < 4; ++w) REQUIRE(words[4 * i + w] == expected[w]);
      }
    }
  }
  std::vector<std::uint32_t> words(8);
  CHECK_THROWS_AS(philox_block(key, Purpose::route, std::span(list).first(1), 0, 0, words),
                  std::logic_error);
}

TEST_CASE("Blocks of Philox are bit-equal to Random123 at every level and length") {
  const DrawKey key{0xfedcba9876543210, 77};
  r123::Philox4x32 theirs;
  for (const SimdLevel level : levels()) {
    for (std::size_t subjects = 0; subjects < 70; ++subjects) {
      const std::uint32_t first = 0xffffffffU - 30;  // runs over the end of 32 bits
      std::vector<std::uint32_t> words(4 * subjects);
      philox_block(key, Purpose::flat_departure, first, 365, 9, words, level);
      for (std::size_t i = 0; i < subjects; ++i) {
        const auto expected =
            theirs({{first + static_cast<std::uint32_t>(i), 365, 77, 12U << 24 | 9U}},
                   {{0x76543210U, 0xfedcba98U}});
        for (std::size_t w = 0; w < 4; ++w) REQUIRE(words[4 * i + w] == expected[w]);
      }
    }
  }
  std::vector<std::uint32_t> six(6);
  CHECK_THROWS_AS(philox_block(key, Purpose::shock, 0, 0, 0, six), std::logic_error);
}

}  // namespace
}  // namespace ravenstein
