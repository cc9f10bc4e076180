// SPDX-License-Identifier: Apache-2.0
// What the model `drivers` remembers: displacement by cause and zone, and flows between zones.
#include <algorithm>
#include <cmath>

#include "models/drivers/model.hpp"
#include "models/movement/remembered_flows.hpp"

namespace ravenstein::models {

std::size_t Drivers::state_of(std::size_t cause, std::size_t array) const {
  return cause * kStateKinds + array;
}

/// Memory starts with the register's past, where the scenario has it.
std::vector<StateArray> Drivers::declare_state() const {
  std::vector<StateArray> state;
  const int now = month_number(scenario_.period.start);
  for (const Active& active : active_) {
    const std::string name(active.cause->name);
    StateArray sum{"memory_sum_" + name, std::vector(zones_, 0.0)};
    StateArray weights{"memory_weights_" + name, std::vector(zones_, 0.0)};
    StateArray last{"last_month_" + name, std::vector(zones_, 0.0)};
    StateArray corridors{"corridors_" + name, {}};
    if (const MonthlyDriver* past = scenario_.monthly_driver("displaced_" + name)) {
      for (std::size_t z = 0; z < zones_; ++z) {
        DecayedMean mean;
        for (int m = past->series.first_month; m < std::min(now, past->series.end_month()); ++m) {
          const double persons = past->series.at(m, z);
          mean.add(std::log1p(std::isnan(persons) ? 0 : persons), active.decay);
        }
        sum.values[z] = mean.weighted_sum;
        weights.values[z] = mean.weights;
        const double persons = past->series.at(now - 1, z);
        last.values[z] = std::isnan(persons) ? 0 : persons;
      }
    }
    if (remembers_corridors_) {
      corridors.values = register_flows(name, now);
    }
    for (auto* array : {&sum, &weights, &last, &corridors}) state.push_back(std::move(*array));
  }
  return state;
}

std::vector<double> Drivers::register_flows(const std::string& cause, int now) const {
  std::map<std::pair<ZoneIndex, ZoneIndex>, double> flows;
  const double decay = decay_per_month(parameter("corridor_half_life_months"));
  for (const PastFlow& flow : scenario_.past_flows) {
    if (flow.cause != cause || flow.month >= now) continue;
    flows[{flow.from, flow.to}] += std::pow(decay, now - 1 - flow.month) * flow.persons;
  }
  return remembered_flows(flows);
}

/// What happened in the month before becomes memory.
void Drivers::remember(const DayView& today) {
  if (today.last_month == nullptr || !today.last_month->known) return;
  const double rate = scenario_.population.counted_per_move;
  for (std::size_t k = 0; k < active_.size(); ++k) {
    const double decay = active_[k].decay;
    for (std::size_t z = 0; z < zones_; ++z) {
      const double persons = rate * today.last_month->departures[k * zones_ + z];
      DecayedMean mean{today.state[state_of(k, kMemorySum)].values[z],
                       today.state[state_of(k, kMemoryWeights)].values[z]};
      mean.add(std::log1p(persons), decay);
      today.state[state_of(k, kMemorySum)].values[z] = mean.weighted_sum;
      today.state[state_of(k, kMemoryWeights)].values[z] = mean.weights;
      today.state[state_of(k, kLastMonth)].values[z] = persons;
    }
    if (!remembers_corridors_) continue;
    const auto of_cause = std::ranges::equal_range(
        today.last_month->flows, k, {}, [](const FlowCounter::Flow& flow) { return flow.cause; });
    remember_flows(decay_per_month(parameter("corridor_half_life_months")), rate,
                   {of_cause.begin(), of_cause.end()}, today.state[state_of(k, kCorridors)].values);
  }
}

double Drivers::run_term(std::size_t k, std::string_view name, ZoneIndex zone,
                         const DayView& today) const {
  if (name == "memory") {
    const DecayedMean mean{today.state[state_of(k, kMemorySum)].values[zone],
                           today.state[state_of(k, kMemoryWeights)].values[zone]};
    return mean.mean();
  }
  if (name == "last") return std::log1p(today.state[state_of(k, kLastMonth)].values[zone]);
  if (name == "river") return river_[zone];
  if (name == "upstream" && flood_ < active_.size()) {
    for (const RiverZone& river : scenario_.rivers) {
      if (river.zone != zone || river.upstream == kNowhere) continue;
      return std::log1p(today.state[state_of(flood_, kLastMonth)].values[river.upstream]);
    }
  }
  return 0;
}

}  // namespace ravenstein::models
