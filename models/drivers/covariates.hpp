// SPDX-License-Identifier: Apache-2.0
// The covariates of all causes that come from outside: made once from a scenario's monthly series.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/parameter.hpp"
#include "engine/scenario.hpp"
#include "engine/world/monthly.hpp"
#include "models/drivers/causes.hpp"

namespace ravenstein::models {

/// Which monthly series a term needs; empty: none (memory, or a property of the zones).
std::vector<std::string_view> series_needed(std::string_view cause, std::string_view term);

/// The covariate over the months of its series; empty for terms that depend on what happens in the
/// run. Throws std::logic_error if a series is missing (check first).
MonthlySeries covariate(std::string_view cause, std::string_view term, const Scenario& scenario,
                        const ParameterValues& parameters);

}  // namespace ravenstein::models
