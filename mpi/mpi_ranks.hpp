// SPDX-License-Identifier: Apache-2.0
// Ranks that talk through MPI.
#pragma once

#include <memory>

#include "engine/ranks.hpp"

namespace ravenstein::mpi {

/// All processes that were started together. One per program: it starts MPI and, unless the program
/// was ended by `end`, ends it. Calls may come from any thread, but from one at a time.
/// Failures of MPI end all ranks, as MPI does by itself. std::length_error for a message of 2 GiB.
class MpiRanks final : public Ranks {
 public:
  MpiRanks();
  ~MpiRanks() override;
  MpiRanks(const MpiRanks&) = delete;
  MpiRanks& operator=(const MpiRanks&) = delete;

  int rank() const override;
  int size() const override;
  int on_this_machine() const override;
  void barrier() override;
  void sum(std::span<std::int64_t> numbers) override;
  void share(std::span<std::byte> all, std::span<const std::size_t> begin) override;
  std::vector<Bytes> exchange(std::span<const Bytes> to_each) override;
  void send(int to, std::span<const std::byte> bytes) override;
  Message receive() override;
  std::optional<Message> poll() override;
  Traffic traffic() const override;
  /// By METIS (Karypis and Kumar 1998, "A fast and high quality multilevel scheme for partitioning
  /// irregular graphs", SIAM J. Sci. Comput. 20) on rank 0, which tells the others; zones without
  /// links between them in their order.
  std::vector<int> divide(const ZoneGraph& graph) override;

  /// Waits until all ranks have come here; false if they have not within so many seconds
  /// (infinity: waits for ever). For the end only: afterwards nothing but the destructor or
  /// `abort`.
  bool all_arrive(double seconds);
  /// Ends all ranks at once with the exit code.
  [[noreturn]] void abort(int exit_code);

 private:
  struct Communicators;
  std::unique_ptr<Communicators> mpi_;
  Traffic traffic_;
};

}  // namespace ravenstein::mpi
