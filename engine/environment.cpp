// SPDX-License-Identifier: Apache-2.0
#include "engine/environment.hpp"

#include <utility>

namespace ravenstein {

Environment::Environment(const Scenario& scenario, std::vector<std::string> causes)
    : scenario_(scenario), causes_(std::move(causes)) {
  for (const ConditionTable& table : scenario.drivers) {
    cursors_.emplace_back(table, scenario.world.size());
    conditions_.push_back({.driver = table.driver, .value = {}});
  }
}

DayView Environment::on(int step) {
  const Period& period = scenario_.period;
  const int day = period.first_day(step);
  for (std::size_t d = 0; d < cursors_.size(); ++d) {
    conditions_[d].value = cursors_[d].advance_to(day);
  }
  const Network& network = scenario_.world.network;
  const std::size_t epoch = network.epoch_of(day);
  const int month = month_number(period.date_of(day));
  DayView view{.period = period, .world = scenario_.world, .network = network.epochs()[epoch]};
  view.day = day;
  view.step = step;
  view.days = period.days_in(step);
  view.network_epoch = epoch;
  view.conditions = conditions_;
  view.month = month;
  view.days_in_month =
      static_cast<int>((first_of_month(month + 1) - first_of_month(month)).count());
  view.month_begins = day == 0 || month != month_number(period.date_of(day - 1));
  hazard_scale_ =
      hazard_scales(scenario_.hazard_changes, causes_, scenario_.world.size(), day, view.days);
  view.hazard_scale = hazard_scale_;
  return view;
}

}  // namespace ravenstein
