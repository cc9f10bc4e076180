// SPDX-License-Identifier: Apache-2.0
// The methods behind their names: one state that can be any of them, and what came of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "calibration/abc/abc_smc.hpp"
#include "calibration/fit/plan.hpp"
#include "calibration/fit/profile_search.hpp"
#include "calibration/fit/random_design.hpp"
#include "calibration/mcmc/stretch.hpp"
#include "calibration/mcmc/tempered.hpp"
#include "calibration/optimise/nlopt_search.hpp"
#include "calibration/optimise/restarts.hpp"
#include "calibration/sensitivity/morris.hpp"
#include "calibration/sensitivity/sobol_indices.hpp"
#include "calibration/smoother/ies.hpp"

namespace ravenstein::calibration {

using MethodState =
    std::variant<NloptState, IpopState, AbcState, MdaState, IesState, StretchState, TemperedState,
                 ProfileSearch, MorrisState, SobolState, RandomDesign>;

/// Throws std::invalid_argument with what the method says against its settings.
MethodState start_method(const CalibrationPlan& plan);
std::vector<Evaluation> ask(const MethodState& state);
void tell(MethodState& state, std::span<const Outcome> outcomes);
bool finished(const MethodState& state);

/// Optimisers and profiles walk over shares u of the priors, 0..1 each, so that steps and limits
/// need no care; the other methods ask for parameters themselves.
bool walks_over_shares(const MethodState& state);
std::vector<double> parameters_of(const MethodState& state, std::span<const Prior> priors,
                                  std::span<const double> asked);

/// How many evaluations there may be, for a progress bar; methods may end earlier.
std::int64_t most_evaluations(const CalibrationPlan& plan);

}  // namespace ravenstein::calibration
