// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/run_once.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calibration/campaign/measures_of_run.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "engine/simulation.hpp"
#include "models/member.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// A scenario, read once, as its runs need it.
struct Prepared {
  Scenario scenario;  ///< without records that nobody keeps
  CampObservations camps;
  const models::BehaviourModel* model;
  std::shared_ptr<const models::JointDraws> posterior;
};

Prepared prepared(const io::CampaignScenario& one) {
  Prepared result{one.file.scenario, {}, nullptr, one.file.posterior};
  result.scenario.record.flows = false;
  result.scenario.record.strata = false;
  result.scenario.record.homes = false;
  result.camps = camp_observations(result.scenario);
  result.model = models::find_behaviour_model(result.scenario.behaviour.model);
  return result;
}

ParameterValues parameters_of(const io::Campaign& campaign, const CampaignPlan& plan,
                              const Scenario& scenario, const models::JointDraws* posterior,
                              const RunSpec& run, const DrawKey& key) {
  ParameterValues values = models::member_parameters(scenario, key, posterior);
  const auto point = plan.design.point(run.point);
  for (std::size_t p = 0; p < point.size(); ++p) {
    const ParameterInfo& info = campaign.parameters[p].info;
    values[info.name] = io::decoded(info, point[p]);
  }
  return values;
}

}  // namespace

RunFunction simulated_runs(const io::Campaign& campaign, const CampaignPlan& plan) {
  auto scenarios = std::make_shared<std::vector<Prepared>>();
  for (const io::CampaignScenario& one : campaign.scenarios) scenarios->push_back(prepared(one));
  return [scenarios, &campaign, &plan](const RunSpec& run, const std::function<void()>& go_on) {
    const Prepared& one = scenarios->at(run.scenario);
    RunOptions options;
    options.seed = static_cast<std::uint64_t>(campaign.form.seed);
    options.member = run.replicate;
    options.on_day = [&](int) {
      go_on();
      return true;
    };
    const ParameterValues values = parameters_of(campaign, plan, one.scenario, one.posterior.get(),
                                                 run, {options.seed, options.member});
    if (one.model->check) {
      const std::vector<Problem> found = one.model->check(values, one.scenario);
      if (!found.empty()) throw InvalidRun(to_string(found.front()));
    }
    const auto behaviour = one.model->make(values, one.scenario);
    const Projection projection = simulate_here(one.scenario, *behaviour, options);
    return RunOutputs{measures_of(plan.kept.measures, one.scenario, one.camps, projection),
                      tables_of(plan.kept.series, projection),
                      tables_of(plan.kept.fields, projection)};
  };
}

void check_points(const io::Campaign& campaign, const CampaignPlan& plan, std::size_t most) {
  for (std::size_t s = 0; s < campaign.scenarios.size(); ++s) {
    const Scenario& scenario = campaign.scenarios[s].file.scenario;
    const models::JointDraws* posterior = campaign.scenarios[s].file.posterior.get();
    const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
    if (model == nullptr || !model->check) continue;
    for (std::size_t p = 0; p < std::min(most, plan.design.points); ++p) {
      const DrawKey key{static_cast<std::uint64_t>(campaign.form.seed), 0};
      const ParameterValues values =
          parameters_of(campaign, plan, scenario, posterior, {0, s, p, 0}, key);
      std::vector<Problem> found = model->check(values, scenario);
      if (found.empty()) continue;
      for (Problem& problem : found) {
        problem.message = fmt::format("scenario {}, point {}: {}", campaign.scenarios[s].name, p,
                                      problem.message);
        problem.hint = "narrow the design";
      }
      throw InputError(InputKind::scenario, std::move(found));
    }
  }
}

}  // namespace ravenstein::calibration
