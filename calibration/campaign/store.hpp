// SPDX-License-Identifier: Apache-2.0
// What one worker (a process) keeps of the runs it made: its own HDF5 files, to which blocks of
// rows are added, and its own journal, in which a block counts as finished once its rows are on the
// disk.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "calibration/campaign/ledger.hpp"
#include "calibration/campaign/reduce.hpp"
#include "engine/projection.hpp"
#include "io/campaign/append_file.hpp"
#include "io/campaign/segment.hpp"
#include "io/journal/journal.hpp"

namespace ravenstein::calibration {

/// Some runs of a block, done.
struct BlockResult {
  BlockRecord record;            ///< where its rows are is filled in when they are kept
  std::vector<double> measures;  ///< runs that worked x measures
  std::vector<double> series;    ///< runs that worked x cells of all kept tables
  std::optional<BlockFields> fields{};
  /// Whole ones, with their run.
  std::vector<std::pair<RunSpec, std::shared_ptr<const Projection>>> projections{};
};

/// Writes the whole projection of a run as a file of its own (and replaces one of that name).
/// Called from the thread that keeps results.
using ProjectionWriter = std::function<void(const std::filesystem::path& to, const RunSpec& run,
                                            const Projection& projection)>;

/// Columns of a row per run, and of a row per block; the last is the identity.
std::vector<io::SegmentColumn> run_columns(const CampaignPlan& plan);
std::vector<io::SegmentColumn> field_columns(const CampaignPlan& plan);

/// Not to be shared among threads.
class WorkerStore {
 public:
  /// Opens or begins the worker's files. Throws what io::Journal throws.
  /// `write`: needed where projections are kept.
  WorkerStore(std::filesystem::path folder, int worker, const CampaignPlan& plan,
              io::SyncRule rule = {}, ProjectionWriter write = {});
  /// Writes the rows. Throws io::WriteError (no space, say): nothing that is finished is lost.
  void put(BlockResult result);
  /// Brings all rows to the disk, then the journal: what was put is finished.
  void commit();
  /// The same if enough has come together or has waited long enough.
  void commit_if_due();
  /// Tells others that the worker lives, and what it does.
  void beat(const std::string& doing) const;

 private:
  struct Files {
    std::unique_ptr<io::Segment> open{};
    std::uint32_t number = 0;  ///< among the worker's segments
    std::uint64_t next_row = 0;
    bool dirty = false;
  };
  void go_on_with_old_files();
  /// Room for so many rows together; a new file if the last has none.
  Files& room(bool fields, std::uint64_t rows);
  /// Puts the whole projection behind the others in the worker's file of projections.
  void put(const RunSpec& run, const Projection& projection);

  std::filesystem::path folder_;
  int worker_;
  const CampaignPlan& plan_;
  io::SyncRule rule_;
  io::Journal journal_;
  std::size_t segments_ = 0;
  Files runs_, fields_;
  ProjectionWriter write_;
  std::unique_ptr<io::AppendFile> projections_;
  std::vector<std::string> waiting_;  ///< records
  std::size_t waiting_runs_ = 0;
  std::chrono::steady_clock::time_point oldest_{};
};

}  // namespace ravenstein::calibration
