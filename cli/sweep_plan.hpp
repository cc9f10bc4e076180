// SPDX-License-Identifier: Apache-2.0
// How long and how large a campaign will be, measured on one run of each scenario.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "calibration/campaign/ledger.hpp"
#include "cli/campaign_folder.hpp"
#include "cli/exit_code.hpp"

namespace ravenstein::cli {

struct Pilot {
  std::vector<double> run_s;                ///< by scenario, on one thread
  std::uint64_t projection_bytes = 0;       ///< of all whole projections that are kept
  std::vector<std::size_t> without_chance;  ///< scenarios whose replicates come out the same
};

/// Makes the first run of each scenario; with `replicates` also the second replicate, to be
/// compared.
Pilot pilot_of(const OpenCampaign& open, bool replicates);
/// What the runs that are not done take on one thread.
double seconds_left(const OpenCampaign& open, const calibration::Ledger& ledger,
                    const Pilot& pilot);

/// `--dry-run`: tells what there is to do, and of a campaign that began what is done.
ExitCode tell_plan(const OpenCampaign& open, int threads);

}  // namespace ravenstein::cli
