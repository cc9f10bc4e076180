// SPDX-License-Identifier: Apache-2.0
// The cities of a scenario as the engine asks for them.
#pragma once

#include <memory>
#include <vector>

#include "engine/city.hpp"
#include "engine/core/problem.hpp"
#include "engine/scenario.hpp"

namespace ravenstein::models {

/// For Scenario::make_cities: its cities, which do not change any more. What it makes must not
/// outlive the scenario.
MakeCities make_cities(std::vector<CityPlan> plans);

/// What is wrong with a plan that is sound key by key, e.g. a budget without a cost. No place; the
/// subject is a parameter or a capacity.
std::vector<Problem> check_city(const CityPlan& plan);

}  // namespace ravenstein::models
