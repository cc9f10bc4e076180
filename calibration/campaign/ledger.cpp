// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <deque>
#include <fstream>
#include <optional>

#include "calibration/batch/record.hpp"
#include "io/journal/journal.hpp"

namespace ravenstein::calibration {
namespace {

namespace fs = std::filesystem;
constexpr char kBlock = 'B';
constexpr char kSegment = 'S';
constexpr char kProjection = 'P';

constexpr std::array<std::string_view, 7> kFailures = {
    "", "error", "overdue", "not a number", "out of memory", "invalid", "crashed"};

/// The identities that stand in a segment, read when first asked for. They are its last column, so
/// that a file that is cut off loses them first.
class Identities {
 public:
  Identities(const fs::path& folder, const io::SegmentInfo& info) {
    std::error_code none;
    if (!fs::exists(folder / info.file, none)) return;
    file_.emplace(folder, info, io::Segment::Access::read);
    rows_ = info.rows;
  }
  bool is(std::uint64_t row, std::uint64_t id) {
    if (!file_ || !file_->holds(row)) return false;
    if (ids_.empty()) read();
    return ids_[row] == id;
  }

 private:
  void read() {
    std::uint64_t there = rows_;  // a file may be cut off
    while (there > 0 && !file_->holds(there - 1)) --there;
    ids_.assign(rows_, 0);
    file_->read(file_->info().columns.size() - 1, 0, 0,
                std::as_writable_bytes(std::span(ids_).first(there)));
  }
  std::optional<io::Segment> file_;
  std::uint64_t rows_ = 0;
  std::vector<std::uint64_t> ids_;
};

class Reading {
 public:
  Reading(const fs::path& folder, const CampaignPlan& plan, Ledger& ledger)
      : folder_(folder), plan_(plan), ledger_(ledger) {}

  void read_journal(const fs::path& path) {
    const io::JournalContents contents = io::read_journal(path);
    if (contents.identity.empty()) return;
    if (contents.identity != journal_identity(plan_)) {
      throw io::OtherJournal(path, contents.identity);
    }
    ledger_.journal_bytes += contents.good_bytes;
    ledger_.dropped_bytes += contents.dropped_bytes;
    projections_ = path.stem().string() + ".projections";
    projections_file_ = std::ifstream(folder_ / projections_, std::ios::binary);
    first_segment_ = static_cast<std::uint32_t>(ledger_.segments.size());
    for (const std::string_view record : contents.records) take(record);
  }

 private:
  void take(std::string_view record) {
    if (record.empty()) return;
    const std::string_view body = record.substr(1);
    if (record.front() == kSegment) {
      ledger_.segments.push_back(from_bytes<io::SegmentInfo>(body));
      identities_.emplace_back(folder_, ledger_.segments.back());
    } else if (record.front() == kBlock) {
      take(from_bytes<BlockRecord>(body));
    } else if (record.front() == kProjection) {
      take(from_bytes<ProjectionRecord>(body));
    }
  }

  bool is_there(const ProjectionRecord& projection) {
    if (!projections_file_.is_open()) return false;
    projections_file_.clear();  // one may lie behind the end
    projections_file_.seekg(static_cast<std::streamoff>(projection.offset + projection.bytes));
    std::uint64_t id = 0;
    projections_file_.read(reinterpret_cast<char*>(&id), sizeof id);
    return projections_file_ && id == projection.id;
  }

  /// Of two, which are of the same run, the first counts.
  void take(ProjectionRecord projection) {
    const bool ours =
        projection.run < plan_.runs() && projection.id == plan_.run_id(projection.run);
    if (!ours || !is_there(projection)) {
      ++ledger_.lost_rows;
      return;
    }
    const std::size_t run = projection.run;
    ledger_.projections.try_emplace(run, ProjectionEntry{projections_, std::move(projection)});
  }

  void take(const BlockRecord& block) {
    const std::size_t first = plan_.first_run(block.block);
    std::uint64_t row = block.first_row;
    std::size_t reasons = 0;
    bool lost = false;
    for (std::size_t r = 0; r < block.run.size(); ++r) {
      const std::size_t run = first + block.run[r];
      RunEntry entry{RunState::failed,
                     block.failure[r],
                     block.attempts[r],
                     block.retry[r],
                     block.seconds[r],
                     0,
                     0};
      if (entry.failure == Failure::none) {
        entry.state = RunState::ok;
        entry.segment = first_segment_ + block.segment;
        entry.row = row++;
        if (!identities_.at(entry.segment).is(entry.row, plan_.run_id(run))) {
          ++ledger_.lost_rows;
          lost = true;
          continue;
        }
      } else {
        ledger_.reasons.emplace_back(run, block.reason.at(reasons++));
      }
      keep(run, entry);
    }
    if (!block.whole || lost) return;
    const std::uint32_t segment = first_segment_ + block.field_segment;
    if (identities_.at(segment).is(block.field_row, plan_.run_id(first))) {
      ledger_.fields.at(block.block) = {true, segment, block.field_row};
    }
  }

