// SPDX-License-Identifier: Apache-2.0
#include <Random123/philox.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <set>
#include <stdexcept>

#include "engine/random/philox.hpp"

namespace ravenstein {
namespace {

TEST_CASE("Philox4x32-10 gives the known answers of Random123") {
  // Random123 1.14, examples/kat_vectors, the three lines "philox4x32 10".
  CHECK(philox_rounds({0, 0, 0, 0}, {0, 0}) ==
        PhiloxWords{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox_rounds({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}) ==
        PhiloxWords{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox_rounds({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        PhiloxWords{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Philox4x32-10 is bit-equal to Random123") {
  std::mt19937 generator(20120117);  // any fixed source of counters
  const auto bits = [&] { return static_cast<std::uint32_t>(generator()); };
  for (int i = 0; i < 10000; ++i) {
    const PhiloxWords counter{bits(), bits(), bits(), bits()};
    const std::array<std::uint32_t, 2> key{bits(), bits()};
    r123::Philox4x32 theirs;
    r123::Philox4x32::ctr_type c{{counter[0], counter[1], counter[2], counter[3]}};
    r123::Philox4x32::key_type k{{key[0], key[1]}};
    const auto expected = theirs(c, k);
    const PhiloxWords ours = philox_rounds(counter, key);
    REQUIRE(ours == PhiloxWords{expected[0], expected[1], expected[2], expected[3]});
  }
}

TEST_CASE("Every field of an address changes the numbers") {
  const DrawKey key{0x0123456789abcdef, 7};
  std::set<PhiloxWords> seen;
  seen.insert(philox(key, Purpose::destination, 3, 4, 5));
  seen.insert(philox({key.seed + 1, 7}, Purpose::destination, 3, 4, 5));
  seen.insert(philox({key.seed + (1ULL << 32), 7}, Purpose::destination, 3, 4, 5));
  seen.insert(philox({key.seed, 8}, Purpose::destination, 3, 4, 5));
  seen.insert(philox(key, Purpose::origin, 3, 4, 5));
  seen.insert(philox(key, Purpose::destination, 4, 4, 5));
  seen.insert(philox(key, Purpose::destination, 3, 5, 5));
  seen.insert(philox(key, Purpose::destination, 3, 4, 6));
  CHECK(seen.size() == 8);
}

TEST_CASE("A stream gives the words of its address in order, and ends") {
  const DrawKey key{42, 1};
  Stream stream(key, Purpose::travel, 9, 10);
  for (std::uint32_t draw = 0; draw < 3; ++draw) {
    for (const std::uint32_t word : philox(key, Purpose::travel, 9, 10, draw)) {
      CHECK(stream.next_u32() == word);
    }
  }
  Stream last(key, Purpose::travel, 9, 10, kPhiloxDraws - 1);
  for (int i = 0; i < 4; ++i) last.next_u32();
  CHECK_THROWS_AS(last.next_u32(), std::length_error);
}

TEST_CASE("Uniform doubles keep to their intervals and have the moments of U(0,1)") {
  Stream stream({1, 0}, Purpose::attribute, 0, 0);
  const int n = 1000000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < n; ++i) {
    const double u = i % 2 == 0 ? stream.uniform() : stream.uniform_open();
    REQUIRE((u >= 0 && u < 1));
    sum += u;
    squares += u * u;
  }
  // Mean 1/2 with variance 1/12, second moment 1/3 with variance 1/5 - 1/9: five standard errors.
  CHECK(std::abs(sum / n - 0.5) < 5 * std::sqrt(1.0 / 12 / n));
  CHECK(std::abs(squares / n - 1.0 / 3) < 5 * std::sqrt(4.0 / 45 / n));
}

}  // namespace
}  // namespace ravenstein
