// SPDX-License-Identifier: Apache-2.0
// People counted in receiving zones, with the recounts that correct them.
#pragma once

#include "engine/scenario.hpp"
#include "io/tables/observations.hpp"
#include "io/tables/zones.hpp"
#include "io/yaml/form.hpp"
#include "io/yaml/table_source.hpp"

namespace ravenstein::io {

void read_observed(const TableSource& source, const ScenarioForm& form, const KnownWorld& world,
                   Scenario& scenario);
/// A problem where more people were counted on day 0 than a zone has room for, if the scenario
/// begins with them.
void check_capacities(Table& table, const ZoneTable& zones, const Scenario& scenario);

/// Problems where who sets out follows observations that there are none of.
void check_population(const TableSource& source, const ScenarioForm& form,
                      const PopulationPlan& plan);

}  // namespace ravenstein::io
