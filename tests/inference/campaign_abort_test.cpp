// SPDX-License-Identifier: Apache-2.0
// A failure on one of several ranks ends the work of all, if it is to.
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "campaign_for_tests.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

struct Post {
  std::mutex mutex;
  std::array<std::deque<Ranks::Message>, 2> for_rank;
};

/// One of two ranks that are threads of this process; only messages to single ranks.
class ThreadRank final : public Ranks {
 public:
  ThreadRank(int rank, Post& post) : rank_(rank), post_(post) {}
  int rank() const override { return rank_; }
  int size() const override { return 2; }
  int on_this_machine() const override { return 2; }
  void barrier() override { throw std::logic_error("not here"); }
  void sum(std::span<std::int64_t>) override { throw std::logic_error("not here"); }
  void share(std::span<std::byte>, std::span<const std::size_t>) override {
    throw std::logic_error("not here");
  }
  std::vector<Bytes> exchange(std::span<const Bytes>) override {
    throw std::logic_error("not here");
  }
  void send(int to, std::span<const std::byte> bytes) override {
    const std::lock_guard lock(post_.mutex);
    post_.for_rank.at(static_cast<std::size_t>(to))
        .push_back({rank_, {bytes.begin(), bytes.end()}});
  }
  Message receive() override { throw std::logic_error("not here"); }
  std::optional<Message> poll() override {
    const std::lock_guard lock(post_.mutex);
    auto& waiting = post_.for_rank.at(static_cast<std::size_t>(rank_));
    if (waiting.empty()) return std::nullopt;
    Message message = std::move(waiting.front());
    waiting.pop_front();
    return message;
  }
  Traffic traffic() const override { return {}; }

 private:
  int rank_;
  Post& post_;
};

}  // namespace

TEST_CASE("campaign: on_failure: abort ends the work of all ranks") {
  const int failing = GENERATE(0, 1);
  const TestCampaign test = test_campaign(2000, 1, 1, false);
  const CampaignFolder folder;
  Post post;
  const auto work = work_left(read_ledger(folder.path(), test.plan), test.plan, false);
  std::atomic<int> made{0};
  std::array<SweepResult, 2> results;
  {
    std::vector<std::jthread> processes;
    for (int rank = 0; rank < 2; ++rank) {
      processes.emplace_back([&, rank] {
        ThreadRank ranks(rank, post);
        SweepOptions options;
        options.threads = 1;
        options.worker = rank;
        options.abort_on_failure = true;
        int here = 0;
        const RunFunction run = [&](const RunSpec& spec, const std::function<void()>&) {
          ++made;
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
          if (rank == failing && ++here == 5) throw std::runtime_error("the fifth is out");
          return formula(test.plan, spec);
        };
        const auto source = shared_work(work.size(), ranks);
        results.at(static_cast<std::size_t>(rank)) =
            sweep_from(*source, folder.path(), test.plan, work, run, options);
      });
    }
  }
  // The other rank may have up to 64 blocks in hand, and as many asked for.
  CHECK(made < 300);
  CHECK(results[static_cast<std::size_t>(failing)].stopped);
  CHECK(results[static_cast<std::size_t>(failing)].failed == 1);
  if (failing == 1) CHECK(results[0].stopped);
  const Ledger ledger = read_ledger(folder.path(), test.plan);
  REQUIRE(ledger.reasons.size() == 1);
  CHECK(ledger.reasons[0].second == "the fifth is out");
}
