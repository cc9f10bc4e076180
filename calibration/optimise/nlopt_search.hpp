// SPDX-License-Identifier: Apache-2.0
// NLopt's searches (Johnson, https://github.com/stevengj/nlopt) from one or several starts, as
// ask and tell: each start asks for one point at a time, so a batch holds as many as there are
// starts under way. NLopt calls its objective and cannot pause; it is deterministic, so a search
// goes on by running anew over the values it was told before. Each tell costs such a run, so
// cheap models should use run_to_end(), which runs anew once and ends in the same state.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"

namespace ravenstein::calibration {

enum class NloptMethod : std::uint8_t {
  nelder_mead,  ///< local
  subplex,      ///< local, Rowan's method
  bobyqa,       ///< local, smooth functions of 2 parameters or more; Powell 2009
  cobyla,       ///< local
  direct,       ///< global within limits, DIRECT-L
  crs,          ///< global within limits, controlled random search
  isres,        ///< global within limits, evolution strategy
};

struct NloptSettings {
  NloptMethod method = NloptMethod::subplex;
  std::vector<double> step;   ///< first steps of local methods
  std::vector<double> lower;  ///< empty: without limits (local methods only)
  std::vector<double> upper;
  double tolerance = 1e-10;  ///< stop where value and parameters change by less, relatively
  double target = -std::numeric_limits<double>::infinity();
  int most_evaluations = 2000;  ///< of each start, never more
  std::uint64_t seed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.method, s.step, s.lower, s.upper, s.tolerance, s.target, s.most_evaluations,
                    s.seed);
  }
};

/// A search from one start.
struct NloptRun {
  std::vector<double> start;
  std::vector<double> told;  ///< values of the points asked for, in order
  std::vector<double> next;  ///< the point to evaluate; empty: the search has ended
  std::vector<double> best;
  double best_value = std::numeric_limits<double>::infinity();
  int failures = 0;  ///< such a point counts as the worst one so far

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.start, s.told, s.next, s.best, s.best_value, s.failures);
  }
};

struct NloptState {
  NloptSettings settings;
  std::vector<NloptRun> runs;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.runs);
  }
};

/// Throws std::invalid_argument for lists of different lengths, starts outside the limits, and a
/// global method without finite limits.
NloptState start_nlopt(const NloptSettings& settings, std::span<const std::vector<double>> starts);
std::vector<Evaluation> ask(const NloptState& state);
/// A search whose very first point fails ends there.
void tell(NloptState& state, std::span<const Outcome> outcomes);
bool finished(const NloptState& state);
/// From here to the end without pausing, the starts on so many threads (0: as many as there are).
void run_to_end(NloptState& state, const Model& model, int threads = 0);
/// The run with the best point.
const NloptRun& best_run(const NloptState& state);

/// Starts within finite limits, uniform.
std::vector<std::vector<double>> uniform_starts(std::span<const double> lower,
                                                std::span<const double> upper, int count,
                                                std::uint64_t seed);

}  // namespace ravenstein::calibration
