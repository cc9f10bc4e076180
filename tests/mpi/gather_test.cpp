// SPDX-License-Identifier: Apache-2.0
// Lists of all ranks on the first, in messages that do not grow with the number of ranks.
#include "engine/gather.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/mpi/ranks_under_test.hpp"

namespace ravenstein {
namespace {

/// The ranks of the test; notes how much came with the largest exchange.
class Watched final : public Ranks {
 public:
  explicit Watched(Ranks& ranks) : ranks_(ranks) {}
  int rank() const override { return ranks_.rank(); }
  int size() const override { return ranks_.size(); }
  int on_this_machine() const override { return ranks_.on_this_machine(); }
  void barrier() override { ranks_.barrier(); }
  void sum(std::span<std::int64_t> numbers) override { ranks_.sum(numbers); }
  void share(std::span<std::byte> all, std::span<const std::size_t> begin) override {
    ranks_.share(all, begin);
  }
  std::vector<Bytes> exchange(std::span<const Bytes> to_each) override {
    std::vector<Bytes> from_each = ranks_.exchange(to_each);
    std::size_t size = 0;
    for (const Bytes& bytes : from_each) size += bytes.size();
    largest = std::max(largest, size);
    return from_each;
  }
  void send(int to, std::span<const std::byte> bytes) override { ranks_.send(to, bytes); }
  Message receive() override { return ranks_.receive(); }
  std::optional<Message> poll() override { return ranks_.poll(); }
  Traffic traffic() const override { return ranks_.traffic(); }

  std::size_t largest = 0;

 private:
  Ranks& ranks_;
};

TEST_CASE("the first rank gets all lists, of one rank at a time") {
  Watched ranks(ranks_under_test());
  const auto size = static_cast<std::size_t>(ranks.size());
  std::vector<int> owner;
  for (int r = 0; r < ranks.size(); ++r) owner.push_back(r);
  const Partition partition(owner, ranks);
  const auto list_of = [](std::size_t rank) {  // rank r: 100 + r numbers
    return std::vector<std::uint32_t>(100 + rank, static_cast<std::uint32_t>(rank));
  };
  const auto all = gather_on_first(list_of(static_cast<std::size_t>(ranks.rank())), partition);
  if (ranks.rank() != 0) {
    CHECK(all.empty());
    CHECK(ranks.largest == 0);
    return;
  }
  REQUIRE(all.size() == size);
  for (std::size_t r = 0; r < size; ++r) CHECK(all[r] == list_of(r));
  CHECK(ranks.largest == (size == 1 ? 0 : (100 + size - 1) * sizeof(std::uint32_t)));
}

}  // namespace
}  // namespace ravenstein
