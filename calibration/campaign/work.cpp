// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <new>

#include "calibration/campaign/execute.hpp"
#include "engine/core/problem.hpp"
#include "engine/core/quantile.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

bool all_finite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double x) { return std::isfinite(x); });
}

struct Attempt {
  RunOutputs outputs{};
  Failure failure = Failure::none;
  std::string reason{};
  int made_before = 0;  ///< attempts that crashed the program
};

/// Interrupted passes through; everything else that a run throws is its failure.
Attempt try_run(const RunFunction& run, const RunSpec& spec, const std::function<void()>& go_on) {
  Attempt attempt;
  const auto failed = [&](Failure failure, const char* reason) {
    attempt.failure = failure;
    attempt.reason = reason;
  };
  try {
    attempt.outputs = run(spec, go_on);
    if (!all_finite(attempt.outputs.series) || !all_finite(attempt.outputs.fields)) {
      failed(Failure::not_a_number, "a table holds a value that is no finite number");
    }
  } catch (const Interrupted&) {
    throw;
  } catch (const ProgramCrashed& error) {
    failed(Failure::crashed, error.what());
    attempt.made_before = error.attempts();
  } catch (const Overdue& error) {
    failed(Failure::overdue, error.what());
  } catch (const InvalidRun& error) {
    failed(Failure::invalid, error.what());
  } catch (const std::bad_alloc&) {
    failed(Failure::memory, "not enough memory");
  } catch (const InputError& error) {
    failed(Failure::invalid, error.what());
  } catch (const std::exception& error) {
    failed(Failure::error, error.what());
  }
  return attempt;
}

void append(std::vector<double>& to, const std::vector<double>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

/// Other random numbers may help. Not against what depends on the machine, else results would.
bool may_differ(Failure failure) {
  return failure == Failure::error || failure == Failure::not_a_number ||
         failure == Failure::invalid;
}

/// One run with its attempts, put to the block's result.
void make_run(const CampaignPlan& plan, std::size_t first, std::uint16_t offset,
              const RunFunction& run, RunLimits& limits, BlockResult& result,
              std::optional<BlockReducer>& reducer) {
  RunSpec spec = plan.spec(first + offset);
  Clock::time_point start;
  const std::function<void()> go_on = [&] {
    if (limits.stop.load(std::memory_order_relaxed)) throw Interrupted();
    const double limit_s = limits.overdue_s.load(std::memory_order_relaxed);
    const double elapsed_s = since(start);
    if (elapsed_s > limit_s) {
      throw Overdue(
          fmt::format("given up after {:.3g} s; the limit is {:.3g} s, from the runs before",
                      elapsed_s, limit_s));
    }
  };
  Attempt attempt;
  int attempts = 0;
  const auto try_again = [&] {
    start = Clock::now();
    attempt = try_run(run, spec, go_on);
    ++attempts;
  };
  for (int r = 0; r == 0 || (r <= limits.retries && may_differ(attempt.failure)); ++r) {
    spec.retry = static_cast<std::uint32_t>(r);
    try_again();
    for (int a = 1; a < limits.attempts && may_pass(attempt.failure); ++a) try_again();
  }
  if (attempt.failure == Failure::crashed) attempts = attempt.made_before;
  BlockRecord& record = result.record;
  record.run.push_back(offset);
  record.failure.push_back(attempt.failure);
  record.attempts.push_back(static_cast<std::uint8_t>(std::min(attempts, 255)));
  record.retry.push_back(static_cast<std::uint8_t>(spec.retry));
  record.seconds.push_back(static_cast<float>(since(start)));
  if (attempt.failure != Failure::none) {
    record.reason.push_back(std::move(attempt.reason));
    if (reducer) reducer->leave_out();
    return;
  }
  append(result.measures, attempt.outputs.measures);
  append(result.series, attempt.outputs.series);
  if (reducer) reducer->add(attempt.outputs.fields);
  if (attempt.outputs.projection) {
    result.projections.emplace_back(spec, std::move(attempt.outputs.projection));
  }
}

}  // namespace

std::vector<WorkItem> work_left(const Ledger& ledger, const CampaignPlan& plan, bool rerun_failed,
                                std::size_t shard, std::size_t shards) {
  const bool whole = plan.kept.field_cells() > 0;
  std::vector<WorkItem> work;
  for (std::size_t block = shard; block < plan.blocks(); block += shards) {
    WorkItem item{block, {}};
    const std::size_t first = plan.first_run(block);
    for (std::size_t r = 0; r < plan.runs_of(block); ++r) {
      const RunState state = ledger.runs[first + r].state;
      if (state == RunState::pending || (rerun_failed && state == RunState::failed)) {
        item.runs.push_back(static_cast<std::uint16_t>(r));
      }
    }
    if (item.runs.empty()) continue;
    if (whole) {
      item.runs.clear();
      for (std::size_t r = 0; r < plan.runs_of(block); ++r) {
        item.runs.push_back(static_cast<std::uint16_t>(r));
      }
    }
    work.push_back(std::move(item));
  }
  return work;
}

BlockResult run_block(const CampaignPlan& plan, const WorkItem& item, const RunFunction& run,
                      RunLimits& limits) {
  BlockResult result;
  result.record.block = item.block;
  std::optional<BlockReducer> reducer;
  if (plan.kept.field_cells() > 0) reducer.emplace(plan);
  const std::size_t first = plan.first_run(item.block);
  try {
    for (const std::uint16_t offset : item.runs) {
      if (limits.stop) throw Interrupted();
      make_run(plan, first, offset, run, limits, result, reducer);
    }
  } catch (const Interrupted&) {
    if (reducer) return {};
  }
  if (reducer) result.fields = reducer->finish();
  result.record.ended_s =
      std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  return result;
}

void OverdueRule::add(const BlockRecord& record) {
  constexpr std::size_t kLatest = 1000;
  for (std::size_t r = 0; r < record.run.size(); ++r) {
    if (record.failure[r] != Failure::none) continue;
    const double seconds = record.seconds[r];
    if (latest_.size() < kLatest) {
      latest_.push_back(seconds);
    } else {
      latest_[seen_ % kLatest] = seconds;
    }
    ++seen_;
  }
}

double OverdueRule::limit_s() const {
  constexpr std::size_t kLeast = 10;
  constexpr double kDeviations = 6;
  if (latest_.size() < kLeast) return std::numeric_limits<double>::infinity();
  std::vector<double> sorted = latest_;
  std::ranges::sort(sorted);
  const double median = quantile_of_sorted(sorted, 0.5);
  for (double& seconds : sorted) seconds = std::abs(seconds - median);
  std::ranges::sort(sorted);
  return std::max(floor_s_, median + kDeviations * quantile_of_sorted(sorted, 0.5));
}

}  // namespace ravenstein::calibration
