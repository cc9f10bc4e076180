// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/whatif/capacity_change.hpp"
#include "models/drivers/causes.hpp"
#include "models/drivers/covariates.hpp"
#include "models/drivers/idle.hpp"

namespace ravenstein::models {
namespace {

Problem problem(std::string subject, std::string message) {
  Problem result;
  result.subject = std::move(subject);
  result.message = std::move(message);
  return result;
}

double number(const ParameterValues& values, const std::string& name) {
  return std::get<double>(values.at(name));
}

bool is_on(const Cause& cause, const ParameterValues& values) {
  return std::get<std::string>(values.at(fmt::format("{}_form", cause.name))) != "off";
}

/// What a term needs beyond the months of the period, e.g. the year before: its first missing
/// value.
void check_values(const Cause& cause, const Term& term, const ParameterValues& values,
                  const Scenario& scenario, std::vector<Problem>& problems) {
  const MonthlySeries series = covariate(cause.name, term.name, scenario, values);
  const Period& period = scenario.period;
  const int last = month_number(period.date_of(period.days - 1));
  for (int month = month_number(period.start); month <= last; ++month) {
    for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
      if (std::isfinite(series.at(month, zone))) continue;
      problems.push_back(problem(
          fmt::format("drivers.monthly.{}", series_needed(cause.name, term.name).front()),
          fmt::format(
              "{} ({}) cannot be told for {} in {}: expected values there, and in the months "
              "before that it looks back to",
              cause.name, term.name, scenario.world.zones[zone].code, month_text(month))));
      return;
    }
  }
}

/// Whether the series is there and covers the months of the period; if not, it is told.
bool check_series(const Scenario& scenario, std::string_view name, const Cause& cause,
                  const Term& term, std::vector<Problem>& problems) {
  const MonthlyDriver* driver = scenario.monthly_driver(name);
  if (driver == nullptr) {
    problems.push_back(
        problem("drivers", fmt::format("{0} ({1}) needs the monthly series {2}: expected it in "
                                       "drivers.monthly, found none (or set {0}_occurrence_{1}, "
                                       "{0}_size_{1} and {0}_rate_{1} to 0)",
                                       cause.name, term.name, name)));
    return false;
  }
  const Period& period = scenario.period;
  const int first = month_number(period.start);
  const int last = month_number(period.date_of(period.days - 1));
  if (driver->series.contains(first) && driver->series.contains(last)) return true;
  problems.push_back(problem(
      fmt::format("drivers.monthly.{}", name),
      fmt::format("covers {} to {}, the period is {} to {}", month_text(driver->series.first_month),
                  month_text(driver->series.end_month() - 1), month_text(first),
                  month_text(last))));
  return false;
}

/// Rates of the form `additive` that are more than everybody, as far as series tell beforehand.
void check_rates(const Cause& cause, const ParameterValues& values, const Scenario& scenario,
                 std::vector<Problem>& problems) {
  std::vector<std::pair<double, MonthlySeries>> terms;
  for (const Term& term : cause.terms) {
    const double rate = number(values, fmt::format("{}_rate_{}", cause.name, term.name));
    if (rate == 0 || series_needed(cause.name, term.name).empty()) continue;
    terms.emplace_back(rate, covariate(cause.name, term.name, scenario, values));
  }
  const Period& period = scenario.period;
  const int last = month_number(period.date_of(period.days - 1));
  for (int month = month_number(period.start); month <= last && !terms.empty(); ++month) {
    for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
      double sum = 0;
      for (const auto& [rate, series] : terms) sum += rate * series.at(month, zone);
      if (!(sum > 1)) continue;
      problems.push_back(problem(
          fmt::format("behaviour.parameters.{}_form", cause.name),
          fmt::format("the rates of {} add up to {:.3g} per month for {} in {}: expected at "
                      "most 1, which is everybody",
                      cause.name, sum, scenario.world.zones[zone].code, month_text(month))));
      return;
    }
  }
}

/// Whether a term of a cause that is on has a coefficient of its form.
bool is_used(const Cause& cause, const Term& term, const ParameterValues& values) {
  const std::string form = std::get<std::string>(values.at(fmt::format("{}_form", cause.name)));
  const auto coefficient = [&](const char* what) {
    return number(values, fmt::format("{}_{}_{}", cause.name, what, term.name));
  };
  if (form == "episodes") return coefficient("occurrence") != 0 || coefficient("size") != 0;
  return coefficient("rate") != 0;
}

/// The series that the terms of a cause ask for.
void add_series(const Cause& cause, const ParameterValues& values,
                std::vector<std::string>& series) {
  for (const Term& term : cause.terms) {
    if (!is_used(cause, term, values)) continue;
    for (const std::string_view name : series_needed(cause.name, term.name)) {
      series.emplace_back(name);
      if (name == "terms_of_trade") series.emplace_back("terms_of_trade_national");
    }
  }
}

