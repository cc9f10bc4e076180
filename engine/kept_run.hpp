// SPDX-License-Identifier: Apache-2.0
// A run that is kept as bytes on its way and gone on with later, by any number of ranks: the
// projection is that of a run without a stop, to the bit. Resolutions `agents` and `cohorts`.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace ravenstein {

struct Keeping {
  enum class Wish { go_on, keep, keep_and_stop };
  /// What the ranks of the run to go on with kept, one element each; asked for once, not held on
  /// to. Unset: from the first day.
  std::function<std::vector<std::string>()> from;
  /// Asked on each rank after each step; the strongest wish of any counts. It is fulfilled at the
  /// next step after which the state can be kept: this one, or the end of a calendar month or of
  /// the period.
  std::function<Wish(int days_done)> wish;
  /// Called on the first rank with what all ranks keep.
  std::function<void(int days_done, const std::vector<std::string>& parts)> keep;
};

/// Why such a run cannot be kept, or "".
std::string why_not_kept(const Scenario& scenario, Behaviour& behaviour);

/// `simulate` for runs that can be kept. Throws Interrupted after Wish::keep_and_stop, and
/// std::runtime_error where `from` is not of such a run.
Projection simulate_kept(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options,
                         const Keeping& keeping);

}  // namespace ravenstein