  /// A result beats a failure; of two results, which are the same, the first counts.
  void keep(std::size_t run, const RunEntry& entry) {
    RunEntry& known = ledger_.runs.at(run);
    if (known.state == RunState::ok && entry.state == RunState::ok) ++ledger_.duplicates;
    if (known.state != RunState::ok) known = entry;
  }

  const fs::path& folder_;
  const CampaignPlan& plan_;
  Ledger& ledger_;
  std::string projections_;  ///< the file of the journal being read
  std::ifstream projections_file_;
  std::uint32_t first_segment_ = 0;
  std::deque<Identities> identities_;
};

/// A run whose projection is to be kept and is not there is not done; with it its block's fields.
void make_again_without_projection(const CampaignPlan& plan, Ledger& ledger) {
  if (plan.kept.projections == 0) return;
  for (std::size_t run = 0; run < ledger.runs.size(); ++run) {
    if (ledger.runs[run].state != RunState::ok || !plan.keeps_projection(run)) continue;
    if (ledger.projections.contains(run)) continue;
    ledger.runs[run].state = RunState::pending;
    if (!ledger.fields.empty()) ledger.fields[plan.block_of(run)].known = false;
  }
}

}  // namespace

std::string_view name_of(Failure failure) {
  return kFailures.at(static_cast<std::size_t>(failure));
}

bool may_pass(Failure failure) { return failure == Failure::overdue || failure == Failure::memory; }

std::string to_record(const BlockRecord& block) { return kBlock + to_bytes(block); }
std::string to_record(const ProjectionRecord& projection) {
  return kProjection + to_bytes(projection);
}
std::string to_record(const io::SegmentInfo& segment) { return kSegment + to_bytes(segment); }

std::size_t Ledger::count(RunState state) const {
  return static_cast<std::size_t>(
      std::ranges::count(runs, state, [](const RunEntry& run) { return run.state; }));
}

fs::path journal_path(const fs::path& folder, int worker) {
  return folder / fmt::format("worker-{:04}.journal", worker);
}

std::string projections_name(int worker) { return fmt::format("worker-{:04}.projections", worker); }

std::string segment_name(int worker, std::size_t number, bool fields) {
  return fmt::format("worker-{:04}-{:04}{}.h5", worker, number, fields ? "-fields" : "");
}

std::string journal_identity(const CampaignPlan& plan) {
  return "ravenstein campaign " + plan.fingerprint;
}

Ledger read_ledger(const fs::path& folder, const CampaignPlan& plan) {
  Ledger ledger;
  ledger.runs.resize(plan.runs());
  if (plan.kept.field_cells() > 0) ledger.fields.resize(plan.blocks());
  std::vector<fs::path> journals;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".journal") journals.push_back(entry.path());
  }
  std::ranges::sort(journals);
  Reading reading(folder, plan, ledger);
  for (const fs::path& path : journals) reading.read_journal(path);
  // Reasons of runs that worked in the end are of no interest.
  std::erase_if(ledger.reasons,
                [&](const auto& one) { return ledger.runs[one.first].state == RunState::ok; });
  make_again_without_projection(plan, ledger);
  if (plan.kept.field_cells() == 0) return ledger;
  for (std::size_t run = 0; run < ledger.runs.size(); ++run) {  // a block counts as a whole
    if (!ledger.fields[plan.block_of(run)].known) ledger.runs[run].state = RunState::pending;
  }
  return ledger;
}

WorkerFiles worker_files(const std::vector<std::string_view>& records) {
  WorkerFiles files;
  const auto take = [&](std::uint32_t segment, std::uint64_t end) {
    std::uint64_t& taken = files.rows_taken.at(segment);
    taken = std::max(taken, end);
  };
  for (const std::string_view record : records) {
    if (record.empty()) continue;
    if (record.front() == kSegment) {
      files.segments.push_back(from_bytes<io::SegmentInfo>(record.substr(1)));
      files.rows_taken.push_back(0);
    } else if (record.front() == kBlock) {
      const auto block = from_bytes<BlockRecord>(record.substr(1));
      const auto rows = std::ranges::count(block.failure, Failure::none);
      if (rows > 0) take(block.segment, block.first_row + static_cast<std::uint64_t>(rows));
      if (block.whole) take(block.field_segment, block.field_row + 1);
    } else if (record.front() == kProjection) {
      const auto projection = from_bytes<ProjectionRecord>(record.substr(1));
      files.projection_bytes = std::max(
          files.projection_bytes, projection.offset + projection.bytes + sizeof projection.id);
    }
  }
  return files;
}

}  // namespace ravenstein::calibration
