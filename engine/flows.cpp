// SPDX-License-Identifier: Apache-2.0
#include "engine/flows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "engine/travel.hpp"

namespace ravenstein {

Flows::Flows(const Scenario& scenario, Recorder& recorder)
    : scenario_(scenario),
      recorder_(recorder),
      observed_(daily(scenario.observations, scenario.period.days,
                      static_cast<double>(scenario.population.hasten))),
      prescribed_(prescribe(observed_, scenario.population, Resolution::flows)),
      weights_(scenario.world.size()),
      travelling_(scenario.period.days) {
  for (const Zone& zone : scenario.world.zones) {
    residents_.push_back(static_cast<double>(zone.population) /
                         static_cast<double>(scenario.population.hasten));
  }
}

void Flows::set_to_observed(int day) {
  if (!people_are_given(scenario_.population, day)) return;
  for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
    const ZoneIndex zone = observed_.zones[column];
    if (zone == kNowhere) continue;  // a series that counts in the total only
    const bool abroad = recorder_.abroad(kNowhere, zone);
    const double change = observed_.at(day, column) - recorder_.present()[zone];
    if (change > 0) recorder_.enter(zone, abroad, change);
    if (change < 0) recorder_.exit(zone, abroad, -change);
  }
}

void Flows::depart(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice) {
  const PopulationPlan& plan = scenario_.population;
  const auto enter = [&](std::size_t z, double persons) {
    const auto zone = static_cast<ZoneIndex>(z);
    recorder_.enter(zone, recorder_.abroad(kNowhere, zone), persons);
    send(zone, today, choice, persons);
  };
  if (plan.departures == PopulationPlan::Departures::hazard) {
    behaviour.departure_hazard_per_day(today, weights_);
    leave_out_stranded(choice, weights_);
    for (std::size_t z = 0; z < weights_.size(); ++z) {
      const double leaving = residents_[z] * leave_probability(weights_[z]);
      if (!(leaving > 0)) continue;
      residents_[z] -= leaving;
      enter(z, leaving);
    }
    return;
  }
  if (today.day <= plan.observed_until_day) return;
  const double count =
      prescribed_[static_cast<std::size_t>(today.day)].entries + std::exchange(owed_entries_, 0);
  if (count == 0) return;
  behaviour.entry_weights(today, weights_);
  leave_out_stranded(choice, weights_);
  const double sum = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  if (!(sum > 0)) {
    if (leads_somewhere(choice, weights_.size())) {
      send(kNowhere, today, choice, count);
    } else {
      owed_entries_ = count;
    }
    return;
  }
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    if (!(weights_[z] > 0)) continue;
    double leaving = count * weights_[z] / sum;
    if (plan.take_from_residents) {
      owed_entries_ += std::max(0.0, leaving - residents_[z]);
      leaving = std::min(leaving, residents_[z]);
      residents_[z] -= leaving;
    }
    if (leaving > 0) enter(z, leaving);
  }
}

void Flows::send(ZoneIndex from, const DayView& today, const ChoiceTable& choice, double persons) {
  const std::size_t row = from == kNowhere ? today.world.size() : from;
  const std::size_t begin = choice.begin[row];
  const std::size_t end = choice.begin[row + 1];
  const double sum = std::accumulate(choice.weight.begin() + static_cast<std::ptrdiff_t>(begin),
                                     choice.weight.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  if (!(sum > 0)) throw std::logic_error("people leave a zone that no way leads out of");
  if (from != kNowhere) recorder_.depart(from, recorder_.abroad(kNowhere, from), persons);
  for (std::size_t c = begin; c < end; ++c) {
    const double going = persons * choice.weight[c] / sum;
    if (!(going > 0)) continue;
    const ZoneIndex to = choice.to[c];
    const bool abroad = recorder_.abroad(kNowhere, to);
    if (from == kNowhere) {
      recorder_.enter(to, abroad, going);
      continue;
    }
    const int days = travel_days(scenario_.travel, choice.distance_km[c]);
    if (days == 0) {
      recorder_.arrive(from, to, abroad, going);
    } else {
      travelling_.add(today.day + days, {from, to, going});
    }
  }
}

void Flows::move_on(const DayView& today, Behaviour& behaviour, const ChoiceTable& choice) {
  behaviour.onward_hazard_per_day(today, weights_);
  for (std::size_t z = 0; z < weights_.size(); ++z) {
    const double leaving = today.present[z] * leave_probability(weights_[z]);
    if (!(leaving > 0) || choice.begin[z] == choice.begin[z + 1]) continue;
    send(static_cast<ZoneIndex>(z), today, choice, leaving);
  }
}

void Flows::travel(const DayView& today, Behaviour&) {
  for (const auto& [from, to, persons] : travelling_.take(today.day)) {
    recorder_.arrive(from, to, recorder_.abroad(kNowhere, to), persons);
  }
}

void Flows::exit(const DayView& today) {
  if (scenario_.population.departures != PopulationPlan::Departures::observed) return;
  if (today.day <= scenario_.population.observed_until_day) return;
  owed_exits_ += prescribed_[static_cast<std::size_t>(today.day)].exits;
  const double never_came = std::min(owed_exits_, owed_entries_);
  owed_exits_ -= never_came;
  owed_entries_ -= never_came;
  if (owed_exits_ == 0) return;
  const std::vector<double> present(recorder_.present().begin(), recorder_.present().end());
  const double sum = std::accumulate(present.begin(), present.end(), 0.0);
  if (!(sum > 0)) return;
  const double share = std::min(1.0, owed_exits_ / sum);
  owed_exits_ -= share * sum;
  for (std::size_t z = 0; z < present.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    if (present[z] > 0) recorder_.exit(zone, recorder_.abroad(kNowhere, zone), present[z] * share);
  }
}

void Flows::check_conservation(int day) const {
  const auto present = recorder_.present();
  const double counted =
      std::accumulate(present.begin(), present.end(), 0.0) + recorder_.on_the_way();
  const double balance = recorder_.entered() - recorder_.left();
  if (!(std::abs(counted - balance) <= 1e-9 * std::max(1.0, recorder_.entered()))) {
    throw std::logic_error(
        fmt::format("people are not conserved on day {}: {} counted, {} entered "
                    "less left",
                    day, counted, balance));
  }
}

}  // namespace ravenstein
