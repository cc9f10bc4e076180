// SPDX-License-Identifier: Apache-2.0
#include "calibration/nowcast/destination_shares.hpp"

#include <numeric>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

/// Adds the shares of a row, times `weight`.
void add_row(const ChoiceTable& choice, std::size_t row, double weight,
             std::vector<double>& by_zone) {
  double sum = 0;
  for (std::uint32_t i = choice.begin[row]; i < choice.begin[row + 1]; ++i) {
    sum += choice.weight[i];
  }
  if (!(sum > 0)) return;
  for (std::uint32_t i = choice.begin[row]; i < choice.begin[row + 1]; ++i) {
    by_zone[choice.to[i]] += weight * choice.weight[i] / sum;
  }
}

}  // namespace

DestinationShares::DestinationShares(const Scenario& scenario, Behaviour& behaviour)
    : scenario_(scenario),
      behaviour_(behaviour),
      environment_(scenario, behaviour.causes()),
      residents_(scenario.world.size()),
      state_(behaviour.declare_state()),
      choices_(behaviour.causes().size()) {
  if (behaviour.journey_rules() != nullptr) {
    throw std::invalid_argument("nowcast: expected a model that chooses destinations");
  }
  for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
    residents_[zone] = static_cast<double>(scenario.world.zones[zone].population);
  }
}

std::vector<double> DestinationShares::on(int day, std::span<const ZoneIndex> places,
                                          std::span<const double> present) {
  const std::size_t zones = scenario_.world.size();
  present_.assign(zones, 0);
  for (std::size_t x = 0; x < places.size(); ++x) present_[places[x]] = present[x];
  DayView today = environment_.on(scenario_.period.step_of(day));
  today.present = present_;
  today.residents = residents_;
  today.state = state_;
  behaviour_.begin_day(today);
  weight_.assign(zones, 0);
  behaviour_.entry_weights(today, weight_);
  behaviour_.destination_choice(today, choices_);
  std::vector<double> by_zone(zones, 0);
  const double sum = std::accumulate(weight_.begin(), weight_.end(), 0.0);
  if (!(sum > 0)) add_row(choices_[0], zones, 1, by_zone);
  for (std::size_t zone = 0; zone < zones && sum > 0; ++zone) {
    if (weight_[zone] > 0) add_row(choices_[0], zone, weight_[zone] / sum, by_zone);
  }
  std::vector<double> shares;
  for (const ZoneIndex place : places) shares.push_back(by_zone[place]);
  return shares;
}

}  // namespace ravenstein::calibration
