// SPDX-License-Identifier: Apache-2.0
// How far somebody has travelled of late, by which `avoid_short_stints` tells who hurries on:
// `recent` is the mean of itself and the day's distance / possible distance, day by day. It was
// written last on `recent_day` and is brought up to date when the person is looked at.
#pragma once

#include "models/movement/flee/speeds.hpp"

namespace ravenstein::models {

class RecentTravel {
 public:
  explicit RecentTravel(const JourneyDay& today)
      : today_(today.day), per_max_speed_(1 / today.parameters->max_move_speed_km_per_day) {}

  double yesterday(const Traveller& person, const Speeds& speeds) const {
    const int nights = today_ - 1 - person.recent_day;
    double recent = person.recent;
    const bool travelled = person.on_link && !person.entered_today;
    if (!travelled) return recent == 0 ? 0 : recent * half_to_the(nights);
    const LinkIndex link = person.link->link;
    for (int ago = nights; ago > 0; --ago) {
      const double moved_km = speeds.at_day_begin(person, link, today_ - ago);
      recent = (recent + moved_km * per_max_speed_) / 2;
    }
    return recent;
  }

  double today(const Traveller& person) const {
    return (person.recent_till + person.moved_km * per_max_speed_) / 2;
  }

  void remember(const Traveller& person, JourneyState& state) const {
    state.recent = static_cast<float>(today(person));
    state.recent_day = static_cast<std::int16_t>(today_);
  }

 private:
  int today_;
  double per_max_speed_;  ///< days/km
};

}  // namespace ravenstein::models
