// SPDX-License-Identifier: Apache-2.0
// What ranks tell each other. Every number is worked out from the ranks' own numbers 0..n-1.
#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "tests/mpi/ranks_under_test.hpp"

namespace ravenstein {
namespace {

Ranks::Bytes bytes(int count, int value) {
  return Ranks::Bytes(static_cast<std::size_t>(count), static_cast<std::byte>(value));
}

TEST_CASE("ranks add whole numbers exactly") {
  mpi::MpiRanks& ranks = ranks_under_test();
  const std::int64_t n = ranks.size();
  // 2^53 + 1 is no double: a sum in floating point would lose the ones.
  std::vector<std::int64_t> numbers{ranks.rank(), (std::int64_t{1} << 53) + 1, -1};
  ranks.sum(numbers);
  CHECK(numbers[0] == n * (n - 1) / 2);
  CHECK(numbers[1] == n * ((std::int64_t{1} << 53) + 1));
  CHECK(numbers[2] == -n);
}

TEST_CASE("every rank gets every rank's part") {
  mpi::MpiRanks& ranks = ranks_under_test();
  std::vector<std::size_t> begin{0};  // rank r has r bytes: that of rank 0 is empty
  for (int r = 0; r < ranks.size(); ++r) {
    begin.push_back(begin.back() + static_cast<std::size_t>(r));
  }
  Ranks::Bytes all(begin.back(), std::byte{255});
  const auto own = static_cast<std::size_t>(ranks.rank());
  for (std::size_t n = begin[own]; n < begin[own + 1]; ++n) all[n] = static_cast<std::byte>(own);
  ranks.share(all, begin);
  for (std::size_t r = 0; r + 1 < begin.size(); ++r) {
    for (std::size_t n = begin[r]; n < begin[r + 1]; ++n) {
      CHECK(all[n] == static_cast<std::byte>(r));
    }
  }
}

TEST_CASE("each rank is given what is for it") {
  mpi::MpiRanks& ranks = ranks_under_test();
  std::vector<Ranks::Bytes> to_each;  // r -> s: 1000 r + s bytes, to itself and to rank 0 as well
  for (int s = 0; s < ranks.size(); ++s) {
    to_each.push_back(bytes(1000 * ranks.rank() + s, ranks.rank()));
  }
  const std::vector<Ranks::Bytes> from_each = ranks.exchange(to_each);
  REQUIRE(from_each.size() == to_each.size());
  for (int r = 0; r < ranks.size(); ++r) {
    CHECK(from_each[static_cast<std::size_t>(r)] == bytes(1000 * r + ranks.rank(), r));
  }
}

TEST_CASE("a rank hears from the others, each in order") {
  mpi::MpiRanks& ranks = ranks_under_test();
  if (ranks.rank() == 0) {
    std::vector<int> heard(static_cast<std::size_t>(ranks.size()), 0);
    for (int n = 0; n < 3 * (ranks.size() - 1); ++n) {
      const Ranks::Message message = ranks.receive();
      int& count = heard.at(static_cast<std::size_t>(message.from));
      CHECK(message.bytes == bytes(count, message.from));  // 0, 1, 2 bytes long
      ++count;
    }
    for (int r = 1; r < ranks.size(); ++r) CHECK(heard[static_cast<std::size_t>(r)] == 3);
    CHECK_FALSE(ranks.poll());
  } else {
    for (int n = 0; n < 3; ++n) ranks.send(0, bytes(n, ranks.rank()));
  }
  ranks.barrier();
}

TEST_CASE("a rank can look for messages without waiting") {
  mpi::MpiRanks& ranks = ranks_under_test();
  CHECK_FALSE(ranks.poll());
  ranks.barrier();
  if (ranks.rank() != 0) {
    ranks.send(0, bytes(5, 7));
  } else {
    std::set<int> heard;
    while (static_cast<int>(heard.size()) < ranks.size() - 1) {
      if (const auto message = ranks.poll()) {
        CHECK(message->bytes == bytes(5, 7));
        CHECK(heard.insert(message->from).second);
      } else {
        std::this_thread::yield();
      }
    }
  }
  ranks.barrier();
}

TEST_CASE("traffic is counted") {
  mpi::MpiRanks& ranks = ranks_under_test();
  const Traffic before = ranks.traffic();
  std::vector<std::int64_t> numbers(10);
  ranks.sum(numbers);  // 80 bytes
  std::vector<Ranks::Bytes> to_each(static_cast<std::size_t>(ranks.size()), bytes(3, 0));
  ranks.exchange(to_each);  // 3 bytes to each of the others
  const Traffic after = ranks.traffic();
  CHECK(after.bytes - before.bytes == 80 + 3 * (ranks.size() - 1));
  CHECK(after.messages - before.messages == ranks.size() - 1);
  CHECK(after.collectives - before.collectives == 3);
}

}  // namespace
}  // namespace ravenstein
