// SPDX-License-Identifier: Apache-2.0
// What handing out a campaign to MPI ranks costs: `mpirun -n N ravenstein_mpi_bench FOLDER [RUNS]`.
// A million runs that do nothing (goal: 100,000 a second), then 2,000 runs that compute for 5 ms,
// each with its row and its entry in the journal.
#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench/null_campaign.hpp"
#include "calibration/campaign/execute.hpp"
#include "mpi/mpi_ranks.hpp"

namespace {

using namespace ravenstein;
using namespace ravenstein::calibration;
using Clock = std::chrono::steady_clock;

void measure(Ranks& ranks, const std::filesystem::path& folder, const CampaignPlan& plan,
             std::chrono::milliseconds run_time, const char* what) {
  if (ranks.rank() == 0) {
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
  }
  ranks.barrier();
  Ledger nothing;
  nothing.runs.resize(plan.runs());
  const std::vector<WorkItem> work = work_left(nothing, plan, false);
  SweepOptions options;
  options.threads = 1;
  options.worker = ranks.rank();
  const auto source = shared_work(work.size(), ranks);
  ranks.barrier();
  const Clock::time_point start = Clock::now();
  sweep_from(
      *source, folder, plan, work,
      [&](const RunSpec& run, const std::function<void()>&) {
        const Clock::time_point begin = Clock::now();
        while (Clock::now() - begin < run_time) {
        }
        return RunOutputs{std::vector<double>(8, static_cast<double>(run.number)), {}, {}};
      },
      options);
  ranks.barrier();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  if (ranks.rank() != 0) return;
  const Clock::time_point again = Clock::now();
  const std::size_t done = read_ledger(folder, plan).count(RunState::ok);
  fmt::print("{} ranks, {}: {} of {} runs in {:.2f} s, {:.0f} a second; read again in {:.2f} s\n",
             ranks.size(), what, done, plan.runs(), seconds, static_cast<double>(done) / seconds,
             std::chrono::duration<double>(Clock::now() - again).count());
  std::filesystem::remove_all(folder);
}

}  // namespace

int main(int argc, char** argv) {
  mpi::MpiRanks ranks;
  const std::filesystem::path folder = argc > 1 ? argv[1] : "ravenstein-mpi-bench";
  const std::size_t runs = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 1'000'000;
  using std::chrono::milliseconds;
  measure(ranks, folder, plan_of_runs(runs, (runs + 1023) / 1024), milliseconds(0), "nothing");
  measure(ranks, folder, plan_of_runs(2000, 2), milliseconds(5), "5 ms each");
  return 0;
}
