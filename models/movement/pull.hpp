// SPDX-License-Identifier: Apache-2.0
// The factors of a zone's pull that depend on who is there, the same for camps, districts and
// cities: with the size and the distance (models/movement/saturating_gravity, corridor_memory) they
// make the destination choice, and any of them can be switched off.
//
//   momentum     (S_x / sum S + s0)^g         S: displaced people present
//   saturation   sat(S_x / (kappa cap_x))     1 up to the onset, then falling to almost 0 at 1
//   safety       e^(-c_s l_x)                 l: percent of the zone's people who leave this month
//   food         e^(-c_f f_x)                 f: share of its people in IPC phase 3 or worse
//
// Source: reference recipes pooled over eight conflict cases (docs/validation.md) for the first
// two.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/world/world.hpp"

namespace ravenstein::models {

/// Of any factor, so that people are still shared out when no place pulls.
inline constexpr double kLeastPull = 1e-9;

/// Momentum of a place with a share of all displaced people; 1 for an exponent of 0.
double momentum(double share, double exponent, double floor);
/// `fill`: people present / usable capacity.
double saturation(double fill, double onset);

struct PullParameters {
  double momentum_exponent = 0;
  double momentum_floor = 0.1;
  std::string capacity = "ignored";
  double saturation_share = 0.85;
  double saturation_onset = 0.9;
};

/// The declarations, with these defaults. Models with other defaults change them.
const ParameterList<PullParameters>& pull_parameters();

/// The declaration of one of them, for models that have it among their own.
const ParameterInfo& pull_info(std::string_view name);

/// kappa cap per zone; 0: unlimited, as where no capacity is known or it is ignored. `hasten`: how
/// many people a simulated one stands for.
std::vector<double> usable_capacity(const PullParameters& parameters, const World& world,
                                    std::int64_t hasten);

/// The same where a what-if changes capacities over time: those of the day [persons; 0: unlimited].
std::vector<double> usable_capacity(const PullParameters& parameters,
                                    std::span<const double> capacity, std::int64_t hasten);

/// Whether the pull changes with the people present.
bool follows_people(const PullParameters& parameters);

/// Momentum times saturation per zone; `present`: displaced people there.
void pull_of_people(const PullParameters& parameters, std::span<const double> usable_capacity,
                    std::span<const double> present, std::span<double> pull);

}  // namespace ravenstein::models
