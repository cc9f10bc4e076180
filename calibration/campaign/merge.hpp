// SPDX-License-Identifier: Apache-2.0
// One file from the files of all workers: a table of runs with their parameters and measures,
// series over run x time x zone, and fields reduced over runs. It depends on the campaign and on
// which runs are done, not on who ran them or when.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "calibration/campaign/ledger.hpp"
#include "calibration/campaign/plan.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::calibration {

struct MergeOptions {
  bool copy = false;   ///< series are copied; else they are shown from where they are (virtual)
  bool force = false;  ///< replace the output
  std::string engine;  ///< noted in the file
  std::function<void()> go_on{};  ///< asked now and then; what it throws ends the merge
};

/// Throws io::WriteError, io::OutputExists, io::hdf5::Error, std::runtime_error for a worker's file
/// that cannot be read.
void merge_campaign(const std::filesystem::path& folder, const std::filesystem::path& output,
                    const io::Campaign& campaign, const CampaignPlan& plan, const Ledger& ledger,
                    const MergeOptions& options);

/// The dimensions of a merged file.
struct MergedDimensions {
  io::hdf5::Dimension run, scenario, parameter, measure, time, zone;
};

/// Rows of a segment's column that are rows of consecutive runs.
struct RowRange {
  std::uint32_t segment = 0;
  std::uint64_t row = 0;
  std::size_t run = 0, rows = 0;
};
/// All runs that worked, in order, in as few ranges as possible (of at most `most` rows).
std::vector<RowRange> row_ranges(const Ledger& ledger, std::size_t most);

/// A column of the segments in the order of runs, NaN where a run has no row; `width` numbers each.
std::vector<double> gathered(const std::filesystem::path& folder, const Ledger& ledger,
                             std::size_t column, std::size_t width);

/// What the runs of each scenario were reduced to (nothing if no fields are kept).
void write_fields(const io::hdf5::Group& root, const MergedDimensions& dimensions,
                  const std::filesystem::path& folder, const CampaignPlan& plan,
                  const Ledger& ledger);

/// Sobol' indices or Morris' effects of the measures, for designs made for them. `measures`: runs
/// x measures.
void write_sensitivity(const io::hdf5::Group& root, const MergedDimensions& dimensions,
                       const io::Campaign& campaign, const CampaignPlan& plan, const Ledger& ledger,
                       const std::vector<double>& measures);

}  // namespace ravenstein::calibration
