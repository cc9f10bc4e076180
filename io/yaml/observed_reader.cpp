// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/observed_reader.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace ravenstein::io {
namespace {

void read_zone_counts(const TableSource& source, const ObservationsForm& form, Table& counts,
                      const KnownWorld& world, Scenario& scenario) {
  const std::size_t before = source.problems().size();
  scenario.observations = read_observations(counts, world, source.days_for(form.table));
  auto recounts = source.table(form.corrections, "observations.corrections");
  if (!recounts || source.problems().size() != before) return;
  scenario.corrections = read_corrections(*recounts, world.codes, scenario.observations,
                                          source.days_for(form.corrections));
  correct(scenario.observations, scenario.corrections);
}

}  // namespace

void read_observed(const TableSource& source, const ScenarioForm& form, const KnownWorld& world,
                   Scenario& scenario) {
  if (!form.observations) return;
  auto counts = source.table(form.observations->table, "observations.table");
  if (!counts) return;
  const std::size_t before = source.problems().size();
  read_zone_counts(source, *form.observations, *counts, world, scenario);
  auto elsewhere = source.table(form.observations->elsewhere, "observations.elsewhere");
  if (!elsewhere || source.problems().size() != before) return;
  ObservedSeries series = read_elsewhere(*elsewhere, source.days_for(form.observations->elsewhere));
  if (!series.entries.empty()) scenario.observations.push_back(std::move(series));
}

void check_capacities(Table& table, const ZoneTable& zones, const Scenario& scenario) {
  const bool filled = scenario.population.initial == PopulationPlan::Initial::observed;
  if (!filled) return;
  for (const ObservedSeries& series : scenario.observations) {
    if (series.zone == kNowhere) continue;
    const Zone& zone = scenario.world.zones[series.zone];
    const std::int64_t present = persons_on(series, 0);
    if (!zone.capacity || present <= *zone.capacity) continue;
    table.problem(zones.row[series.zone], zones.capacity,
                  fmt::format("{} persons are less than the {} observed in {} on day 0",
                              *zone.capacity, present, zone.code),
                  "leave it empty if it is not known, or write tolerate: [overfull_camps]");
  }
}

void check_population(const TableSource& source, const ScenarioForm& form,
                      const PopulationPlan& plan) {
  const Days& days = source.days();
  const bool observed = form.observations.has_value();
  const auto needs = [&](bool used, const std::string& key, const std::string& value) {
    if (!used || observed) return;
    source.problems().add({place_of(source.root(), key), key, value + " needs observations", ""});
  };
  needs(plan.departures == PopulationPlan::Departures::observed, "population.departures",
        "observed");
  needs(plan.initial == PopulationPlan::Initial::observed, "population.initial", "observed");
  needs(plan.observed_until_day > 0, "population.observed_until_day",
        std::to_string(plan.observed_until_day));
  if (days.known && plan.observed_until_day >= days.period.days) {
    source.problems().add(
        {place_of(source.root(), "population.observed_until_day"), "population.observed_until_day",
         fmt::format("lies after the period, which ends on {}", days.text(days.period.days - 1)),
         ""});
  }
}

}  // namespace ravenstein::io
