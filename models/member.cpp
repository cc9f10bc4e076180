// SPDX-License-Identifier: Apache-2.0
#include "models/member.hpp"

#include <fmt/format.h>

#include <utility>

namespace ravenstein::models {

std::vector<double> drawn_values(const Scenario& scenario, const DrawKey& key,
                                 const JointDraws* joint) {
  std::vector<double> values;
  for (const ParameterDraw& draw : scenario.ensemble.draws) {
    values.push_back(draw_parameter(draw.distribution, key, draw.parameter));
  }
  if (joint == nullptr) return values;
  const std::vector<double> row = joint->of_member(key);
  values.insert(values.end(), row.begin(), row.end());
  return values;
}

std::vector<std::string> drawn_names(const Scenario& scenario, const JointDraws* joint) {
  std::vector<std::string> names;
  for (const ParameterDraw& draw : scenario.ensemble.draws) names.push_back(draw.parameter);
  if (joint != nullptr) names.insert(names.end(), joint->names.begin(), joint->names.end());
  return names;
}

ParameterValues member_parameters(const Scenario& scenario, const DrawKey& key,
                                  const JointDraws* joint) {
  ParameterValues values = complete_parameters(scenario);
  const std::vector<double> drawn = drawn_values(scenario, key, joint);
  const std::vector<std::string> names = drawn_names(scenario, joint);
  for (std::size_t d = 0; d < drawn.size(); ++d) values[names[d]] = drawn[d];
  return values;
}

std::vector<Problem> check_member(const Scenario& scenario, const DrawKey& key,
                                  const JointDraws* joint) {
  const BehaviourModel* model = find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr || !model->check) return {};
  return model->check(member_parameters(scenario, key, joint), scenario);
}

std::vector<Problem> check_members(const Scenario& scenario, const DrawKey& first, int members,
                                   const JointDraws* joint) {
  std::vector<Problem> found;
  if (scenario.ensemble.draws.empty() && joint == nullptr) return found;
  for (int m = 0; m < members && found.empty(); ++m) {
    found =
        check_member(scenario, {first.seed, first.member + static_cast<std::uint32_t>(m)}, joint);
    for (Problem& problem : found) {
      problem.message = fmt::format("in member {}: {}", m, problem.message);
      problem.hint = joint == nullptr ? "narrow ensemble.draws"
                                      : "narrow ensemble.draws, or the priors of the calibration";
    }
  }
  return found;
}

std::unique_ptr<Behaviour> make_member(const Scenario& scenario, const DrawKey& key,
                                       const JointDraws* joint) {
  const BehaviourModel* model = find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr) return make_behaviour(scenario);  // says what is wrong
  return model->make(member_parameters(scenario, key, joint), scenario);
}

}  // namespace ravenstein::models
