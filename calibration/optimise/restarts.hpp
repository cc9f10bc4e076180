// SPDX-License-Identifier: Apache-2.0
// CMA-ES that starts again with twice the population whenever it has converged or is stuck (IPOP;
// Auger & Hansen 2005, CEC), so that it leaves local minima.
#pragma once

#include "calibration/optimise/cma_es.hpp"

namespace ravenstein::calibration {

struct IpopState {
  CmaSettings settings;  ///< of the whole: target and evaluations count over all starts
  CmaState current;
  int restarts = 0;
  int most_restarts = 9;
  std::int64_t evaluations_before = 0;  ///< by the starts that have ended
  std::vector<double> best;
  double best_value = std::numeric_limits<double>::infinity();
  bool done = false;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.current, s.restarts, s.most_restarts, s.evaluations_before,
                    s.best, s.best_value, s.done);
  }
};

/// The first start is at the settings' start; later ones are uniform within finite limits, else
/// normal around it with three times the step.
IpopState start_ipop(const CmaSettings& settings, int most_restarts = 9);
std::vector<Evaluation> ask(const IpopState& state);
void tell(IpopState& state, std::span<const Outcome> outcomes);
inline bool finished(const IpopState& state) { return state.done; }
inline std::int64_t evaluations(const IpopState& state) {
  return state.evaluations_before + state.current.evaluations;
}

}  // namespace ravenstein::calibration
