// SPDX-License-Identifier: Apache-2.0
// How fast somebody is on a link, and for how many days.
#pragma once

#include "models/movement/flee/journey_day.hpp"
#include "models/movement/flee/pace.hpp"
#include "models/movement/flee/traveller.hpp"

namespace ravenstein::models {

/// Speeds in km/day: of the link; of who walks on the first link from home; and, where links have
/// walk probabilities, drawn for each person, day and link.
class Speeds {
 public:
  Speeds(const JourneyDay& today, const DrawKey& key) : today_(today), key_(key) {}

  double today(Traveller& person, LinkIndex link) const {
    return on_day(person, link, today_.day, person.speeds_drawn++);
  }

  /// The first number drawn on a day is for the link on which the day begins.
  double at_day_begin(const Traveller& person, LinkIndex link, int day) const {
    return on_day(person, link, day, 0);
  }

  /// How long somebody on a link takes who is still `left_km` from its end this evening.
  struct Wait {
    int days;        ///< till the day of arrival
    double left_km;  ///< when that day begins
  };
  Wait wait(const Traveller& person, const Arc& arc, double reached_km, double speed_today) const {
    int days = 1;
    if (today_.some_walk && (*today_.links)[arc.link].walk_probability > 0) {
      for (;; ++days) {  // speeds differ, but are known ahead
        const double then = at_day_begin(person, arc.link, today_.day + days);
        if (reached_km + then > arc.distance_km) break;
        reached_km += then;
      }
    } else {
      days = days_to_go(reached_km, speed_today, arc.distance_km);
      reached_km += (days - 1) * speed_today;
    }
    return {days, arc.distance_km - reached_km};
  }

 private:
  double on_day(const Traveller& person, LinkIndex link, int day, std::uint32_t draw) const {
    const double walking = today_.parameters->max_walk_speed_km_per_day;
    if (today_.some_walk) {
      Stream chance(key_, Purpose::travel, today_.number_of(person.mover),
                    static_cast<std::uint32_t>(day), draw);
      if (chance.uniform() < (*today_.links)[link].walk_probability) return walking;
    }
    return person.on_foot ? walking : today_.link_speed[link];
  }

  const JourneyDay& today_;
  DrawKey key_;
};

}  // namespace ravenstein::models
