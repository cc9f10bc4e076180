// SPDX-License-Identifier: Apache-2.0
// What a campaign costs beside its runs: runs that do nothing, with their row and their entry in
// the journal (goal: 100,000 a second), the journal of a million runs (goal: below 200 MB), reading
// it again to go on (goal: below 5 s), and what a second thread gains where a run costs 5 ms.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>

#include "bench/null_campaign.hpp"
#include "calibration/campaign/execute.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;

fs::path fresh_folder() {
  const fs::path folder =
      fs::temp_directory_path() / ("ravenstein-bench-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

RunOutputs nothing(const RunSpec& run) {
  return {std::vector<double>(8, static_cast<double>(run.number)), {}, {}};
}

void null_runs(benchmark::State& state) {
  const CampaignPlan plan = plan_of_runs(1'000'000, static_cast<std::size_t>(state.range(0)));
  fs::path folder;
  for (auto _ : state) {
    folder = fresh_folder();
    SweepOptions options;
    options.threads = 2;
    Ledger ledger;
    ledger.runs.resize(plan.runs());
    sweep_on_threads(
        folder, plan, work_left(ledger, plan, false),
        [](const RunSpec& run, const std::function<void()>&) { return nothing(run); }, options);
  }
  state.counters["runs/s"] = benchmark::Counter(
      static_cast<double>(plan.runs() * static_cast<std::size_t>(state.iterations())),
      benchmark::Counter::kIsRate);
  state.counters["journal_MB"] = static_cast<double>(fs::file_size(journal_path(folder, 0))) / 1e6;
  const auto start = std::chrono::steady_clock::now();
  const std::size_t done = read_ledger(folder, plan).count(RunState::ok);
  state.counters["resume_s"] =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  state.counters["done"] = static_cast<double>(done);
  fs::remove_all(folder);
}
BENCHMARK(null_runs)->Arg(977)->Arg(1)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

void efficiency(benchmark::State& state) {
  const CampaignPlan plan = plan_of_runs(1000, 1);
  for (auto _ : state) {
    const fs::path folder = fresh_folder();
    SweepOptions options;
    options.threads = static_cast<int>(state.range(0));
    Ledger ledger;
    ledger.runs.resize(plan.runs());
    sweep_on_threads(
        folder, plan, work_left(ledger, plan, false),
        [](const RunSpec& run, const std::function<void()>&) {
          const auto start = std::chrono::steady_clock::now();
          while (std::chrono::steady_clock::now() - start < std::chrono::milliseconds(5)) {
          }
          return nothing(run);
        },
        options);
    fs::remove_all(folder);
  }
}
BENCHMARK(efficiency)->Arg(1)->Arg(2)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

}  // namespace
}  // namespace ravenstein::calibration
