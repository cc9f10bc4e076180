// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/route_tables.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ravenstein::models {
namespace {

constexpr std::uint32_t kAllWords = std::numeric_limits<std::uint32_t>::max();

double target(std::uint64_t word, double total) {
  return static_cast<double>(word) * 0x1p-32 * total;
}

/// How many words stand for routes before the one whose running sum is the first above
/// word x 2^-32 x total: found by that very product, so that no rounding can differ.
std::uint64_t words_up_to(double sum, double total) {
  std::uint64_t low = 0, high = std::uint64_t{kAllWords} + 1;
  const double guess = std::ceil(sum / total * 0x1p32);
  if (guess > 2 && guess < 0x1p32 - 2) {  // off by one at most, unless the numbers are tiny
    const auto near = static_cast<std::uint64_t>(guess);
    if (sum <= target(near + 1, total)) high = near + 1;
    if (!(sum <= target(near - 2, total))) low = near - 1;
  }
  while (low < high) {
    const std::uint64_t word = (low + high) / 2;
    if (sum <= target(word, total)) {
      high = word;
    } else {
      low = word + 1;
    }
  }
  return low;
}

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
      row_(zones.size() + 1, 0),
      skipped_(zones.size() * classes),
      stale_(zones.size(), 1) {}

void RouteTables::routes_changed(std::span<const ZoneIndex> renewed) {
  if (renewed.empty()) return;
  from_.assign(zones_->size(), {});
  distance_factor_.clear();
  for (std::size_t z = 0; z < zones_->size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    begin_[z + 1] = begin_[z] + book_->count(zone);
    row_[z + 1] = row_[z] + classes_ * row_length(book_->count(zone));
    for (std::uint32_t r = 0; r < book_->count(zone); ++r) {
      const std::uint32_t route = book_->first(zone) + r;
      distance_factor_.push_back(distance_factor(book_->distance_km(route), *parameters_));
      std::vector<ZoneIndex>& from = from_[book_->end(route)];
      if (from.empty() || from.back() != zone) from.push_back(zone);
    }
  }
  last_word_.assign(row_.back(), ordered(kAllWords));
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
    if (scratch_.empty()) {
      skipped_[zone * classes_ + c] = 0;
      continue;
    }
    std::partial_sum(scratch_.begin(), scratch_.end(), scratch_.begin());
    set_words(zone, choice_class, scratch_);
  }
}

void RouteTables::set_words(ZoneIndex zone, std::uint16_t choice_class,
                            std::span<const double> sums) {
  const double total = sums.back();
  const std::size_t last = sums.size() - 1;
  std::size_t skipped = 0;
  while (skipped < last && sums[skipped] == 0) ++skipped;
  skipped_[zone * classes_ + choice_class] = static_cast<std::uint32_t>(skipped);
  std::int32_t* const words = last_word_.data() + row_begin(zone, choice_class);
  for (std::size_t r = skipped; r < last; ++r) {
    words[r - skipped] = ordered(static_cast<std::uint32_t>(words_up_to(sums[r], total) - 1));
  }
  std::fill(words + (last - skipped), words + row_length(book_->count(zone)), ordered(kAllWords));
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

std::uint32_t RouteTables::draw_by_home(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
                                        std::uint32_t word, std::vector<double>& scratch) const {
  weigh(zone, choice_class, home, scratch);
  std::partial_sum(scratch.begin(), scratch.end(), scratch.begin());
  const auto drawn =
      std::upper_bound(scratch.begin(), scratch.end() - 1, target(word, scratch.back()));
  return static_cast<std::uint32_t>(drawn - scratch.begin());
}

}  // namespace ravenstein::models
