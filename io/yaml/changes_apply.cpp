// SPDX-License-Identifier: Apache-2.0
// Changes of drivers, capacities and causes, applied to what the baseline has.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/whatif/capacity_change.hpp"
#include "engine/whatif/driver_change.hpp"
#include "io/text.hpp"
#include "io/yaml/changes.hpp"

namespace ravenstein::io {

void Changes::change_drivers(const ZoneCodes& codes, const Tables& tables,
                             Scenario& scenario) const {
  for (const Entry& entry : entries_) {
    if (entry.subject == "driver") change_driver(entry, codes, tables, scenario);
  }
}

void Changes::change_driver(const Entry& entry, const ZoneCodes& codes, const Tables& tables,
                            Scenario& scenario) const {
  const ChangeForm& form = *entry.form;
  DriverChange change{.zones = {},
                      .value = std::nullopt,
                      .extrapolate = form.extrapolate,
                      .scale = form.scale,
                      .shift = form.shift};
  if (!find_zones(entry, codes, change.zones)) return;
  if (given(entry, "value")) change.value = form.value;
  for (MonthlyDriver& driver : scenario.monthly) {
    const bool counted = driver.name.starts_with("displaced_");  // what a register counted
    if (driver.name != form.driver || counted) continue;
    return change_series(entry, change, tables, driver.series, scenario.world.zones);
  }
  for (ConditionTable& table : scenario.drivers) {
    if (table.driver != form.driver) continue;
    if (form.extrapolate != Extrapolation::none) {
      return tell(entry, "extrapolate",
                  fmt::format("has no meaning for {}, which is known by day", form.driver));
    }
    std::optional<ConditionTable> replacement;
    if (given(entry, "table") && !(replacement = tables.conditions(form.table, form.driver)))
      return;
    change_conditions(table, change, entry.first_day, entry.end_day, scenario.period.days,
                      scenario.world.size(), replacement ? &*replacement : nullptr);
    const auto known = std::ranges::find(known_drivers(), form.driver, &KnownDriver::name);
    const auto [least, most] = std::ranges::minmax(table.changes, {}, &ConditionChange::value);
    return check_values(entry, known->minimum, known->maximum, least.value, most.value);
  }
  std::vector<std::string> names;
  for (const ConditionTable& table : scenario.drivers) names.push_back(table.driver);
  for (const MonthlyDriver& driver : scenario.monthly) {
    if (!driver.name.starts_with("displaced_")) names.push_back(driver.name);
  }
  tell(entry, "driver",
       fmt::format("the baseline has no driver {}: expected {}", in_quotes(form.driver),
                   names.empty() ? "none" : "one of " + listed(names)),
       did_you_mean(form.driver, names));
}

void Changes::change_series(const Entry& entry, const DriverChange& change, const Tables& tables,
                            MonthlySeries& series, std::span<const Zone> zones) const {
  if (!whole_months(entry)) return;
  const ChangeForm& form = *entry.form;
  std::optional<MonthlySeries> replacement;
  if (given(entry, "table") && !(replacement = tables.monthly(form.table, entry.path + ".table")))
    return;
  std::vector<std::string> codes;
  for (const Zone& zone : zones) codes.push_back(zone.code);
  const Period& period = days_.period;
  const int first = month_number(period.date_of(entry.first_day));
  const int end = month_number(period.date_of(entry.end_day - 1)) + 1;
  const std::string unknown =
      change_monthly(series, change, first, end, replacement ? &*replacement : nullptr, codes);
  if (!unknown.empty()) {
    return tell(entry, "driver",
                fmt::format("cannot be told for {}: there is nothing to start from", unknown),
                "give a value or a table, or extrapolate");
  }
  const auto known = std::ranges::find(known_series(), form.driver, &KnownSeries::name);
  double least = known->minimum, most = known->minimum;
  for (int month = first; month < end; ++month) {
    for (const double value : series.row(month)) {
      if (std::isnan(value)) continue;
      least = std::min(least, value);
      most = std::max(most, value);
    }
  }
  check_values(entry, known->minimum, known->maximum, least, most);
}

void Changes::check_values(const Entry& entry, double minimum, double maximum, double least,
                           double most) const {
  if (least >= minimum && most <= maximum) return;
  tell(entry, "driver",
       fmt::format("makes {} as much as {}, expected {}..{}", entry.form->driver,
                   least < minimum ? least : most, minimum, maximum));
}

void Changes::change_behaviour(const ZoneCodes& codes, const models::BehaviourModel& model,
                               Scenario& scenario) const {
  for (const Entry& entry : entries_) {
    if (entry.subject.starts_with("capacity")) change_room(entry, codes, model, scenario);
    const bool camp = entry.subject == "camp" || entry.subject == "new_camp";
    if (camp && model.uses &&
        !model.uses(models::complete_parameters(model, scenario.behaviour), scenario).camps) {
      tell(entry, entry.subject,
           fmt::format("does nothing with {}, which knows no camps", model.name));
    }
    if (entry.subject == "cause") change_cause(entry, codes, model, scenario);
    if (entry.subject == "driver" && scenario.monthly_driver(entry.form->driver) != nullptr &&
        model.uses) {
      const models::ModelUse use =
          model.uses(models::complete_parameters(model, scenario.behaviour), scenario);
      if (std::ranges::find(use.monthly, entry.form->driver) != use.monthly.end()) continue;
      tell(entry, "driver",
           fmt::format("does nothing with {}: no term that is on uses {}", model.name,
                       entry.form->driver));
    }
  }
}

void Changes::change_room(const Entry& entry, const ZoneCodes& codes,
                          const models::BehaviourModel& model, Scenario& scenario) const {
  CapacityChange change{.zones = {},
                        .capacity = std::nullopt,
                        .per_month = entry.form->capacity_per_month,
                        .first_day = entry.first_day,
                        .end_day = entry.end_day};
  if (!find_zones(entry, codes, change.zones)) return;
  if (!given(entry, "zones")) {
    return tell(entry, entry.subject, "expected zones, to say whose capacity it is");
  }
  const ParameterValues values = models::complete_parameters(model, scenario.behaviour);
  const std::vector<std::string> used =
      model.uses ? model.uses(values, scenario).drivers : std::vector<std::string>{};
  if (std::find(used.begin(), used.end(), kCapacityCondition) == used.end()) {
    return tell(entry, entry.subject,
                fmt::format("does nothing with {}: no rule that is on uses capacities over time",
                            model.name));
  }
  if (given(entry, "capacity")) change.capacity = entry.form->capacity;
  for (const ZoneIndex z : change.zones) {
    const Zone& zone = scenario.world.zones[z];
    if (change.capacity || zone.capacity.value_or(0) > 0) continue;
    return tell(entry, entry.subject, fmt::format("{} has no capacity that could grow", zone.code),
                "give capacity as well");
  }
  change_capacity(scenario, change);
}

void Changes::change_cause(const Entry& entry, const ZoneCodes& codes,
                           const models::BehaviourModel& model, Scenario& scenario) const {
  HazardChange change{.cause = entry.form->cause,
                      .zones = {},
                      .first_day = entry.first_day,
                      .end_day = entry.end_day,
                      .scale = entry.form->scale};
  if (!find_zones(entry, codes, change.zones)) return;
  if (scenario.population.departures != PopulationPlan::Departures::hazard) {
    return tell(entry, "cause", "does nothing while people leave as the observed total rises",
                "needs population.departures: hazard");
  }
  if (model.uses && model.uses(models::complete_parameters(model, scenario.behaviour), scenario)
                        .departs_in_numbers) {
    return tell(entry, "cause",
                fmt::format("does nothing with {}, which says how many leave", model.name));
  }
  const std::vector<std::string> causes = models::make_behaviour(scenario)->causes();
  if (std::find(causes.begin(), causes.end(), change.cause) == causes.end()) {
    return tell(entry, "cause",
                fmt::format("people of the baseline do not leave for {}: expected one of {}",
                            in_quotes(change.cause), listed(causes)),
                did_you_mean(change.cause, causes));
  }
  scenario.hazard_changes.push_back(std::move(change));
}

}  // namespace ravenstein::io
