// SPDX-License-Identifier: Apache-2.0
// The causes that the model `drivers` knows: which covariates each may depend on, and what it takes
// by default. From this list come parameters, parsing, documentation and priors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/parameter.hpp"

namespace ravenstein::models {

/// A covariate of a cause. Its coefficients are the parameters CAUSE_occurrence_NAME,
/// CAUSE_size_NAME (form episodes) and CAUSE_rate_NAME (forms log_linear and additive).
struct Term {
  std::string_view name;
  std::string_view meaning;
  double occurrence = 0, size = 0, rate = 0;  ///< default coefficients
};

/// Defaults of a cause, from the PRMN register of Somalia 2016-10..2020-12 where that has it.
struct Cause {
  std::string_view name;
  std::string_view meaning;
  std::string_view form;  ///< default: episodes, log_linear or additive
  double occurrence = 0, size = 0, size_sd = 1, rate = 0;  ///< intercepts, spread
  double shared_by_month = 0, shared_by_zone = 0;          ///< of the shock's variance
  std::span<const Term> terms;
  // Destinations: gravity of the cause.
  double intra = 0, distance_exponent = 2, mass_exponent = 1;
};

std::span<const Cause> known_causes();
/// All parameters of all causes, and those of the model as a whole.
std::vector<ParameterInfo> driver_parameters();

}  // namespace ravenstein::models
