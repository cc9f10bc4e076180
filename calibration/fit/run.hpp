// SPDX-License-Identifier: Apache-2.0
// Runs a calibration: asks, evaluates in threads, tells. What is evaluated is handed over at once,
// so that whoever keeps it loses nothing but what is in flight; what was kept is told without
// being run again, so that a resumed calibration is the uninterrupted one.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/fit/method.hpp"
#include "calibration/fit/plan.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {

/// An evaluation that was made, by its number.
struct Evaluated {
  std::uint64_t number = 0;
  DrawKey key;  ///< of the run (on_failure: retry: of the last one)
  std::vector<double> parameters;
  Outcome outcome;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.number, s.key.seed, s.key.member, s.parameters, s.outcome.values,
                    s.outcome.failure);
  }
};

/// As bytes, for a journal, and back; throws std::runtime_error for other bytes.
std::string to_record(const Evaluated& evaluated);
Evaluated from_record(std::string_view record);
std::uint64_t number_of_record(std::string_view record);

struct RunHooks {
  int threads = 0;
  /// The evaluation of this number, if it was made earlier. Asked from any thread.
  std::function<std::optional<Evaluated>(std::uint64_t number)> known{};
  /// Called for each new one, from one thread at a time.
  std::function<void(const Evaluated&)> made{};
  /// Called after each with how many are done; false stops the calibration (throws Interrupted).
  std::function<bool(std::int64_t done)> progress{};
};

/// on_failure: abort met a failure. What() says which, with its parameters.
class EvaluationFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Calibrated {
  MethodState state;
  /// In the order of their numbers. Of a field only the first value is kept once it has been told.
  std::vector<Evaluated> evaluations;
  std::int64_t failed = 0;
  /// Every evaluation so far failed, so the method was stopped; why the first did.
  std::string all_failed{};
};

/// `evaluate`: parameters (not shares) and key to what came out.
Calibrated run_calibration(const CalibrationPlan& plan, const Model& evaluate,
                           const RunHooks& hooks);

}  // namespace ravenstein::calibration
