// SPDX-License-Identifier: Apache-2.0
#include "calibration/evaluate.hpp"

#include <utility>

#include "calibration/scores/of_scenario.hpp"
#include "engine/partition.hpp"
#include "models/member.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// Expected persons are exact and need no seed; rules that move single people have none.
Projection run_beside(const Scenario& scenario, const RunOptions& options) {
  Scenario expected = scenario;
  const auto behaviour = models::make_behaviour(expected);
  if (behaviour->journey_rules() == nullptr) expected.resolution = Resolution::flows;
  RunOptions quiet = options;
  quiet.partition = nullptr;  // for one process
  if (options.on_day) {       // no progress of its own, but it can be stopped
    const int days = scenario.period.days;
    quiet.on_day = [&options, days](int) { return options.on_day(days); };
  }
  return simulate(expected, *behaviour, quiet);
}

/// Scores of a projection and of those beside it; they are of days.
std::optional<SkillTable> skill_of(const Scenario& scenario, const Projection& projection,
                                   const std::vector<io::BesideSpec>& specs,
                                   const std::vector<Evaluation::Beside>& beside) {
  const CampObservations observed = camp_observations(scenario);
  if (observed.codes.empty() || projection.period.interval != Interval::day) return std::nullopt;
  std::vector<Forecast> forecasts{forecast_of(scenario, projection)};
  for (std::size_t b = 0; b < beside.size(); ++b) {
    forecasts.push_back(forecast_of(specs[b].scenario, beside[b].projection));
    forecasts.back().name = beside[b].name;
  }
  return skill(forecasts, observed);
}

Ensemble run_members(const io::ScenarioFile& file, const RunOptions& options) {
  const Scenario& scenario = file.scenario;
  const models::JointDraws* joint = file.posterior.get();
  EnsembleOptions many;
  many.members = scenario.ensemble.members;
  many.run = options;
  const DrawKey first{options.seed, options.member};
  std::vector<Problem> found = models::check_members(scenario, first, many.members, joint);
  if (!found.empty()) throw InputError(InputKind::scenario, std::move(found));
  const auto make = [&](const DrawKey& key) { return models::make_member(scenario, key, joint); };
  Ensemble ensemble = run_ensemble(scenario, make, many);
  const bool drawn = !scenario.ensemble.draws.empty() || joint != nullptr;
  for (int m = 0; m < many.members && drawn; ++m) {
    const DrawKey key{options.seed, options.member + static_cast<std::uint32_t>(m)};
    ensemble.parameters.push_back(models::drawn_values(scenario, key, joint));
  }
  return ensemble;
}

}  // namespace

Evaluation evaluate(const io::ScenarioFile& file, const RunOptions& options,
                    const Keeping* keeping) {
  Evaluation result;
  if (file.scenario.ensemble.members > 1) {
    result.ensemble = run_members(file, options);
    result.projection = std::move(result.ensemble->first);
  } else {
    const auto behaviour = models::make_behaviour(file.scenario);
    result.projection = keeping == nullptr
                            ? simulate(file.scenario, *behaviour, options)
                            : simulate_kept(file.scenario, *behaviour, options, *keeping);
  }
  if (options.partition != nullptr && options.partition->rank() != 0) return result;
  for (const io::BesideSpec& spec : file.beside) {
    result.beside.push_back({spec.name, run_beside(spec.scenario, options)});
  }
  result.skill = skill_of(file.scenario, result.projection, file.beside, result.beside);
  return result;
}

}  // namespace ravenstein::calibration
