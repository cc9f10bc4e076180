// SPDX-License-Identifier: Apache-2.0
// One person's day on the road: choose a route, enter a link, travel, arrive, perhaps go on.
//
// A link is done when the distance travelled on it exceeds its length (a link of exactly one day's
// travel takes two days: Flee). What is left of a day after an arrival may be used for further
// links; with `multi_hop_speed_bonus` each of them is begun with a whole day's travel.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "engine/behaviour.hpp"
#include "models/movement/flee/choice_classes.hpp"
#include "models/movement/flee/route_tables.hpp"

namespace ravenstein::models {

/// What journeys of a day look at. Everything but `places` and `tables` is read only; those two are
/// written in order (JourneyRules::in_order) and read only otherwise.
struct JourneyDay {
  int day = 0;
  const FleeParameters* parameters = nullptr;
  const std::vector<Link>* links = nullptr;
  const NetworkState* open = nullptr;   ///< arcs to choose from
  std::span<const int> link_closed_on;  ///< per link: last day it was closed, or -1
  std::span<const double> link_speed;   ///< per link: km/day of who is not on foot
  bool some_walk = false;               ///< links have walk probabilities
  const ChoiceClasses* classes = nullptr;
  const RouteBook* book = nullptr;
  Places* places = nullptr;
  RouteTables* tables = nullptr;
};

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
class Journeys {
 public:
  Journeys(const JourneyDay& today, JourneyBlock& block);
  void advance();

 private:
  static constexpr std::size_t kBatch =
      16;  ///< people whose rows and numbers are got ready at once

  /// Numbers in 0..1 of one person and day, four to a Philox call.
  class Numbers {
   public:
    Numbers(const DrawKey& key, MoverId mover, int day, std::uint32_t call, PhiloxWords words)
        : key_(&key),
          mover_(mover),
          day_(static_cast<std::uint32_t>(day)),
          call_(call),
          words_(words) {}
    double next() {
      if (used_ == 4) {
        words_ = philox(*key_, Purpose::route, mover_, day_, call_ += 2);
        used_ = 0;
      }
      return words_[used_++] * 0x1p-32;
    }

   private:
    const DrawKey* key_;
    MoverId mover_;
    std::uint32_t day_, call_;
    std::uint32_t used_ = 0;
    PhiloxWords words_;
  };

  /// A row of Movers, and what the person has done today.
  struct Person {
    std::size_t i;  ///< in the block
    MoverId mover;
    ZoneIndex zone;
    std::uint32_t route;
    std::uint8_t leg;
    bool on_link;
    bool on_foot;  ///< the first link from home is walked
    std::uint32_t speeds_drawn = 0;
    double moved_km = 0;
    double time_left = 1;    ///< share of the day
    double recent_till = 0;  ///< `recent` at the end of yesterday
    Numbers numbers;
  };

  void advance_alone();
  void set_out_in_order();
  void travel_in_order();
  void get_ready(std::size_t i, std::uint32_t call);
  void prefetch(std::size_t i) const;
  Person load(std::size_t i, std::uint32_t call);
  void store(const Person& person);

  void finish_link(Person& person);
  void start_link(Person& person);
  bool set_out(Person& person);
  bool has_way(const Person& person) const;
  bool goes_on(Person& person);
  void arrive(Person& person);
  void turn_back(Person& person);
  void wait_on_link(const Person& person, double reached_km, double speed);
  void rest(const Person& person);

  const Arc& arc_of(const Person& person) const {
    return today_.book->leg(person.route, person.leg);
  }
  double speed(Person& person, LinkIndex link);
  double speed_on(const Person& person, LinkIndex link, int day, std::uint32_t draw) const;
  double recent_yesterday(const Person& person) const;
  double recent_today(const Person& person) const;
  void remember_today(const Person& person);
  void count_people(ZoneIndex zone, std::int64_t change);

  const JourneyDay& today_;
  const FleeParameters& parameters_;
  JourneyBlock& block_;
  Movers& people_;
  const double per_max_speed_;  ///< days/km
  std::array<PhiloxWords, kBatch> words_;
  std::vector<double> scratch_;
};

}  // namespace ravenstein::models
