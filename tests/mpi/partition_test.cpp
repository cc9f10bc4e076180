// SPDX-License-Identifier: Apache-2.0
// What ranks work out together about zones and people.
#include <catch2/catch.hpp>
#include <cmath>

#include "engine/population/person_numbers.hpp"
#include "tests/mpi/ranks_under_test.hpp"

namespace ravenstein {
namespace {

TEST_CASE("numbers of which each rank knows some become known to all, to the bit") {
  mpi::MpiRanks& ranks = ranks_under_test();
  const auto size = static_cast<std::size_t>(ranks.size());
  std::vector<int> owner;
  for (std::size_t zone = 0; zone < 3 * size; ++zone)
    owner.push_back(static_cast<int>(zone % size));
  const Partition partition(owner, ranks);
  const auto value = [](std::size_t zone) {  // none is a whole number or of the same size
    return std::ldexp(std::sqrt(2.0 + static_cast<double>(zone)), 40 - 30 * static_cast<int>(zone));
  };
  std::vector<double> numbers(3 * size);
  for (const ZoneIndex zone : partition.own()) numbers[zone] = value(zone);
  partition.unite(numbers);
  for (std::size_t zone = 0; zone < numbers.size(); ++zone) CHECK(numbers[zone] == value(zone));
}

/// How one process numbers people (Agents::make_room): the reference.
struct OneProcess {
  std::vector<MoverId> free;
  MoverId rows = 0;
  void make_room(std::size_t count) {
    if (count <= free.size()) return;
    const auto added = static_cast<MoverId>(count - free.size());
    for (MoverId n = added; n > 0; --n) free.push_back(rows + n - 1);
    rows += added;
  }
  MoverId take() {
    make_room(1);
    const MoverId number = free.back();
    free.pop_back();
    return number;
  }
};

TEST_CASE("ranks give people the numbers that one process gives") {
  mpi::MpiRanks& ranks = ranks_under_test();
  const auto size = static_cast<std::uint32_t>(ranks.size());
  const std::uint32_t zones = 3 * size;
  std::vector<int> owner;
  for (std::uint32_t zone = 0; zone < zones; ++zone) owner.push_back(static_cast<int>(zone % size));
  const Partition partition(owner, ranks);
  PersonNumbers numbers;
  OneProcess alone;
  std::vector<std::vector<MoverId>> expected(zones), given(zones);
  for (std::uint32_t day = 0; day < 4; ++day) {
    // Every other zone loses its two newest people; then each gets some.
    std::vector<std::uint32_t> asking;  // the zone of everybody here who asks
    for (std::uint32_t zone = 0; zone < zones; ++zone) {
      const bool own = partition.owns(zone);
      numbers.turn(0, zone);
      for (int n = 0; n < 2 && zone % 2 == day % 2 && !expected[zone].empty(); ++n) {
        alone.free.push_back(expected[zone].back());
        expected[zone].pop_back();
        if (!own) continue;
        numbers.give_back(given[zone].back());
        given[zone].pop_back();
      }
    }
    for (std::uint32_t zone = 0; zone < zones; ++zone) {
      const std::uint32_t count = (zone * 7 + day * 3) % 5;
      alone.make_room(count + 1);  // one of them never comes
      for (std::uint32_t n = 0; n < count; ++n) expected[zone].push_back(alone.take());
      if (!partition.owns(zone)) continue;
      numbers.turn(1, zone);
      numbers.make_room(count + 1);
      for (std::uint32_t n = 0; n < count; ++n) {
        numbers.ask();
        asking.push_back(zone);
      }
    }
    numbers.agree(partition,
                  [&](std::size_t n, MoverId number) { given[asking[n]].push_back(number); });
    for (const ZoneIndex zone : partition.own()) CHECK(given[zone] == expected[zone]);
    CHECK(std::vector<MoverId>(numbers.free().begin(), numbers.free().end()) == alone.free);
    CHECK(numbers.rows() == alone.rows);
  }
}

}  // namespace
}  // namespace ravenstein
