// SPDX-License-Identifier: Apache-2.0
// Whole projections of runs of a campaign, as `ravenstein run` would write them.
#pragma once

#include <cstddef>
#include <filesystem>

#include "calibration/campaign/store.hpp"
#include "cli/campaign_folder.hpp"

namespace ravenstein::cli {

/// Writes the projection of a run with all that is needed to repeat it. `open` outlives it.
calibration::ProjectionWriter projection_writer(const OpenCampaign& open);

/// Takes a kept projection out of the workers' files; its size in bytes. Throws UsageError if the
/// campaign keeps none of this run, std::runtime_error if it is not there or damaged,
/// io::OutputExists, io::WriteError.
std::size_t extract_projection(const OpenCampaign& open, const calibration::Ledger& ledger,
                               std::size_t run, const std::filesystem::path& output, bool force);

}  // namespace ravenstein::cli
