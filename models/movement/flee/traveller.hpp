// SPDX-License-Identifier: Apache-2.0
// A person on the day that is simulated: the row of Movers, and what has been done today.
#pragma once

#include "engine/behaviour.hpp"
#include "engine/move_tally.hpp"
#include "models/movement/flee/numbers.hpp"
#include "models/movement/flee/route_book.hpp"

namespace ravenstein::models {

struct Traveller {
  std::size_t i;  ///< in the block
  MoverId mover;
  std::uint32_t tally_row;  ///< of the country of their home
  ZoneIndex zone;           ///< where they are, or the zone they left last
  std::uint32_t route;      ///< kNoRoute: none is chosen
  std::uint8_t leg;         ///< of the route: the one they are on, or the next
  bool on_link;
  bool entered_today;  ///< the link
  bool on_foot;        ///< the first link from home is walked
  std::int16_t recent_day;
  double recent;   ///< written on `recent_day`
  double left_km;  ///< on a link entered before today: to go when the day began
  Numbers numbers;
  double recent_till = 0;  ///< `recent` at the end of yesterday, for rules that ask
  double moved_km = 0;
  double time_left = 1;  ///< share of the day
  double speed = 0;      ///< on the link entered last
  bool time_to_go_on = false;
  const Leg* link = nullptr;  ///< the link they are on
  std::uint32_t speeds_drawn = 0;
};

inline constexpr std::uint8_t kOnLink = 0x80;  ///< in JourneyState::leg: on that leg
inline constexpr float kEnteredToday = -1;     ///< in JourneyState::left_km, till the evening

/// Person `i` of the block.
inline Traveller load(const JourneyBlock& block, std::size_t i, const Numbers& numbers) {
  const MoverId mover = block.movers[i];
  const Movers& people = block.people;
  const JourneyState& state = people.journey[mover];
  const bool on_link = (state.leg & kOnLink) != 0;
  return {.i = i,
          .mover = mover,
          .tally_row = block.moves.row_of(people.home[mover]),
          .zone = people.zone[mover],
          .route = state.route,
          .leg = static_cast<std::uint8_t>(state.leg & ~kOnLink),
          .on_link = on_link,
          .entered_today = on_link && state.left_km == kEnteredToday,
          .on_foot = !state.has_moved,
          .recent_day = state.recent_day,
          .recent = state.recent,
          .left_km = state.left_km,
          .numbers = numbers};
}

/// Where the person is; the rest of the row is written as it happens.
inline void store(const Traveller& person, Movers& people) {
  JourneyState& state = people.journey[person.mover];
  people.zone[person.mover] = person.zone;
  state.route = person.route;
  state.leg = static_cast<std::uint8_t>(person.leg | (person.on_link ? kOnLink : 0));
}

}  // namespace ravenstein::models
