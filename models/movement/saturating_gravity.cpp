// SPDX-License-Identifier: Apache-2.0
#include "models/movement/saturating_gravity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/whatif/capacity_change.hpp"
#include "models/movement/competing_destinations.hpp"

namespace ravenstein::models {

SaturatingGravity::SaturatingGravity(const SaturatingGravityParameters& parameters,
                                     const World& world, std::int64_t hasten)
    : parameters_(parameters),
      hasten_(hasten),
      camps_(world.receiving_zones()),
      camps_only_(!(parameters.onward_hazard_per_day > 0)) {
  const std::vector<double> usable = usable_capacity(parameters, world, hasten);
  for (const ZoneIndex camp : camps_) {
    const Zone& zone = world.zones[camp];
    usable_capacity_.push_back(usable[camp]);
    const double size = static_cast<double>(std::max<std::int64_t>(1, zone.population));
    standing_factor_.push_back(
        parameters.size_exponent == 0 ? 1 : std::pow(size, parameters.size_exponent));
  }
  const std::vector<double> among = place_among(world, camps_, parameters.competition_exponent);
  for (std::size_t c = 0; c < camps_.size(); ++c) standing_factor_[c] *= among[c];
  set_mean_capacity();
  attraction_.resize(camps_.size());
}

void SaturatingGravity::refresh_kernel(const DayView& today) {
  if (epoch_ == today.network_epoch) return;
  epoch_ = today.network_epoch;
  distance_ = shortest_distances(today.network, camps_);
  kernel_.resize(distance_.km.size());
  for (std::size_t i = 0; i < kernel_.size(); ++i) {
    const double km = distance_.km[i];
    kernel_[i] = std::isfinite(km) && km > 0 ? deterrence(km) : 0;
  }
}

double SaturatingGravity::deterrence(double km) const {
  const double power = std::pow(km, -parameters_.distance_exponent);
  const double decay = parameters_.distance_decay_per_100_km;
  return decay == 0 ? power : power * std::exp(-decay * km / 100);
}

void SaturatingGravity::set_mean_capacity() {
  double sum = 0, limited = 0;
  for (const double usable : usable_capacity_) {
    sum += usable;
    limited += usable > 0 ? 1 : 0;
  }
  mean_usable_capacity_ = limited > 0 ? sum / limited : 0;
}

void SaturatingGravity::refresh_capacity(const DayView& today) {
  const std::span<const double> changing = today.condition(kCapacityCondition);
  if (changing.empty()) return;
  const std::vector<double> usable = usable_capacity(parameters_, changing, hasten_);
  for (std::size_t c = 0; c < camps_.size(); ++c) usable_capacity_[c] = usable[camps_[c]];
  set_mean_capacity();
}

double SaturatingGravity::attraction_of(std::size_t camp, const DayView& today,
                                        double total_present) const {
  if (!today.network.receiving[camps_[camp]]) return 0;
  const double present = today.present[camps_[camp]];
  double pull = standing_factor_[camp] * today.attraction_of(camps_[camp]);
  pull *=
      momentum(present / total_present, parameters_.momentum_exponent, parameters_.momentum_floor);
  if (usable_capacity_[camp] > 0) {
    pull *= saturation(present / usable_capacity_[camp], parameters_.saturation_onset);
    if (parameters_.room_exponent != 0) {
      const double room = (usable_capacity_[camp] - present) / mean_usable_capacity_;
      pull *= std::pow(std::max(kLeastPull, room), parameters_.room_exponent);
    }
  }
  return pull;
}

void SaturatingGravity::begin_day(const DayView& today) {
  refresh_kernel(today);
  refresh_capacity(today);
  double total = 0;
  for (const ZoneIndex camp : camps_) total += today.present[camp];
  if (total < 1) total = 1;
  for (std::size_t c = 0; c < camps_.size(); ++c) attraction_[c] = attraction_of(c, today, total);
}

bool SaturatingGravity::is_origin(ZoneIndex zone, std::span<const double> conflict) const {
  return conflict[zone] > 0 && !std::binary_search(camps_.begin(), camps_.end(), zone);
}

void SaturatingGravity::entry_weights(const DayView& today, std::span<double> weight) {
  const std::span<const double> conflict = today.condition("conflict");
  std::fill(weight.begin(), weight.end(), 0.0);
  if (conflict.empty()) return;
  for (std::size_t z = 0; z < weight.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    if (!is_origin(zone, conflict)) continue;
    bool reaches = false;
    for (std::size_t c = 0; c < camps_.size() && !reaches; ++c) {
      reaches = attraction_[c] > 0 && kernel_[c * distance_.zones + zone] > 0;
    }
    const auto people = static_cast<double>(today.world.zones[z].population);
    if (reaches) weight[z] = std::max(1.0, people) * conflict[z];
  }
}

void SaturatingGravity::hazards(const DayView& today, Hazards& hazards) {
  std::ranges::fill(hazards.onward_of(0), parameters_.onward_hazard_per_day);
  if (!(parameters_.departure_hazard_per_day > 0)) return;
  const std::span<double> departure = hazards.departure_of(0);
  entry_weights(today, departure);  // zero where nobody could get anywhere
  const std::span<const double> conflict = today.condition("conflict");
  for (std::size_t z = 0; z < departure.size(); ++z) {
    if (departure[z] > 0) departure[z] = parameters_.departure_hazard_per_day * conflict[z];
  }
}

void SaturatingGravity::append_row(ZoneIndex zone, ChoiceTable& choice) const {
  for (std::size_t c = 0; c < camps_.size(); ++c) {
    const std::size_t cell = c * distance_.zones + zone;
    const double weight = kernel_[cell] * attraction_[c];
    if (!(weight > 0)) continue;
    choice.to.push_back(camps_[c]);
    choice.weight.push_back(weight);
    choice.distance_km.push_back(distance_.km[cell]);
  }
}

bool SaturatingGravity::destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) {
  ChoiceTable& choice = by_cause[0];
  const std::size_t zones = today.world.size();
  const std::span<const double> conflict = today.condition("conflict");
  choice.clear(zones + 1);
  for (std::size_t z = 0; z < zones; ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    if (!camps_only_ || (!conflict.empty() && is_origin(zone, conflict))) append_row(zone, choice);
    choice.begin[z + 1] = static_cast<std::uint32_t>(choice.to.size());
  }
  const double sum = std::accumulate(attraction_.begin(), attraction_.end(), 0.0);
  for (std::size_t c = 0; c < camps_.size(); ++c) {  // origin not known: by attraction alone
    if (sum > 0 && !(attraction_[c] > 0)) continue;
    choice.to.push_back(camps_[c]);
    choice.weight.push_back(sum > 0 ? attraction_[c] : 1);
    choice.distance_km.push_back(0);
  }
  choice.begin[zones + 1] = static_cast<std::uint32_t>(choice.to.size());
  return true;  // who is where has changed
}

}  // namespace ravenstein::models
