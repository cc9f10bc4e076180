// SPDX-License-Identifier: Apache-2.0
// The runs of a campaign: scenarios x points x replicates in blocks that are handed out and finish
// together. The plan depends on the campaign alone, so every worker makes the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "calibration/campaign/design.hpp"
#include "io/campaign/campaign_file.hpp"

namespace ravenstein::calibration {

/// A table that is kept of every run (series) or reduced over them (fields): its steps x zones.
struct KeptTable {
  std::string name;
  std::size_t steps = 0, zones = 0;
  std::size_t cells() const { return steps * zones; }
};

/// What a run hands back.
struct KeptPlan {
  std::vector<std::string> measures;
  std::vector<KeptTable> series, fields;
  std::size_t projections = 0;  ///< whole ones of so many replicates of each point
  std::size_t series_cells() const;
  std::size_t field_cells() const;
};

/// One run: its number is ((scenario * points) + point) * replicates + replicate.
struct RunSpec {
  std::size_t number = 0;
  std::size_t scenario = 0, point = 0;
  std::uint32_t replicate = 0;
  std::uint32_t retry = 0;  ///< other random numbers than those of the replicate
};

struct CampaignPlan {
  Design design;
  KeptPlan kept;
  std::size_t scenarios = 1, replicates = 1;
  std::size_t block = 1;      ///< runs of a block; the last of a scenario may be smaller
  std::size_t sketch = 1;     ///< values that stand for a block in a quantile sketch
  bool sobol_fields = false;  ///< Sobol' indices of fields are summed up in blocks
  bool second_order = false;
  std::optional<double> recover_value;      ///< of the measures of runs that failed
  std::vector<std::uint64_t> scenario_key;  ///< by scenario: of its inputs and overrides
  std::string fingerprint;                  ///< of all that results depend on, hexadecimal

  std::size_t runs_per_scenario() const { return design.points * replicates; }
  std::size_t runs() const { return scenarios * runs_per_scenario(); }
  std::size_t blocks_per_scenario() const { return (runs_per_scenario() + block - 1) / block; }
  std::size_t blocks() const { return scenarios * blocks_per_scenario(); }
  std::size_t first_run(std::size_t block_number) const;
  std::size_t runs_of(std::size_t block_number) const;
  std::size_t block_of(std::size_t run) const;
  RunSpec spec(std::size_t run) const;
  /// Whether the whole projection of the run is kept.
  bool keeps_projection(std::size_t run) const;
  std::size_t projections_kept() const;
  /// The identity of a run: a hash of scenario, parameters and replicate. For bookkeeping only:
  /// random numbers are keyed by the campaign's seed and the replicate.
  std::uint64_t run_id(std::size_t run) const;
};

/// Throws InputError if there are too many runs.
CampaignPlan plan_of(const io::Campaign& campaign);

}  // namespace ravenstein::calibration
