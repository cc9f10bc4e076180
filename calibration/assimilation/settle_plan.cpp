// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/settle_plan.hpp"

#include <fmt/format.h>

#include <utility>

#include "calibration/assimilation/assimilate.hpp"

namespace ravenstein::calibration {
namespace {

bool observes_departures(const Scenario& scenario) {
  return scenario.population.departures == PopulationPlan::Departures::observed;
}

/// Tells settings that are given and do nothing.
class Refusal {
 public:
  Refusal(const AssimilationFile& file, Problems& problems) : file_(file), problems_(problems) {}

  void operator()(const char* key, std::string why, std::string hint) {
    const auto given = file_.given.find(key);
    if (given == file_.given.end()) return;
    problems_.add({given->second, key, std::move(why), std::move(hint)});
  }

 private:
  const AssimilationFile& file_;
  Problems& problems_;
};

/// `by_scenario`: the scenario chose the method, and no other would do.
void refuse_of_method(const FilterPlan& plan, bool by_scenario, Refusal& refuse) {
  const bool reports = plan.method == FilterMethod::reports;
  std::string with = "does nothing with method: " + io::name_of(plan.method);
  if (by_scenario) {
    with += ", taken as the scenario ";
    with += reports ? "observes departures" : "forecasts how many leave";
  }
  if (plan.method != FilterMethod::etkf) {
    for (const char* key : {"filter.inflation", "filter.relax", "filter.localisation_km"}) {
      refuse(key, with, "leave it out, or method: etkf");
    }
  }
  if (plan.method != FilterMethod::reports) {
    for (const char* key : {"filter.concentration", "filter.concentration_30_days"}) {
      refuse(key, with, by_scenario ? "leave it out" : "leave it out, or method: reports");
    }
    return;
  }
  refuse("hazard", with, "leave it out");
  for (const char* key : {"pull", "people", "parameters"}) {
    refuse(key, with, "leave it out, or method: etkf");
  }
  if (plan.totals == FilterTotals::follow) {
    refuse("filter.totals", with + "; the total is the scenario's", "leave it out");
  }
}

void refuse_walks(const FilterPlan& plan, Refusal& refuse) {
  const auto refuse_walk = [&](const char* key, const char* sd, const SlowFactor& factor) {
    if (factor.sd > 0 || !(factor.sd_per_30_days > 0)) return;
    refuse(key, fmt::format("does nothing with {} 0: there is no factor", sd),
           fmt::format("{} above 0 makes one", sd));
  };
  refuse_walk("hazard.sd_per_30_days", "hazard.sd", plan.hazard);
  refuse_walk("pull.sd_per_30_days", "pull.sd", plan.pull);
}

void refuse_what_the_scenario_lacks(const FilterPlan& plan, const Scenario& scenario,
                                    Refusal& refuse) {
  const bool observed = observes_departures(scenario);
  if (plan.method == FilterMethod::reports) {
    if (observed && !works_by_month(scenario)) return;
    refuse("filter.method",
           "reports needs a total that is known and a model without memory; this scenario "
           "forecasts how many leave",
           "method: etkf, or population.departures: observed in the scenario");
    return;
  }
  if (observed && plan.hazard.sd > 0) {
    refuse("hazard", "does nothing here: the scenario observes departures, nobody leaves by hazard",
           "leave it out, or population.departures: hazard in the scenario");
  }
  if (scenario.ensemble.draws.empty() && plan.parameter_sd_per_30_days > 0) {
    refuse("parameters.sd_per_30_days", "does nothing here: members draw no parameter",
           "name parameters in ensemble.draws of the scenario, or leave it out");
  }
}

}  // namespace

FilterPlan settled(const FilterPlan& plan, const Scenario& scenario) {
  FilterPlan done = plan;
  const bool observed = observes_departures(scenario);
  if (done.method == FilterMethod::automatic) {
    done.method =
        observed && !works_by_month(scenario) ? FilterMethod::reports : FilterMethod::etkf;
  }
  if (done.totals == FilterTotals::automatic) {
    done.totals = observed ? FilterTotals::keep : FilterTotals::follow;
  }
  return done;
}

void refuse_idle_settings(const AssimilationFile& file, const Scenario* scenario,
                          Problems& problems) {
  Refusal refuse(file, problems);
  const FilterPlan plan = scenario == nullptr ? file.plan : settled(file.plan, *scenario);
  if (plan.method == FilterMethod::automatic) return;
  refuse_of_method(plan, file.plan.method == FilterMethod::automatic, refuse);
  if (plan.method != FilterMethod::reports) refuse_walks(plan, refuse);
  if (scenario != nullptr) refuse_what_the_scenario_lacks(plan, *scenario, refuse);
}

}  // namespace ravenstein::calibration
