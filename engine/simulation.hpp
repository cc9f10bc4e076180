// SPDX-License-Identifier: Apache-2.0
// simulate(scenario, behaviour, seed) -> projection. Everything else is running this many times.
#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>

#include "engine/behaviour.hpp"
#include "engine/projection.hpp"
#include "engine/scenario.hpp"

namespace ravenstein {

class Partition;

struct RunOptions {
  std::uint64_t seed = 1;
  std::uint32_t member = 0;
  int threads = 0;  ///< 0: as many as there are cores; the result does not depend on it
  /// Who works on which zones, of several ranks that all make this call; nullptr: one process. The
  /// first rank gets the projection, the same as one process would.
  const Partition* partition = nullptr;
  /// Called after each day with the number of days done; returning false stops the run.
  std::function<bool(int days_done)> on_day{};
};

/// The run was stopped from outside (RunOptions::on_day).
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

/// Why the people of a run cannot be divided among ranks, or "".
std::string why_not_on_ranks(const Scenario& scenario, Behaviour& behaviour);

/// Runs the scenario from its first to its last day at its resolution. The behaviour is asked for
/// the model's answers; std::logic_error if people are not conserved (a bug).
Projection simulate(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options);

/// The same with the threads of the caller's arena, for whoever runs many (`threads` is ignored).
Projection simulate_here(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options);
/// Runs `work` with so many threads (0: as many as there are cores).
void in_arena(int threads, const std::function<void()>& work);

}  // namespace ravenstein
