// SPDX-License-Identifier: Apache-2.0
// How many moves each cause of a scenario explains: every combination of causes switched on and off
// is run with the same random numbers, and Shapley shares are taken member by member.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "calibration/attribution/shapley.hpp"
#include "engine/scenario.hpp"
#include "engine/simulation.hpp"
#include "models/joint_draws.hpp"

namespace ravenstein::calibration {

struct AttributionOptions {
  int members = 1;
  std::size_t exact_up_to = 8;                    ///< causes: 2^8 combinations; more are sampled
  int pairs = 32;                                 ///< of orders, where they are sampled
  const models::JointDraws* posterior = nullptr;  ///< ensemble.posterior
  RunOptions run;  ///< seed, threads; on_day is told the runs done, of `runs_needed`
};

struct CauseAttribution {
  std::vector<std::string> causes;
  int members = 0;
  std::vector<double> moves{};              ///< causes x members
  std::vector<double> alone{}, without{};   ///< causes: means over the members
  std::vector<double> sampling_error{};     ///< causes: of the mean share; empty: exact
  std::vector<double> all_on{}, all_off{};  ///< members: moves
  std::vector<double> departures{};         ///< causes x zones: means over the members
  std::vector<double> over_time{};          ///< causes x rows: moves, means over the members
  std::size_t coalitions = 0;
};

/// The runs of attribute_causes, at most.
std::size_t runs_needed(std::size_t causes, const AttributionOptions& options);

/// A cause that is off has no hazard, in the whole period; all else is as the scenario says. Member
/// m has DrawKey{seed, m}, and the parameters it draws, in every combination.
/// std::invalid_argument if people do not leave by hazard, InputError if a member cannot run.
CauseAttribution attribute_causes(const Scenario& scenario, const AttributionOptions& options);

}  // namespace ravenstein::calibration
