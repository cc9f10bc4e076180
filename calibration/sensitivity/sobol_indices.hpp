// SPDX-License-Identifier: Apache-2.0
// Sobol' indices: which part of the variance of each output comes from which factor, alone (first
// order), in pairs (second) and in all that it takes part in (total). Cost: rows (d + 2) runs, with
// second order rows (2 d + 2). A row of which a run failed is left out as a whole.
#pragma once

#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/prior.hpp"
#include "calibration/sensitivity/sobol_sums.hpp"

namespace ravenstein::calibration {

struct SobolSettings {
  std::vector<Prior> factors;
  std::uint32_t rows = 1024;  ///< best a power of two
  std::uint64_t seed = 0;
  bool second_order = false;
  /// The seed of a run is one more factor, the last: its index tells what chance does. Otherwise
  /// all runs of a row have the same key.
  bool seed_factor = false;
  int bootstrap = 200;  ///< resamples of rows for intervals (weights Poisson(1)); 0: none
  double confidence = 0.95;
  double most_failed = 0.1;  ///< share of rows; more are refused
  std::uint32_t rows_per_batch = 64;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.factors, s.rows, s.seed, s.second_order, s.seed_factor, s.bootstrap,
                    s.confidence, s.most_failed, s.rows_per_batch);
  }
};

struct SobolState {
  SobolSettings settings;
  std::uint32_t next_row = 0;
  std::uint32_t failed_rows = 0;
  std::vector<SobolSums> sums;  ///< of all rows, then of each resample; empty before any row

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.next_row, s.failed_rows, s.sums);
  }
};

/// Throws std::invalid_argument: no factors, a bad prior, no rows, a share outside 0..1.
SobolState start_sobol(const SobolSettings& settings);
std::vector<Evaluation> ask(const SobolState& state);
void tell(SobolState& state, std::span<const Outcome> outcomes);
inline bool finished(const SobolState& state) { return state.next_row >= state.settings.rows; }

struct SobolIndices {
  Eigen::VectorXd mean, variance;   ///< per output
  IndexValues value, lower, upper;  ///< the last two: percentiles of the resamples
  std::uint32_t rows = 0, failed_rows = 0;
};
/// Throws std::runtime_error if too many rows failed, or fewer than two are left.
SobolIndices indices(const SobolState& state);

}  // namespace ravenstein::calibration
