// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/run_once.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "calibration/batch/evaluation.hpp"
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
};

Prepared prepared(const io::CampaignScenario& one) {
  Prepared result{one.file.scenario, {}, nullptr};
  result.scenario.record.flows = false;
  result.scenario.record.strata = false;
  result.scenario.record.homes = false;
  result.camps = camp_observations(result.scenario);
  result.model = models::find_behaviour_model(result.scenario.behaviour.model);
  return result;
}

}  // namespace

DrawKey run_key(const io::Campaign& campaign, const RunSpec& run) {
  constexpr std::uint32_t kRetry = 0xfffffffeU;  // no generation of a method
  const auto seed = static_cast<std::uint64_t>(campaign.form.seed);
  if (run.retry == 0) return {seed, run.replicate};
  return {evaluation_key(seed, kRetry, run.retry).seed, run.replicate};
}

ParameterValues run_parameters(const io::Campaign& campaign, const CampaignPlan& plan,
                               const RunSpec& run) {
  const io::ScenarioFile& file = campaign.scenarios[run.scenario].file;
  ParameterValues values =
      models::member_parameters(file.scenario, run_key(campaign, run), file.posterior.get());
  const auto point = plan.design.point(run.point);
  for (std::size_t p = 0; p < point.size(); ++p) {
    const ParameterInfo& info = campaign.parameters[p].info;
    values[info.name] = io::decoded(info, point[p]);
  }
  return values;
}

RunFunction simulated_runs(const io::Campaign& campaign, const CampaignPlan& plan) {
  auto scenarios = std::make_shared<std::vector<Prepared>>();
  for (const io::CampaignScenario& one : campaign.scenarios) scenarios->push_back(prepared(one));
  return [scenarios, &campaign, &plan](const RunSpec& run, const std::function<void()>& go_on) {
    const Prepared& one = scenarios->at(run.scenario);
    const bool whole = plan.keeps_projection(run.number);
    const Scenario& scenario =
        whole ? campaign.scenarios[run.scenario].file.scenario : one.scenario;
    const DrawKey key = run_key(campaign, run);
    RunOptions options;
    options.seed = key.seed;
    options.member = key.member;
    options.on_day = [&](int) {
      go_on();
      return true;
    };
    const ParameterValues values = run_parameters(campaign, plan, run);
    if (one.model->check) {
      const std::vector<Problem> found = one.model->check(values, scenario);
      if (!found.empty()) throw InvalidRun(to_string(found.front()));
    }
    const auto behaviour = one.model->make(values, scenario);
    Projection projection = simulate_here(scenario, *behaviour, options);
    RunOutputs outputs{measures_of(plan.kept.measures, scenario, one.camps, projection),
                       tables_of(plan.kept.series, projection),
                       tables_of(plan.kept.fields, projection)};
    if (whole) outputs.projection = std::make_shared<const Projection>(std::move(projection));
    return outputs;
  };
}

void check_points(const io::Campaign& campaign, const CampaignPlan& plan, std::size_t most) {
  Problems problems;
  for (std::size_t s = 0; s < campaign.scenarios.size(); ++s) {
    const Scenario& scenario = campaign.scenarios[s].file.scenario;
    const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
    if (model == nullptr || !model->check) continue;
    for (std::size_t p = 0; p < std::min(most, plan.design.points); ++p) {
      std::vector<Problem> found =
          model->check(run_parameters(campaign, plan, {0, s, p, 0, 0}), scenario);
      if (found.empty()) continue;
      for (Problem& problem : found) {
        problem.message = fmt::format("scenario {}, point {}: {}", campaign.scenarios[s].name, p,
                                      problem.message);
        problem.hint = "narrow the design";
        problems.add(std::move(problem));
      }
      break;  // one point of a scenario tells enough
    }
  }
  problems.throw_if_any();
}

}  // namespace ravenstein::calibration
