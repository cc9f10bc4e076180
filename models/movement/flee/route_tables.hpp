// SPDX-License-Identifier: Apache-2.0
// From which route to which chance. For a route to E of length L
//
//   w = [ (weight_softening + score(E)) / (softening + L)^distance_power * multiplier(E)
//   ]^weight_power
//
// and the chance is w over the sum of w, or the same for all where all w are 0. A table per zone
// and class is made again only when a score or a multiplier of one of its ends has changed.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "models/movement/flee/places.hpp"
#include "models/movement/flee/route_book.hpp"

namespace ravenstein::models {

/// w of the formula above, the softened distance given as a factor.
double route_weight(double score, double distance_factor, double multiplier,
                    const FleeParameters& parameters);
/// (softening + L)^-distance_power
double distance_factor(double distance_km, const FleeParameters& parameters);
/// Distance between two places for stay_close_to_home, in the same manner as Flee: at least 1 km.
double home_factor(const Zone& home, const Zone& place, const FleeParameters& parameters);

class RouteTables {
 public:
  RouteTables(const FleeParameters& parameters, const std::vector<Zone>& zones,
              const Places& places, const RouteBook& book, std::size_t classes);

  /// The book has new routes for these zones.
  void routes_changed(std::span<const ZoneIndex> renewed);
  /// What the place offers has changed: tables with routes that end there are out of date.
  void place_changed(ZoneIndex end);
  /// Brings all tables up to date; after that `draw` may be called from several threads.
  void refresh();

  /// Brings the table of one zone up to date.
  void refresh(ZoneIndex zone) {
    if (stale_[zone] != 0) rebuild(zone);
  }
  /// The number of the route that u in [0, 1) stands for, or kNoRoute if no way leads out of the
  /// zone. The home matters with stay_close_to_home only. The table must be up to date.
  std::uint32_t draw(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home, double u,
                     std::vector<double>& scratch) const {
    const std::uint32_t count = book_->count(zone);
    if (count == 0) return kNoRoute;
    const std::uint32_t first = book_->first(zone);
    if (weighs_by_home()) return first + draw_by_home(zone, choice_class, home, u, scratch);
    const double* sums = sums_.data() + row(zone, choice_class);
    const double target = u * total_[zone * classes_ + choice_class];
    if (count > kShort) return first + place_of(target, {sums, count});
    std::uint32_t drawn = 0;
    for (std::uint32_t r = 0; r < kShort; ++r) drawn += sums[r] <= target ? 1 : 0;
    return first + std::min(drawn, count - 1);
  }
  /// Weights of the routes of a zone, in their order; for tests and reports.
  std::vector<double> weights(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home) const;

 private:
  std::uint32_t draw_by_home(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home, double u,
                             std::vector<double>& scratch) const;
  /// The first of the running sums that is above `target`; the last if none is.
  static std::uint32_t place_of(double target, std::span<const double> sums);
  void rebuild(ZoneIndex zone);
  void weigh(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
             std::vector<double>& weight) const;
  bool weighs_by_home() const {
    return parameters_->stay_close_to_home && !parameters_->home_is_current_location;
  }
  /// Where the row of sums of a zone and class begins.
  std::size_t row(ZoneIndex zone, std::uint16_t choice_class) const {
    return row_[zone] + choice_class * row_length(book_->count(zone));
  }
  /// Short rows are all of one length, which is quicker counted through than a shorter one.
  static std::size_t row_length(std::uint32_t count) { return std::max(count, kShort); }
  static constexpr std::uint32_t kShort = 8;

  const FleeParameters* parameters_;
  const std::vector<Zone>* zones_;
  const Places* places_;
  const RouteBook* book_;
  std::size_t classes_;
  std::vector<std::size_t> begin_;            ///< per zone: its routes of today, counted through
  std::vector<double> distance_factor_;       ///< per route of today
  std::vector<std::size_t> row_;              ///< per zone: its first row of sums
  std::vector<double> sums_;                  ///< of weights, per zone, class and route; infinite
                                              ///< for the last route and after it
  std::vector<double> total_;                 ///< of weights, per zone and class
  std::vector<std::uint8_t> stale_;           ///< per zone
  std::vector<std::vector<ZoneIndex>> from_;  ///< per zone: zones with routes that end there
  std::vector<double> scratch_;
};

}  // namespace ravenstein::models
