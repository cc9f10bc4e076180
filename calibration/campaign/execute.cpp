// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/execute.hpp"

#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

/// Results on their way from the threads that make them to the one that keeps them.
class Results {
 public:
  explicit Results(std::size_t most) : most_(most) {}

  void push(BlockResult result) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return waiting_.size() < most_; });
    waiting_.push_back(std::move(result));
    lock.unlock();
    arrived_.notify_one();
  }
  void thread_ended(std::exception_ptr error) {
    const std::lock_guard lock(mutex_);
    ++ended_;
    if (error && !error_) error_ = std::move(error);
    arrived_.notify_one();
  }
  /// All there is, or nothing after some time.
  std::deque<BlockResult> take(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    arrived_.wait_for(lock, patience, [&] { return !waiting_.empty() || ended_ == threads; });
    std::deque<BlockResult> taken;
    taken.swap(waiting_);
    lock.unlock();
    room_.notify_all();
    return taken;
  }
  bool over() {
    const std::lock_guard lock(mutex_);
    return ended_ == threads && waiting_.empty();
  }
  std::exception_ptr error() {
    const std::lock_guard lock(mutex_);
    return error_;
  }

  std::size_t threads = 0;

 private:
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable room_, arrived_;
  std::deque<BlockResult> waiting_;
  std::size_t ended_ = 0;
  std::exception_ptr error_;
};

/// Takes blocks one by one until there are none, each run on this thread alone.
void work_on(const CampaignPlan& plan, const std::vector<WorkItem>& work, WorkSource& source,
             const RunFunction& run, RunLimits& limits, Results& results) {
  std::exception_ptr error;
  try {
    in_arena(1, [&] {
      while (!limits.stop) {
        const std::optional<std::size_t> item = source.take();
        if (!item) break;
        BlockResult result = run_block(plan, work.at(*item), run, limits);
        if (!result.record.run.empty()) results.push(std::move(result));
      }
    });
  } catch (...) {
    error = std::current_exception();
    limits.stop = true;
  }
  results.thread_ended(std::move(error));
}

/// The thread that keeps results.
class Keeper {
 public:
  Keeper(WorkSource& source, WorkerStore& store, const SweepOptions& options, RunLimits& limits)
      : source_(source),
        store_(store),
        options_(options),
        limits_(limits),
        overdue_(options.overdue_floor_s) {}

  void keep_all(Results& results, std::size_t runs) {
    keep_results(results, runs);
    tell(runs);
  }
  /// Throws what went wrong while writing.
  SweepResult finish() {
    if (failed_) std::rethrow_exception(failed_);
    return std::move(result_);
  }

 private:
  void keep_results(Results& results, std::size_t runs) {
    for (bool served = false; !results.over() || !served;) {
      served = source_.serve(intent_);
      if (source_.aborted() && intent_ == Intent::work) end(Intent::abort);
      const auto patience = served && results.over() ? 0ms : source_.patience();
      for (BlockResult& block : results.take(patience)) {
        keep(std::move(block));
        source_.serve(intent_);  // writing may take long
        beat(runs);
      }
      if (!failed_) attempt([&] { store_.commit_if_due(); });
      if (options_.stop && !limits_.stop && options_.stop()) end(Intent::leave);
      if (limits_.stop && intent_ == Intent::work) intent_ = Intent::leave;  // a thread failed
      beat(runs);
    }
    if (!failed_) return attempt([&] { store_.commit(); });
    try {
      store_.commit();                 // what was written before it went wrong
    } catch (const std::exception&) {  // told is what went wrong first
    }
  }

  /// Whatever goes wrong, the other threads must come to an end first.
  template <class Do>
  void attempt(const Do& action) {
    try {
      action();
    } catch (...) {
      failed_ = std::current_exception();
      limits_.stop = true;
    }
  }

  void end(Intent intent) {
    limits_.stop = true;
    result_.stopped = true;
    intent_ = intent;
  }

  void keep(BlockResult block) {
    if (failed_) return;
    for (const Failure failure : block.record.failure) {
      ++(failure == Failure::none ? result_.ok : result_.failed);
    }
    if (!block.record.reason.empty() && options_.abort_on_failure) end(Intent::abort);
    overdue_.add(block.record);
    attempt([&] { store_.put(std::move(block)); });
    if (options_.on_progress) options_.on_progress(result_.ok + result_.failed);
  }

  void beat(std::size_t runs) {
    if (Clock::now() < next_beat_) return;
    next_beat_ = Clock::now() + 1s;
    limits_.overdue_s = overdue_.limit_s();
    tell(runs);
  }
  void tell(std::size_t runs) {
    store_.beat(fmt::format("{} of {} runs", result_.ok + result_.failed, runs));
  }

  WorkSource& source_;
  WorkerStore& store_;
  const SweepOptions& options_;
  RunLimits& limits_;
  OverdueRule overdue_;
  SweepResult result_;
  Intent intent_ = Intent::work;
  std::exception_ptr failed_;
  Clock::time_point next_beat_{};
};

}  // namespace

SweepResult sweep_on_threads(const std::filesystem::path& folder, const CampaignPlan& plan,
                             const std::vector<WorkItem>& work, const RunFunction& run,
                             const SweepOptions& options) {
  OwnWork source(work.size());
  return sweep_from(source, folder, plan, work, run, options);
}

SweepResult sweep_from(WorkSource& source, const std::filesystem::path& folder,
                       const CampaignPlan& plan, const std::vector<WorkItem>& work,
                       const RunFunction& run, const SweepOptions& options) {
  WorkerStore store(folder, options.worker, plan, options.sync, options.write_projection);
  RunLimits limits;
  limits.attempts = options.attempts;
  limits.retries = options.retries;
  const auto wanted = static_cast<std::size_t>(
      options.threads > 0 ? options.threads
                          : static_cast<int>(std::max(1U, std::thread::hardware_concurrency())));
  Results results(4 * wanted);
  results.threads = std::min(wanted, std::max<std::size_t>(work.size(), 1));
  std::size_t runs = 0;
  for (const WorkItem& item : work) runs += item.runs.size();
  Keeper keeper(source, store, options, limits);
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < results.threads; ++t) {
      threads.emplace_back([&] { work_on(plan, work, source, run, limits, results); });
    }
    keeper.keep_all(results, runs);
  }
  if (const std::exception_ptr error = results.error()) std::rethrow_exception(error);
  return keeper.finish();
}

}  // namespace ravenstein::calibration
