// SPDX-License-Identifier: Apache-2.0
#include "io/yaml/resolution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "engine/resolution.hpp"
#include "io/text.hpp"

namespace ravenstein::io {
namespace {

/// Adds problems where the scenario says what is wrong.
class Objections {
 public:
  Objections(const YamlNode& root, Problems& problems) : root_(root), problems_(problems) {}
  void add(const std::string& key, std::string message, std::string hint = {}) {
    problems_.add({place_of(root_, key), key, std::move(message), std::move(hint)});
  }

 private:
  const YamlNode& root_;
  Problems& problems_;
};

void check_single_people(const Scenario& scenario, Objections& objections) {
  if (scenario.resolution != Resolution::agents) {
    objections.add("resolution",
                   fmt::format("the behaviour moves people one by one: expected agents, found {}",
                               name_of(scenario.resolution)));
  }
  if (scenario.period.interval != Interval::day) {
    objections.add("period.step",
                   fmt::format("the behaviour moves people day by day: expected day, found {}",
                               name_of(scenario.period.interval)));
  }
}

void check_causes(const Strata& strata, const std::vector<std::string>& causes,
                  Objections& objections) {
  std::set<std::string> named;
  for (const Stratum& stratum : strata.strata) {
    for (const auto& [cause, relative] : stratum.relative_hazard) named.insert(cause);
  }
  for (const std::string& cause : named) {
    if (std::find(causes.begin(), causes.end(), cause) != causes.end()) continue;
    objections.add("population.strata",
                   fmt::format("relative_hazard:{}: expected a cause of the behaviour: {}", cause,
                               listed(causes)),
                   did_you_mean(cause, causes));
  }
}

}  // namespace

void settle_intervals(Scenario& scenario, const YamlNode& root, Problems& problems) {
  Objections objections(root, problems);
  const Interval step = scenario.period.interval;
  if (scenario.record.every < step && find_path(root, "record.every") != nullptr) {
    objections.add("record.every",
                   fmt::format("expected an interval not shorter than the steps ({})"
                               ", found {}",
                               name_of(step), name_of(scenario.record.every)));
  }
  scenario.record.every = std::max(scenario.record.every, step);
  const bool by_hazard = scenario.population.departures == PopulationPlan::Departures::hazard;
  if (step != Interval::day && !by_hazard) {
    objections.add("period.step",
                   fmt::format("steps of a {} need population.departures: hazard; observed "
                               "departures are known by day",
                               name_of(step)));
  }
  if (!by_hazard && scenario.strata.has_births_or_deaths()) {
    objections.add("population.strata", "births and deaths need population.departures: hazard",
                   "leave out births_per_year, deaths_per_year and newborn_share");
  }
}

void settle_resolution(Scenario& scenario, std::optional<Resolution> asked, const YamlNode& root,
                       const models::BehaviourModel& model, Problems& problems) {
  const bool plain = asked == Resolution::agents && scenario.strata.dimensions.empty() &&
                     scenario.period.interval == Interval::day;
  if (!model.make || plain) return;
  const std::unique_ptr<Behaviour> behaviour =
      model.make(models::complete_parameters(model, scenario.behaviour), scenario);
  const bool single_people = behaviour->journey_rules() != nullptr;
  if (!asked) {
    ResolutionChoice choice = choose_resolution(scenario, single_people, scenario.ensemble.members);
    scenario.resolution = choice.resolution;
    scenario.resolution_reason = std::move(choice.reason);
  }
  Objections objections(root, problems);
  if (single_people) check_single_people(scenario, objections);
  check_causes(scenario.strata, behaviour->causes(), objections);
}

}  // namespace ravenstein::io
