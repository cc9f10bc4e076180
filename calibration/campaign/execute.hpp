// SPDX-License-Identifier: Apache-2.0
// Runs what a campaign still lacks, on the threads of one process.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "calibration/campaign/ledger.hpp"
#include "calibration/campaign/run_once.hpp"
#include "calibration/campaign/store.hpp"
#include "calibration/campaign/work_source.hpp"

namespace ravenstein::calibration {

/// Runs of a block that are to be made.
struct WorkItem {
  std::size_t block = 0;
  std::vector<std::uint16_t> runs;  ///< from the block's first
};

/// What is not done. `rerun_failed`: failed runs as well. Of campaigns with fields always whole
/// blocks. `shard` of `shards` (from 0): every so-many-th block.
std::vector<WorkItem> work_left(const Ledger& ledger, const CampaignPlan& plan, bool rerun_failed,
                                std::size_t shard = 0, std::size_t shards = 1);

/// When runs are given up, and when all is to end; shared by threads.
struct RunLimits {
  int attempts = 2;
  int retries = 0;  ///< with other random numbers, after the attempts
  std::atomic<bool> stop{false};
  std::atomic<double> overdue_s{std::numeric_limits<double>::infinity()};
};

/// Makes the runs in order. Told to stop it hands over what is done; nothing of campaigns with
/// fields, whose blocks are whole (`record.run` is empty then).
BlockResult run_block(const CampaignPlan& plan, const WorkItem& item, const RunFunction& run,
                      RunLimits& limits);

/// The robust rule of overdue runs: max(floor, median + 6 MAD) of the latest thousand, once there
/// are ten; else infinite.
class OverdueRule {
 public:
  explicit OverdueRule(double floor_s) : floor_s_(floor_s) {}
  void add(const BlockRecord& record);
  double limit_s() const;

 private:
  double floor_s_;
  std::size_t seen_ = 0;
  std::vector<double> latest_;
};

struct SweepOptions {
  int threads = 0;  ///< 0: as many as cores
  int worker = 0;   ///< number of this process among those of the campaign
  int attempts = 2;
  int retries = 0;
  double overdue_floor_s = 60;
  bool abort_on_failure = false;
  io::SyncRule sync{};
  ProjectionWriter write_projection{};  ///< needed where whole projections are kept
  std::function<bool()> stop{};         ///< asked several times a second: end in good order
  std::function<void(std::size_t runs_done)> on_progress{};
};

struct SweepResult {
  std::size_t ok = 0, failed = 0;  ///< of this call
  bool stopped = false;            ///< asked to, or after a failure here or elsewhere
};

/// Threads take blocks from the source one by one; this one keeps the results and serves the
/// source. Throws io::WriteError after everything is at rest.
SweepResult sweep_from(WorkSource& source, const std::filesystem::path& folder,
                       const CampaignPlan& plan, const std::vector<WorkItem>& work,
                       const RunFunction& run, const SweepOptions& options);
/// The same with all of the work for this process.
SweepResult sweep_on_threads(const std::filesystem::path& folder, const CampaignPlan& plan,
                             const std::vector<WorkItem>& work, const RunFunction& run,
                             const SweepOptions& options);

}  // namespace ravenstein::calibration
