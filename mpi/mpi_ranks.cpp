// SPDX-License-Identifier: Apache-2.0
#include "mpi/mpi_ranks.hpp"

#include <mpi.h>

#include <chrono>
#include <cstdlib>
#include <limits>
#include <thread>

namespace ravenstein::mpi {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kTag = 1;

int count_of(std::size_t size) {
  if (size > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw std::length_error("a message between ranks of 2 GiB or more");
  }
  return static_cast<int>(size);
}

/// Adds the time it lives.
class Timed {
 public:
  explicit Timed(double& seconds) : seconds_(seconds), start_(Clock::now()) {}
  ~Timed() { seconds_ += std::chrono::duration<double>(Clock::now() - start_).count(); }
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;

 private:
  double& seconds_;
  Clock::time_point start_;
};

}  // namespace

/// One of our own, so that nobody else's messages come between; another for the end.
struct MpiRanks::Communicators {
  MPI_Comm work = MPI_COMM_NULL, end = MPI_COMM_NULL;
  int rank = 0, size = 1, on_this_machine = 1;
};

MpiRanks::MpiRanks() : mpi_(std::make_unique<Communicators>()) {
  int provided = 0;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &provided);
  MPI_Comm_dup(MPI_COMM_WORLD, &mpi_->work);
  MPI_Comm_dup(MPI_COMM_WORLD, &mpi_->end);
  MPI_Comm_rank(mpi_->work, &mpi_->rank);
  MPI_Comm_size(mpi_->work, &mpi_->size);
  MPI_Comm machine = MPI_COMM_NULL;
  MPI_Comm_split_type(mpi_->work, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  MPI_Comm_size(machine, &mpi_->on_this_machine);
  MPI_Comm_free(&machine);
  if (provided < MPI_THREAD_SERIALIZED) {
    throw std::runtime_error("this MPI may not be called from several threads in turn");
  }
}

MpiRanks::~MpiRanks() {
  MPI_Comm_free(&mpi_->work);
  MPI_Comm_free(&mpi_->end);
  MPI_Finalize();
}

int MpiRanks::rank() const { return mpi_->rank; }
int MpiRanks::size() const { return mpi_->size; }
int MpiRanks::on_this_machine() const { return mpi_->on_this_machine; }
Traffic MpiRanks::traffic() const { return traffic_; }

void MpiRanks::barrier() {
  const Timed timed(traffic_.seconds);
  ++traffic_.collectives;
  MPI_Barrier(mpi_->work);
}

void MpiRanks::sum(std::span<std::int64_t> numbers) {
  const Timed timed(traffic_.seconds);
  ++traffic_.collectives;
  traffic_.bytes += static_cast<std::int64_t>(numbers.size_bytes());
  MPI_Allreduce(MPI_IN_PLACE, numbers.data(), count_of(numbers.size()), MPI_INT64_T, MPI_SUM,
                mpi_->work);
}

void MpiRanks::share(std::span<std::byte> all, std::span<const std::size_t> begin) {
  const Timed timed(traffic_.seconds);
  std::vector<int> counts, first;
  for (int r = 0; r < size(); ++r) {
    const auto at = static_cast<std::size_t>(r);
    first.push_back(count_of(begin[at]));
    counts.push_back(count_of(begin[at + 1] - begin[at]));
  }
  ++traffic_.collectives;
  traffic_.bytes += counts[static_cast<std::size_t>(rank())];
  MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all.data(), counts.data(), first.data(),
                 MPI_BYTE, mpi_->work);
}

std::vector<Ranks::Bytes> MpiRanks::exchange(std::span<const Bytes> to_each) {
  const Timed timed(traffic_.seconds);
  const auto ranks = static_cast<std::size_t>(size());
  std::vector<int> out(ranks), in(ranks), out_at(ranks), in_at(ranks);
  Bytes outgoing;
  for (std::size_t r = 0; r < ranks; ++r) {
    out[r] = count_of(to_each[r].size());
    out_at[r] = count_of(outgoing.size());
    outgoing.insert(outgoing.end(), to_each[r].begin(), to_each[r].end());
    if (out[r] > 0 && static_cast<int>(r) != rank()) {
      ++traffic_.messages;
      traffic_.bytes += out[r];
    }
  }
  count_of(outgoing.size());
  traffic_.collectives += 2;
  MPI_Alltoall(out.data(), 1, MPI_INT, in.data(), 1, MPI_INT, mpi_->work);
  std::size_t size = 0;
  for (std::size_t r = 0; r < ranks; ++r) {
    in_at[r] = count_of(size);
    size += static_cast<std::size_t>(in[r]);
  }
  count_of(size);
  Bytes incoming(size);
  MPI_Alltoallv(outgoing.data(), out.data(), out_at.data(), MPI_BYTE, incoming.data(), in.data(),
                in_at.data(), MPI_BYTE, mpi_->work);
  std::vector<Bytes> from_each;
  for (std::size_t r = 0; r < ranks; ++r) {
    const auto begin = incoming.begin() + in_at[r];
    from_each.emplace_back(begin, begin + in[r]);
  }
  return from_each;
}

void MpiRanks::send(int to, std::span<const std::byte> bytes) {
  const Timed timed(traffic_.seconds);
  ++traffic_.messages;
  traffic_.bytes += static_cast<std::int64_t>(bytes.size());
  MPI_Send(bytes.data(), count_of(bytes.size()), MPI_BYTE, to, kTag, mpi_->work);
}

namespace {

Ranks::Message take(MPI_Message message, const MPI_Status& status) {
  int size = 0;
  MPI_Get_count(&status, MPI_BYTE, &size);
  Ranks::Message received{status.MPI_SOURCE, Ranks::Bytes(static_cast<std::size_t>(size))};
  MPI_Mrecv(received.bytes.data(), size, MPI_BYTE, &message, MPI_STATUS_IGNORE);
  return received;
}

}  // namespace

Ranks::Message MpiRanks::receive() {
  const Timed timed(traffic_.seconds);
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status{};
  MPI_Mprobe(MPI_ANY_SOURCE, kTag, mpi_->work, &message, &status);
  return take(message, status);
}

std::optional<Ranks::Message> MpiRanks::poll() {
  const Timed timed(traffic_.seconds);
  MPI_Message message = MPI_MESSAGE_NULL;
  MPI_Status status{};
  int there = 0;
  MPI_Improbe(MPI_ANY_SOURCE, kTag, mpi_->work, &there, &message, &status);
  if (there == 0) return std::nullopt;
  return take(message, status);
}

bool MpiRanks::all_arrive(double seconds) {
  const Clock::time_point start = Clock::now();
  MPI_Request request = MPI_REQUEST_NULL;
  MPI_Ibarrier(mpi_->end, &request);
  for (;;) {
    int done = 0;
    MPI_Test(&request, &done, MPI_STATUS_IGNORE);
    if (done != 0) return true;
    if (std::chrono::duration<double>(Clock::now() - start).count() > seconds) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

void MpiRanks::abort(int exit_code) {
  MPI_Abort(mpi_->end, exit_code);
  std::abort();  // MPI_Abort does not return
}

}  // namespace ravenstein::mpi