/// Places and people that gravity works with.
void check_zones(const ParameterValues& values, const Scenario& scenario,
                 std::vector<Problem>& problems) {
  const bool by_position = std::get<std::string>(values.at("distance")) == "great_circle";
  for (const Zone& zone : scenario.world.zones) {
    const bool placed = std::isfinite(zone.latitude_deg) && std::isfinite(zone.longitude_deg);
    if (by_position && !placed) {
      problems.push_back(
          problem("zones", fmt::format("{} has no position: expected latitude_deg and "
                                       "longitude_deg with distance: great_circle",
                                       zone.code)));
    }
    const auto urban = zone.attributes.find("urban");
    if (urban == zone.attributes.end()) continue;
    const auto people = static_cast<double>(zone.population);
    if (urban->second >= 0 && urban->second <= people) continue;
    problems.push_back(problem("zones", fmt::format("urban of {}: expected 0..{}, its population, "
                                                    "found {}",
                                                    zone.code, people, urban->second)));
  }
}

void check_cause(const Cause& cause, const ParameterValues& values, const Scenario& scenario,
                 std::vector<Problem>& problems) {
  const std::string form = std::get<std::string>(values.at(fmt::format("{}_form", cause.name)));
  const std::size_t before = problems.size();
  for (const Term& term : cause.terms) {
    if (!is_used(cause, term, values)) continue;
    const auto needed = series_needed(cause.name, term.name);
    bool complete = !needed.empty();
    for (const std::string_view series : needed) {
      complete = check_series(scenario, series, cause, term, problems) && complete;
    }
    if (complete) check_values(cause, term, values, scenario, problems);
  }
  if (form == "additive" && problems.size() == before) {
    check_rates(cause, values, scenario, problems);
  }
  const double shared = number(values, fmt::format("{}_shared_by_month", cause.name)) +
                        number(values, fmt::format("{}_shared_by_zone", cause.name));
  if (shared > 1) {
    problems.push_back(problem(
        fmt::format("behaviour.parameters.{}_shared_by_zone", cause.name),
        fmt::format("with {}_shared_by_month makes {}: expected at most 1", cause.name, shared)));
  }
}

/// What zones are like for those who look for food must be known in every month.
void check_hunger(const Scenario& scenario, std::vector<Problem>& problems) {
  const std::string subject = "behaviour.parameters.food_pull";
  const MonthlyDriver* hunger = scenario.monthly_driver("phase3_or_worse");
  if (hunger == nullptr) {
    problems.push_back(problem(subject,
                               "needs the monthly series phase3_or_worse: expected it in "
                               "drivers.monthly, found none"));
    return;
  }
  const Period& period = scenario.period;
  const int last = month_number(period.date_of(period.days - 1));
  for (int month = month_number(period.start); month <= last; ++month) {
    for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
      const bool known = hunger->series.contains(month);
      if (known && !std::isnan(hunger->series.at(month, zone))) continue;
      problems.push_back(
          problem(subject, fmt::format("phase3_or_worse has no value for {} in {}",
                                       scenario.world.zones[zone].code, month_text(month))));
      return;
    }
  }
}

}  // namespace

std::vector<Problem> check_drivers(const ParameterValues& values, const Scenario& scenario) {
  std::vector<Problem> problems;
  const auto causes = known_causes();
  if (std::none_of(causes.begin(), causes.end(),
                   [&](const Cause& cause) { return is_on(cause, values); })) {
    problems.push_back(problem("behaviour.parameters",
                               "no cause is switched on: expected at least one, e.g. "
                               "conflict_form: episodes"));
  }
  check_zones(values, scenario, problems);
  if (number(values, "food_pull") > 0) check_hunger(scenario, problems);
  for (const Cause& cause : causes) {
    if (is_on(cause, values)) check_cause(cause, values, scenario, problems);
  }
  std::sort(problems.begin(), problems.end(),
            [](const Problem& a, const Problem& b) { return a.message < b.message; });
  const auto same = [](const Problem& a, const Problem& b) {
    return a.message == b.message && a.subject == b.subject;
  };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
  return problems;
}

ModelUse use_of_drivers(const ParameterValues& values, const Scenario& scenario) {
  ModelUse use;
  use.zone_columns = {"urban"};
  use.monthly = {"restriction"};
  if (number(values, "food_pull") > 0) use.monthly.emplace_back("phase3_or_worse");
  for (const Cause& cause : known_causes()) {
    if (!is_on(cause, values)) continue;
    add_series(cause, values, use.monthly);
    use.zone_columns.push_back(fmt::format("{}_occurrence_effect", cause.name));
    use.zone_columns.push_back(fmt::format("{}_size_effect", cause.name));
  }
  if (std::get<std::string>(values.at("capacity")) == "used") {
    use.drivers.emplace_back(kCapacityCondition);
  }
  use.travel_plan = true;
  use.permeability = true;
  use.death_risk = true;
  use.link_closures = true;
  use.draws_of_its_own = std::get<std::string>(values.at("shocks")) == "drawn";
  use.idle = idle_in_drivers(values, scenario);
  use.camps = false;
  return use;
}

}  // namespace ravenstein::models
