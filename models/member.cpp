// SPDX-License-Identifier: Apache-2.0
#include "models/member.hpp"

#include <fmt/format.h>

#include <utility>

namespace ravenstein::models {

std::vector<double> drawn_values(const Scenario& scenario, const DrawKey& key) {
  std::vector<double> values;
  for (const ParameterDraw& draw : scenario.ensemble.draws) {
    values.push_back(draw_parameter(draw.distribution, key, draw.parameter));
  }
  return values;
}

ParameterValues member_parameters(const Scenario& scenario, const DrawKey& key) {
  ParameterValues values = complete_parameters(scenario);
  const std::vector<double> drawn = drawn_values(scenario, key);
  for (std::size_t d = 0; d < drawn.size(); ++d) {
    values[scenario.ensemble.draws[d].parameter] = drawn[d];
  }
  return values;
}

std::vector<Problem> check_member(const Scenario& scenario, const DrawKey& key) {
  const BehaviourModel* model = find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr || !model->check) return {};
  return model->check(member_parameters(scenario, key), scenario);
}

std::vector<Problem> check_members(const Scenario& scenario, const DrawKey& first, int members) {
  std::vector<Problem> found;
  if (scenario.ensemble.draws.empty()) return found;
  for (int m = 0; m < members && found.empty(); ++m) {
    found = check_member(scenario, {first.seed, first.member + static_cast<std::uint32_t>(m)});
    for (Problem& problem : found) {
      problem.message = fmt::format("in member {}: {}", m, problem.message);
      problem.hint = "narrow ensemble.draws";
    }
  }
  return found;
}

std::unique_ptr<Behaviour> make_member(const Scenario& scenario, const DrawKey& key) {
  const BehaviourModel* model = find_behaviour_model(scenario.behaviour.model);
  if (model == nullptr) return make_behaviour(scenario);  // says what is wrong
  return model->make(member_parameters(scenario, key), scenario);
}

}  // namespace ravenstein::models
