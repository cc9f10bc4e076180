// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/store.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <utility>

#include "io/checksum.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::uint64_t kSegmentBytes = std::uint64_t{256} << 20U;

std::vector<std::uint64_t> ids_of(const CampaignPlan& plan, const BlockRecord& record) {
  std::vector<std::uint64_t> ids;
  const std::size_t first = plan.first_run(record.block);
  for (std::size_t r = 0; r < record.run.size(); ++r) {
    if (record.failure[r] == Failure::none) ids.push_back(plan.run_id(first + record.run[r]));
  }
  return ids;
}

std::vector<std::uint64_t> numbers_of(const CampaignPlan& plan, const BlockRecord& record) {
  std::vector<std::uint64_t> numbers;
  const std::size_t first = plan.first_run(record.block);
  for (std::size_t r = 0; r < record.run.size(); ++r) {
    if (record.failure[r] == Failure::none) numbers.push_back(first + record.run[r]);
  }
  return numbers;
}

/// Rows of one table out of rows of all tables.
std::vector<double> columns_of(const std::vector<double>& rows, std::size_t width,
                               std::size_t begin, std::size_t count) {
  std::vector<double> part;
  part.reserve(rows.size() / std::max<std::size_t>(width, 1) * count);
  for (std::size_t row = 0; (row + 1) * width <= rows.size(); ++row) {
    const auto from = rows.begin() + static_cast<std::ptrdiff_t>(row * width + begin);
    part.insert(part.end(), from, from + static_cast<std::ptrdiff_t>(count));
  }
  return part;
}

template <class T>
std::span<const std::byte> bytes_of(const std::vector<T>& values) {
  return std::as_bytes(std::span(values));
}

void write_rows(io::Segment& file, std::uint64_t row, const CampaignPlan& plan,
                const BlockResult& result) {
  std::size_t column = 0;
  file.write(column++, row, bytes_of(numbers_of(plan, result.record)));
  file.write(column++, row, bytes_of(result.measures));
  std::size_t begin = 0;
  const std::size_t width = plan.kept.series_cells();
  for (const KeptTable& table : plan.kept.series) {
    file.write(column++, row, bytes_of(columns_of(result.series, width, begin, table.cells())));
    begin += table.cells();
  }
  file.write(column, row, bytes_of(ids_of(plan, result.record)));
}

void write_fields(io::Segment& file, std::uint64_t row, const CampaignPlan& plan,
                  std::uint64_t block, const BlockFields& fields) {
  std::size_t column = 0;
  file.write(column++, row, std::as_bytes(std::span(&block, 1)));
  file.write(column++, row, std::as_bytes(std::span(&fields.runs, 1)));
  file.write(column++, row, bytes_of(fields.mean));
  file.write(column++, row, bytes_of(fields.squares));
  file.write(column++, row, bytes_of(fields.sketch));
  if (plan.sobol_fields) file.write(column++, row, bytes_of(fields.sobol));
  const std::uint64_t id = plan.run_id(plan.first_run(block));
  file.write(column, row, std::as_bytes(std::span(&id, 1)));
}

}  // namespace

std::vector<io::SegmentColumn> run_columns(const CampaignPlan& plan) {
  using io::hdf5::Type;
  std::vector<io::SegmentColumn> columns{{"run", Type::uint64, {}},
                                         {"measures", Type::float64, {plan.kept.measures.size()}}};
  for (const KeptTable& table : plan.kept.series) {
    columns.push_back({"series_" + table.name, Type::float64, {table.steps, table.zones}});
  }
  columns.push_back({"id", Type::uint64, {}});
  return columns;
}

std::vector<io::SegmentColumn> field_columns(const CampaignPlan& plan) {
  using io::hdf5::Type;
  const std::size_t cells = plan.kept.field_cells();
  std::vector<io::SegmentColumn> columns{{"block", Type::uint64, {}},
                                         {"runs", Type::float64, {}},
                                         {"mean", Type::float64, {cells}},
                                         {"squares", Type::float64, {cells}},
                                         {"sketch", Type::float64, {cells, plan.sketch}}};
  if (plan.sobol_fields) {
    columns.push_back(
        {"sobol", Type::float64, {sobol_size(cells, plan.design.parameters, plan.second_order)}});
  }
  columns.push_back({"id", Type::uint64, {}});
  return columns;
}

WorkerStore::WorkerStore(std::filesystem::path folder, int worker, const CampaignPlan& plan,
                         io::SyncRule rule, ProjectionWriter write)
    : folder_(std::move(folder)),
      worker_(worker),
      plan_(plan),
      rule_(rule),
      journal_(journal_path(folder_, worker), journal_identity(plan), rule),
      write_(std::move(write)) {
  go_on_with_old_files();
}

