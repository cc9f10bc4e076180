// SPDX-License-Identifier: Apache-2.0
// `ravenstein run --checkpoint`: a run that is kept on its way, and gone on with by --resume.
#pragma once

#include <string>

#include "cli/interrupt.hpp"
#include "engine/kept_run.hpp"
#include "engine/ranks.hpp"
#include "io/yaml/scenario_file.hpp"

namespace ravenstein::cli {

struct CheckpointOptions {
  std::string checkpoint;  ///< the file; empty: the run is not kept
  int checkpoint_every = 30;
  bool resume = false;
};

struct Checkpoints {
  Keeping keeping;
  int days_kept = 0;      ///< in the file; 0: it has none of this run
  bool complete = false;  ///< the run itself is; those beside it may not be
};

/// Throws UsageError if the run cannot be kept.
void refuse_checkpoint(const CheckpointOptions& options, const Scenario& scenario);

/// Sets up how the run is kept, and takes what the file has of it if it is to be gone on with. The
/// first rank alone reads and writes the file. The object must stay where it is. Throws
/// io::OutputExists and what io::parse_checkpoint does, on every rank alike.
void open_checkpoints(const CheckpointOptions& options, bool force, const io::ScenarioFile& file,
                      Ranks& ranks, const InterruptGuard& interrupt, Checkpoints& checkpoints);

}  // namespace ravenstein::cli
