// SPDX-License-Identifier: Apache-2.0
// What is known of every run of a campaign, from the journals of its workers: a worker puts a block
// into its journal when the block's rows are on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "calibration/campaign/plan.hpp"
#include "io/campaign/segment.hpp"

namespace ravenstein::calibration {

enum class RunState : std::uint8_t { pending, ok, failed };
/// Why a run failed: threw an error; took too long; gave a value that is no number; wanted more
/// memory than there is; its parameters do not fit the scenario; or the program crashed in it.
enum class Failure : std::uint8_t { none, error, overdue, not_a_number, memory, invalid, crashed };
std::string_view name_of(Failure failure);
/// Another attempt may end differently.
bool may_pass(Failure failure);

/// What became of some runs of a block. Those that worked have rows one after the other.
struct BlockRecord {
  std::uint64_t block = 0;
  std::uint32_t segment = 0;  ///< of the worker's, in the order they are recorded
  std::uint64_t first_row = 0;
  std::uint32_t field_segment = 0;
  std::uint64_t field_row = 0;
  bool whole = false;              ///< all of its runs, and their fields are reduced
  double ended_s = 0;              ///< seconds since 1970
  std::vector<std::uint16_t> run;  ///< from the block's first
  std::vector<Failure> failure;
  std::vector<std::uint8_t> attempts;
  std::vector<std::uint8_t> retry;  ///< RunSpec::retry of the last attempt
  std::vector<float> seconds;
  std::vector<std::string> reason;  ///< of those that failed, in order

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.block, s.segment, s.first_row, s.field_segment, s.field_row, s.whole,
                    s.ended_s, s.run, s.failure, s.attempts, s.retry, s.seconds, s.reason);
  }
};

/// Where the whole projection of a run lies in its worker's file of projections. Behind it stands
/// the run's identity (8 bytes), so that a file that was cut off and went on later is noticed.
struct ProjectionRecord {
  std::uint64_t run = 0, id = 0;
  std::uint64_t offset = 0, bytes = 0;
  std::string sha256;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.run, s.id, s.offset, s.bytes, s.sha256);
  }
};

std::string to_record(const BlockRecord& block);
std::string to_record(const ProjectionRecord& projection);
std::string to_record(const io::SegmentInfo& segment);

struct RunEntry {
  RunState state = RunState::pending;
  Failure failure = Failure::none;
  std::uint8_t attempts = 0;
  std::uint8_t retry = 0;  ///< RunSpec::retry of the last attempt
  float seconds = 0;
  std::uint32_t segment = 0;  ///< of Ledger::segments
  std::uint64_t row = 0;
};

struct FieldEntry {
  bool known = false;
  std::uint32_t segment = 0;
  std::uint64_t row = 0;
};

/// A whole projection and the file it lies in.
struct ProjectionEntry {
  std::string file;
  ProjectionRecord record;
};

struct Ledger {
  std::vector<RunEntry> runs;
  std::vector<FieldEntry> fields;                            ///< by block
  std::vector<io::SegmentInfo> segments;                     ///< of all workers
  std::vector<std::pair<std::size_t, std::string>> reasons;  ///< run and why it failed
  std::map<std::size_t, ProjectionEntry> projections;        ///< by run
  std::uint64_t journal_bytes = 0;
  std::uint64_t dropped_bytes = 0;  ///< of journals that a kill cut off
  std::size_t lost_rows = 0;        ///< recorded, but not (or no longer) in their file
  std::size_t duplicates = 0;       ///< runs with more than one result

  std::size_t count(RunState state) const;
};

/// A worker's own files.
std::filesystem::path journal_path(const std::filesystem::path& folder, int worker);
std::string projections_name(int worker);
std::string segment_name(int worker, std::size_t number, bool fields);
/// What the journals of a campaign begin with.
std::string journal_identity(const CampaignPlan& plan);

/// Reads all journals. Runs count as done only if their row is in its file with their identity.
/// Throws io::OtherJournal, io::NotAJournal.
Ledger read_ledger(const std::filesystem::path& folder, const CampaignPlan& plan);

/// The segments and the rows taken in them that one worker's journal tells.
struct WorkerFiles {
  std::vector<io::SegmentInfo> segments;
  std::vector<std::uint64_t> rows_taken;
  std::uint64_t projection_bytes = 0;  ///< taken in the file of projections
};
WorkerFiles worker_files(const std::vector<std::string_view>& records);

}  // namespace ravenstein::calibration
