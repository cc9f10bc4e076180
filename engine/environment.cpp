// SPDX-License-Identifier: Apache-2.0
#include "engine/environment.hpp"

namespace ravenstein {

Environment::Environment(const Scenario& scenario) : scenario_(scenario) {
  for (const ConditionTable& table : scenario.drivers) {
    cursors_.emplace_back(table, scenario.world.size());
    conditions_.push_back({.driver = table.driver, .value = {}});
  }
}

DayView Environment::on(int day, std::span<const double> present,
                        std::span<const double> residents) {
  for (std::size_t d = 0; d < cursors_.size(); ++d) {
    conditions_[d].value = cursors_[d].advance_to(day);
  }
  const Network& network = scenario_.world.network;
  const std::size_t epoch = network.epoch_of(day);
  return {.day = day,
          .world = scenario_.world,
          .network = network.epochs()[epoch],
          .network_epoch = epoch,
          .conditions = conditions_,
          .present = present,
          .residents = residents};
}

}  // namespace ravenstein