void WorkerStore::go_on_with_old_files() {
  const WorkerFiles found = worker_files(journal_.found().records);
  segments_ = found.segments.size();
  if (plan_.kept.projections > 0) {
    projections_ = std::make_unique<io::AppendFile>(folder_ / projections_name(worker_),
                                                    found.projection_bytes);
  }
  for (std::size_t s = 0; s < found.segments.size(); ++s) {
    const io::SegmentInfo& info = found.segments[s];
    if (!std::filesystem::exists(folder_ / info.file)) continue;
    Files& files = info.columns.front().name == "run" ? runs_ : fields_;
    // Opening it to write also brings a file that was cut off to its length again.
    files = {std::make_unique<io::Segment>(folder_, info, io::Segment::Access::write),
             static_cast<std::uint32_t>(s), found.rows_taken[s], false};
  }
}

WorkerStore::Files& WorkerStore::room(bool fields, std::uint64_t rows) {
  Files& files = fields ? fields_ : runs_;
  if (files.open && files.next_row + rows <= files.open->info().rows) return files;
  if (files.open && files.dirty) files.open->sync();
  std::vector<io::SegmentColumn> columns = fields ? field_columns(plan_) : run_columns(plan_);
  const std::uint64_t all = fields ? plan_.blocks() : plan_.runs();
  const std::uint64_t fitting = kSegmentBytes / std::max<std::uint64_t>(io::row_bytes(columns), 1);
  const std::uint64_t capacity =
      std::max({std::min(all, fitting), rows, static_cast<std::uint64_t>(1)});
  const io::SegmentInfo info = io::create_segment(folder_, segment_name(worker_, segments_, fields),
                                                  std::move(columns), capacity);
  files = {std::make_unique<io::Segment>(folder_, info, io::Segment::Access::write),
           static_cast<std::uint32_t>(segments_), 0, false};
  journal_.append(to_record(info));
  ++segments_;
  return files;
}

void WorkerStore::put(const RunSpec& run, const Projection& projection) {
  const std::filesystem::path file =
      folder_ / fmt::format(".ravenstein-projection-{:04}.h5", worker_);
  struct Removed {
    const std::filesystem::path& path;
    ~Removed() {
      std::error_code none;
      std::filesystem::remove(path, none);
    }
  } const removed{file};
  write_(file, run, projection);
  const std::string bytes = io::bytes_of_file(file);
  const std::uint64_t id = plan_.run_id(run.number);
  const std::uint64_t offset = projections_->append(std::as_bytes(std::span(bytes)));
  projections_->append(std::as_bytes(std::span(&id, 1)));
  waiting_.push_back(
      to_record(ProjectionRecord{run.number, id, offset, bytes.size(), io::sha256(bytes)}));
}

void WorkerStore::put(BlockResult result) {
  if (waiting_.empty()) oldest_ = std::chrono::steady_clock::now();
  for (const auto& [run, projection] : result.projections) put(run, *projection);
  BlockRecord& record = result.record;
  const auto rows = static_cast<std::uint64_t>(std::ranges::count(record.failure, Failure::none));
  if (rows > 0) {
    Files& files = room(false, rows);
    record.segment = files.number;
    record.first_row = files.next_row;
    write_rows(*files.open, files.next_row, plan_, result);
    files.next_row += rows;
    files.dirty = true;
  }
  if (result.fields) {
    Files& files = room(true, 1);
    record.field_segment = files.number;
    record.field_row = files.next_row;
    record.whole = true;
    write_fields(*files.open, files.next_row, plan_, record.block, *result.fields);
    ++files.next_row;
    files.dirty = true;
  }
  waiting_runs_ += record.run.size();
  waiting_.push_back(to_record(record));
}

void WorkerStore::commit() {
  if (waiting_.empty()) return;
  for (Files* files : {&runs_, &fields_}) {
    if (files->open && files->dirty) files->open->sync();
    files->dirty = false;
  }
  if (projections_) projections_->sync();
  journal_.append(waiting_);
  journal_.sync();
  waiting_.clear();
  waiting_runs_ = 0;
}

void WorkerStore::commit_if_due() {
  const bool old = !waiting_.empty() && std::chrono::steady_clock::now() - oldest_ >= rule_.age;
  if (old || waiting_runs_ >= rule_.records) commit();
}

void WorkerStore::beat(const std::string& doing) const {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::ofstream(folder_ / fmt::format("worker-{:04}.alive", worker_), std::ios::trunc)
      << fmt::format("{}, process {}, {}\n", host.data(), ::getpid(), doing);
}

}  // namespace ravenstein::calibration
