// SPDX-License-Identifier: Apache-2.0
// From which route to which chance. For a route to E of length L
//
//   w = [ (weight_softening + score(E)) / (softening + L)^distance_power * multiplier(E)
//   ]^weight_power
//
// and the chance is w over the sum of w, or the same for all where all w are 0. A table per zone
// and class is made again only when a score or a multiplier of one of its ends has changed.
#pragma once

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
                     std::vector<double>& scratch) const;
  /// Weights of the routes of a zone, in their order; for tests and reports.
  std::vector<double> weights(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home) const;

 private:
  void rebuild(ZoneIndex zone);
  void weigh(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
             std::vector<double>& weight) const;
  bool weighs_by_home() const {
    return parameters_->stay_close_to_home && !parameters_->home_is_current_location;
  }
  double* cumulative(ZoneIndex zone, std::uint16_t choice_class) {
    return cumulative_.data() + begin_[zone] * classes_ + choice_class * book_->count(zone);
  }

  const FleeParameters* parameters_;
  const std::vector<Zone>* zones_;
  const Places* places_;
  const RouteBook* book_;
  std::size_t classes_;
  std::vector<std::size_t> begin_;            ///< per zone: its routes of today, counted through
  std::vector<double> distance_factor_;       ///< per route of today
  std::vector<double> cumulative_;            ///< per zone, class and route: sums of weights
  std::vector<std::uint8_t> stale_;           ///< per zone
  std::vector<std::vector<ZoneIndex>> from_;  ///< per zone: zones with routes that end there
  std::vector<double> scratch_;
};

}  // namespace ravenstein::models
