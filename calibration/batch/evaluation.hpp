// SPDX-License-Identifier: Apache-2.0
// How every method of inference sees a model: points and seeds in, values or reasons for failure
// out, a batch at a time. Threads and processes may run a batch in any order; because each
// evaluation carries its own seed, results do not depend on how.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "calibration/batch/purpose.hpp"

namespace ravenstein::calibration {

/// One run to make.
struct Evaluation {
  std::vector<double> parameters;
  DrawKey key;  ///< seed and member of the run
};

/// What became of it: values (an objective, a likelihood, statistics, a field), or why there are
/// none.
struct Outcome {
  std::vector<double> values;
  std::string failure;  ///< empty: it worked

  /// No failure was told and every value is a finite number.
  bool usable() const;
};

/// One run: parameters and key in.
using Model = std::function<Outcome(std::span<const double>, const DrawKey&)>;
/// Outcomes in the order of the evaluations.
using BatchModel = std::function<std::vector<Outcome>(std::span<const Evaluation>)>;

/// Runs a batch on so many threads, at most as many as the machine has (0: that many). What a model
/// throws as std::exception becomes that run's failure.
BatchModel in_threads(Model model, int threads = 0);

/// The key of the run of a particle in a generation: a 64-bit seed drawn at (seed, generation,
/// particle). Equal arguments give equal keys, so common random numbers are a matter of asking for
/// the same particle.
DrawKey evaluation_key(std::uint64_t seed, std::uint32_t generation, std::uint32_t particle);

/// The numbers that an algorithm draws for itself at (seed, generation, particle, purpose).
Stream draws(std::uint64_t seed, Purpose purpose, std::uint32_t generation, std::uint32_t particle);

/// Asks, evaluates and tells until the algorithm is finished. `State` has the free functions
/// finished(state), ask(state) and tell(state, outcomes).
template <class State>
void drive(State& state, const BatchModel& model) {
  while (!finished(state)) {
    const std::vector<Evaluation> batch = ask(state);
    tell(state, model(batch));
  }
}

}  // namespace ravenstein::calibration
