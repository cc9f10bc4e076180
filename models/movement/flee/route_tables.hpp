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
#include <cstring>
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
  /// The routes of a zone and their chances for a class.
  struct Row {
    std::uint32_t first = kNoRoute, count = 0;
    const std::int32_t* last_word = nullptr;  ///< per route: the last that stands for it or for
                                              ///< one before it, as `ordered`
  };
  Row row(ZoneIndex zone, std::uint16_t choice_class) const {
    const std::uint32_t routes = book_->count(zone);
    const std::uint32_t skipped = skipped_[zone * classes_ + choice_class];
    return {.first = routes == 0 ? kNoRoute : book_->first(zone) + skipped,
            .count = routes - skipped,
            .last_word = last_word_.data() + row_begin(zone, choice_class)};
  }
  /// Words as numbers of the same order that processors compare several at a time.
  static std::int32_t ordered(std::uint32_t word) {
    return static_cast<std::int32_t>(word ^ 0x80000000U);
  }
  /// The number of the route that a random word stands for, or kNoRoute if there is none.
  static std::uint32_t draw(const Row& row, std::uint32_t word) {
    const std::int32_t drawn_word = ordered(word);
    if (row.count > kShort) return row.first + place_of(drawn_word, {row.last_word, row.count});
    Four low, high;  // of the row; a comparison gives -1 where it is true
    std::memcpy(&low, row.last_word, sizeof low);
    std::memcpy(&high, row.last_word + 4, sizeof high);
    const Two before = reinterpret_cast<Two>(-((drawn_word > low) + (drawn_word > high)));
    const std::uint64_t pair = before[0] + before[1];
    return row.first + static_cast<std::uint32_t>(pair + (pair >> 32));
  }
  /// The same for somebody whose home matters with stay_close_to_home. The table of the zone must
  /// be up to date.
  std::uint32_t draw(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home, std::uint32_t word,
                     std::vector<double>& scratch) const {
    if (!weighs_by_home()) return draw(row(zone, choice_class), word);
    if (book_->count(zone) == 0) return kNoRoute;
    return book_->first(zone) + draw_by_home(zone, choice_class, home, word, scratch);
  }
  /// Weights of the routes of a zone, in their order; for tests and reports.
  std::vector<double> weights(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home) const;

 private:
  std::uint32_t draw_by_home(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
                             std::uint32_t word, std::vector<double>& scratch) const;
  static std::uint32_t place_of(std::int32_t word, std::span<const std::int32_t> last_word) {
    const auto drawn = std::lower_bound(last_word.begin(), last_word.end(), word);
    return static_cast<std::uint32_t>(drawn - last_word.begin());
  }
  void rebuild(ZoneIndex zone);
  /// From the running sums of the weights of a zone's routes.
  void set_words(ZoneIndex zone, std::uint16_t choice_class, std::span<const double> sums);
  void weigh(ZoneIndex zone, std::uint16_t choice_class, ZoneIndex home,
             std::vector<double>& weight) const;
  bool weighs_by_home() const {
    return parameters_->stay_close_to_home && !parameters_->home_is_current_location;
  }
  /// Where the row of sums of a zone and class begins.
  std::size_t row_begin(ZoneIndex zone, std::uint16_t choice_class) const {
    return row_[zone] + choice_class * row_length(book_->count(zone));
  }
  /// Short rows are all of one length, which is quicker counted through than a shorter one.
  static std::size_t row_length(std::uint32_t count) { return std::max(count, kShort); }
  static constexpr std::uint32_t kShort = 8;
  /// Compared at once by any processor's vector instructions.
  using Four [[gnu::vector_size(16)]] = std::int32_t;
  using Two [[gnu::vector_size(16)]] = std::uint64_t;

  const FleeParameters* parameters_;
  const std::vector<Zone>* zones_;
  const Places* places_;
  const RouteBook* book_;
  std::size_t classes_;
  std::vector<std::size_t> begin_;            ///< per zone: its routes of today, counted through
  std::vector<double> distance_factor_;       ///< per route of today
  std::vector<std::size_t> row_;              ///< per zone: its first row of words
  std::vector<std::int32_t> last_word_;       ///< per zone, class and route, as in Row; all words
                                              ///< for the last route and after it
  std::vector<std::uint32_t> skipped_;        ///< per zone and class: first routes without weight
  std::vector<std::uint8_t> stale_;           ///< per zone
  std::vector<std::vector<ZoneIndex>> from_;  ///< per zone: zones with routes that end there
  std::vector<double> scratch_;
};

}  // namespace ravenstein::models
