// SPDX-License-Identifier: Apache-2.0
// Random numbers that depend on what is drawn and on nothing else: not on threads, ranks, order or
// vector width. Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy
// as 1, 2, 3", SC'11) maps a 64-bit key and a 128-bit counter to four 32-bit words. Our address:
//
//   key     = seed                          (low word, high word)
//   counter = { subject,                    zone, person, or group of four persons
//               step,                       day, or month for monthly shocks
//               member,                     of the ensemble
//               purpose << 24 | draw }      what for; number of the call within the address
//
// Every field has bits of its own, so two different addresses never share a counter. A flat pass
// over agents asks one word per agent: subject = agent / 4 and the word is agent % 4.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>

namespace ravenstein {

/// One run of an ensemble. Equal keys draw equal numbers for equal decisions.
struct DrawKey {
  std::uint64_t seed = 0;
  std::uint32_t member = 0;
};

/// What a number is drawn for. Values are part of the results: never renumber, only append (< 256).
enum class Purpose : std::uint8_t {
  departure_count = 1,      ///< how many of a zone leave
  departure_who = 2,        ///< which of them
  destination = 3,          ///< where to
  origin = 4,               ///< which zone newly displaced people come from
  entry = 5,                ///< how many enter
  exit_count = 6,           ///< how many are taken out of a zone
  exit_who = 7,             ///< which of them
  route = 8,                ///< which way to the destination
  travel = 9,               ///< how far on a day, and other chances on the way
  attribute = 10,           ///< what a person is like
  shock = 11,               ///< episodes: whether, and how severe
  flat_departure = 12,      ///< flat pass: does this agent leave (four agents share a call)
  flat_destination = 13,    ///< flat pass: where to
  onward_count = 14,        ///< how many who are away from home move on from a zone
  onward_who = 15,          ///< which of them
  onward_destination = 16,  ///< where to
  return_count = 17,        ///< how many displaced people of a place go back
  return_who = 18,          ///< which of them
  settle_count = 19,        ///< how many displaced people of a place stay for good
  settle_who = 20,          ///< which of them
  release_count = 21,       ///< how many stranded people try again
  birth = 22,               ///< how many are born
  death = 23,               ///< how many die, and which of those away
  shared_shock = 25,        ///< the part of a shock that many zones or months share
  parameter = 26,           ///< a member's parameters
  flow = 27,                ///< how many go from one place to another
};

using PhiloxWords = std::array<std::uint32_t, 4>;

inline constexpr std::uint32_t kPhiloxDraws = 1U << 24;  ///< calls per address

/// The bare function: ten rounds. Bit-equal to Random123's philox4x32.
constexpr PhiloxWords philox_rounds(PhiloxWords counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t p0 = std::uint64_t{0xD2511F53U} * counter[0];
    const std::uint64_t p1 = std::uint64_t{0xCD9E8D57U} * counter[2];
    counter = {
        static_cast<std::uint32_t>(p1 >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(p1),
        static_cast<std::uint32_t>(p0 >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(p0)};
    key[0] += 0x9E3779B9U;
    key[1] += 0xBB67AE85U;
  }
  return counter;
}

/// Last word of the counter. `draw` < kPhiloxDraws.
constexpr std::uint32_t purpose_and_draw(Purpose purpose, std::uint32_t draw) {
  return static_cast<std::uint32_t>(purpose) << 24 | draw;
}

/// The four words at an address. `draw` < kPhiloxDraws.
constexpr PhiloxWords philox(const DrawKey& key, Purpose purpose, std::uint32_t subject,
                             std::uint32_t step, std::uint32_t draw = 0) {
  return philox_rounds(
      {subject, step, key.member, purpose_and_draw(purpose, draw)},
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)});
}

/// The numbers of one address in order; a UniformRandomBitGenerator. It holds no hidden state: two
/// streams made alike give the same numbers. Ends (std::length_error) after 2^26 words.
class Stream {
 public:
  using result_type = std::uint32_t;

  constexpr Stream(const DrawKey& key, Purpose purpose, std::uint32_t subject, std::uint32_t step,
                   std::uint32_t first_draw = 0)
      : key_(key), subject_(subject), step_(step), draw_(first_draw), purpose_(purpose) {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  constexpr result_type operator()() { return next_u32(); }

  constexpr std::uint32_t next_u32() {
    if (used_ == 4) refill();
    return words_[used_++];
  }

  /// Two words, the first one low.
  constexpr std::uint64_t next_u64() {
    const std::uint64_t low = next_u32();
    return low | static_cast<std::uint64_t>(next_u32()) << 32;
  }

  /// In [0, 1), a multiple of 2^-53.
  constexpr double uniform() { return static_cast<double>(next_u64() >> 11) * 0x1p-53; }

  /// In (0, 1): the middle of one of 2^52 equal intervals.
  constexpr double uniform_open() {
    return (static_cast<double>(next_u64() >> 12) + 0.5) * 0x1p-52;
  }

 private:
  constexpr void refill() {
    if (draw_ >= kPhiloxDraws) throw std::length_error("random stream is used up");
    words_ = philox(key_, purpose_, subject_, step_, draw_++);
    used_ = 0;
  }

  DrawKey key_;
  std::uint32_t subject_;
  std::uint32_t step_;
  std::uint32_t draw_;
  Purpose purpose_;
  std::uint32_t used_ = 4;
  PhiloxWords words_{};
};

}  // namespace ravenstein
