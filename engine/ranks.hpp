// SPDX-License-Identifier: Apache-2.0
// The processes that work on one task together, as MPI starts them: each has a number, its rank.
// The engine and the program know this interface only; mpi/ has the one that talks to MPI.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <vector>

namespace ravenstein {

/// What went between ranks, as this one saw it.
struct Traffic {
  std::int64_t collectives = 0;  ///< calls in which all ranks took part
  std::int64_t messages = 0;     ///< to single ranks, those of exchanges included
  std::int64_t bytes = 0;        ///< sent, or laid before the others
  double seconds = 0;            ///< spent in all of this, waiting for others included
};

/// Zones to be divided among ranks.
struct ZoneGraph {
  std::vector<std::int64_t> people;  ///< per zone: how much work it is
  std::vector<int> begin, to;        ///< per zone + 1: its neighbours in `to`; each edge both ways
};

/// A rank per zone: runs of zones in their order, with about as many people each.
std::vector<int> divide_in_order(std::span<const std::int64_t> people, int ranks);

/// Calls of barrier, sum, share and exchange meet: every rank makes them in the same order.
class Ranks {
 public:
  using Bytes = std::vector<std::byte>;
  struct Message {
    int from = 0;
    Bytes bytes;
  };

  virtual ~Ranks() = default;
  virtual int rank() const = 0;  ///< 0 .. size() - 1
  virtual int size() const = 0;
  /// How many of them run on this machine, this one included.
  virtual int on_this_machine() const = 0;
  virtual void barrier() = 0;
  /// Every number becomes its sum over the ranks: whole numbers, so that order changes nothing.
  virtual void sum(std::span<std::int64_t> numbers) = 0;
  /// `all` from begin[r] up to begin[r + 1] is rank r's; afterwards every rank has all of it.
  virtual void share(std::span<std::byte> all, std::span<const std::size_t> begin) = 0;
  /// Gives every rank what is for it (one element per rank); returns what is for this one, in the
  /// order of the ranks.
  virtual std::vector<Bytes> exchange(std::span<const Bytes> to_each) = 0;
  /// To one rank, which must receive it (or poll for it); returns when `bytes` may change.
  virtual void send(int to, std::span<const std::byte> bytes) = 0;
  /// Waits for the next message sent to this rank, from whomever. Those of one rank keep their
  /// order.
  virtual Message receive() = 0;
  /// The same without waiting.
  virtual std::optional<Message> poll() = 0;
  virtual Traffic traffic() const = 0;
  /// Which rank works on which zone: about as many people each, few links between them. The same
  /// on every rank.
  virtual std::vector<int> divide(const ZoneGraph& graph) {
    return divide_in_order(graph.people, size());
  }
};

/// One process alone.
class Alone final : public Ranks {
 public:
  int rank() const override { return 0; }
  int size() const override { return 1; }
  int on_this_machine() const override { return 1; }
  void barrier() override {}
  void sum(std::span<std::int64_t>) override {}
  void share(std::span<std::byte>, std::span<const std::size_t>) override {}
  std::vector<Bytes> exchange(std::span<const Bytes> to_each) override {
    return {to_each.begin(), to_each.end()};
  }
  void send(int, std::span<const std::byte>) override {
    throw std::logic_error("a process alone has nobody to send to");
  }
  Message receive() override { throw std::logic_error("a process alone has nobody to hear from"); }
  std::optional<Message> poll() override { return std::nullopt; }
  Traffic traffic() const override { return {}; }
};

}  // namespace ravenstein
