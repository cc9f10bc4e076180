// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/route_tables.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ravenstein::models {
namespace {

constexpr std::uint32_t kShort = 16;  ///< routes that are faster counted through than halved

}  // namespace

double route_weight(double score, double distance_factor, double multiplier,
                    const FleeParameters& parameters) {
  const double weight = (parameters.weight_softening + score) * distance_factor * multiplier;
  return parameters.weight_power == 1 ? weight : std::pow(weight, parameters.weight_power);
}

double distance_factor(double distance_km, const FleeParameters& parameters) {
  return std::pow(parameters.softening_km + distance_km, -parameters.distance_power);
}

double home_factor(const Zone& home, const Zone& place, const FleeParameters& parameters) {
  Zone a = home;
  Zone b = place;
  if (parameters.latitude_longitude_swapped) {
    std::swap(a.latitude_deg, a.longitude_deg);
    std::swap(b.latitude_deg, b.longitude_deg);
  }
  return std::pow(std::max(1.0, great_circle_km(a, b)), -parameters.home_distance_power);
}

RouteTables::RouteTables(const FleeParameters& parameters, const std::vector<Zone>& zones,
                         const Places& places, const RouteBook& book, std::size_t classes)
    : parameters_(&parameters),
      zones_(&zones),
      places_(&places),
      book_(&book),
      classes_(classes),
      begin_(zones.size() + 1, 0),
      stale_(zones.size(), 1) {}

void RouteTables::routes_changed(std::span<const ZoneIndex> renewed) {
  if (renewed.empty()) return;
  from_.assign(zones_->size(), {});
  distance_factor_.clear();
  for (std::size_t z = 0; z < zones_->size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    begin_[z + 1] = begin_[z] + book_->count(zone);
    for (std::uint32_t r = 0; r < book_->count(zone); ++r) {
      const std::uint32_t route = book_->first(zone) + r;
      distance_factor_.push_back(distance_factor(book_->distance_km(route), *parameters_));
      std::vector<ZoneIndex>& from = from_[book_->end(route)];
      if (from.empty() || from.back() != zone) from.push_back(zone);
    }
  }
  cumulative_.resize(begin_.back() * classes_);
  std::fill(stale_.begin(), stale_.end(), std::uint8_t{1});
}

void RouteTables::place_changed(ZoneIndex end) {
  if (from_.empty()) return;
  for (const ZoneIndex zone : from_[end]) stale_[zone] = 1;
}

void RouteTables::refresh() {
  if (weighs_by_home()) return;  // weighed person by person
  for (std::size_t z = 0; z < stale_.size(); ++z) {
    if (stale_[z] != 0) rebuild(static_cast<ZoneIndex>(z));
  }
}

void RouteTables::rebuild(ZoneIndex zone) {
  stale_[zone] = 0;
  if (weighs_by_home()) return;
  for (std::size_t c = 0; c < classes_; ++c) {
    const auto choice_class = static_cast<std::uint16_t>(c);
    weigh(zone, choice_class, kNowhere, scratch_);
    std::partial_sum(scratch_.begin(), scratch_.end(), cumulative(zone, choice_class));
  }
}

void RouteTables::weigh(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
                        std::vector<double>& weight) const {
  const std::uint32_t first = book_->first(zone);
  const std::uint32_t count = book_->count(zone);
  weight.resize(count);
  const ZoneIndex from = parameters_->home_is_current_location ? zone : home;
  double largest = 0;
  for (std::uint32_t r = 0; r < count; ++r) {
    const ZoneIndex end = book_->end(first + r);
    double score = places_->score(choice_class, end);
    if (parameters_->stay_close_to_home && from != kNowhere) {
      score *= home_factor((*zones_)[from], (*zones_)[end], *parameters_);
    }
    weight[r] = parameters_->awareness_level == 0
                    ? 1
                    : route_weight(score, distance_factor_[begin_[zone] + r],
                                   places_->multiplier(end), *parameters_);
    largest = std::max(largest, weight[r]);
  }
  const double least =
      parameters_->pruning_threshold > 1.001 ? largest / parameters_->pruning_threshold : 0;
  for (double& w : weight) {
    if (largest == 0) w = 1;
    if (w < least) w = 0;
  }
}

std::vector<double> RouteTables::weights(ZoneIndex zone, std::uint16_t choice_class,
                                         ZoneIndex home) const {
  std::vector<double> result;
  weigh(zone, choice_class, home, result);
  return result;
}

std::uint32_t RouteTables::draw(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
                                double u, std::vector<double>& scratch) const {
  const std::uint32_t count = book_->count(zone);
  if (count == 0) return kNoRoute;
  const double* sums = cumulative_.data() + begin_[zone] * classes_ + choice_class * count;
  if (weighs_by_home()) {
    weigh(zone, choice_class, home, scratch);
    std::partial_sum(scratch.begin(), scratch.end(), scratch.begin());
    sums = scratch.data();
  }
  const double target = u * sums[count - 1];
  if (count > kShort) {
    const double* drawn = std::upper_bound(sums, sums + count, target);
    return book_->first(zone) + std::min(static_cast<std::uint32_t>(drawn - sums), count - 1);
  }
  std::uint32_t drawn = 0;
  for (std::uint32_t r = 0; r + 1 < count; ++r) drawn += sums[r] <= target ? 1 : 0;
  return book_->first(zone) + drawn;
}

}  // namespace ravenstein::models
