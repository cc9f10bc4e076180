// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/travel.hpp"

#include <algorithm>
#include <cmath>

namespace ravenstein::models {
namespace {

constexpr std::uint8_t kOnLink = 0x80;  ///< in Movers::leg: on that leg, not before it
constexpr float kSetOutToday = -1;      ///< in Movers::left_km: until the person has travelled

/// Whole days until `reached + days x speed` exceeds the length (at least one).
int days_to_go(double reached_km, double speed, double length_km) {
  int days = static_cast<int>((length_km - reached_km) / speed) + 1;
  while (days > 1 && reached_km + (days - 1) * speed > length_km) --days;
  while (!(reached_km + days * speed > length_km)) ++days;
  return days;
}

}  // namespace

Journeys::Journeys(const JourneyRulesToday& rules, JourneyBlock& block)
    : rules_(rules),
      parameters_(*rules.parameters),
      block_(block),
      people_(block.people),
      live_(rules.parameters->sequential_capacity) {}

void Journeys::advance() {
  if (live_) {
    advance_in_order();
  } else {
    for (std::size_t i = 0; i < block_.movers.size(); ++i) advance_alone(i);
  }
}

void Journeys::advance_alone(std::size_t i) {
  const MoverId mover = block_.movers[i];
  Day day = begin_day(mover);
  if (on_link(mover)) {
    finish_link(i, day);
  } else if (set_out(mover, day)) {
    start_link(i, day);
  } else {
    block_.due_day[i] = -1;
  }
}

/// Flee's order: everybody who is in a place decides, then everybody on a link travels.
void Journeys::advance_in_order() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    const MoverId mover = block_.movers[i];
    block_.due_day[i] = -1;
    if (on_link(mover)) continue;
    Day day = begin_day(mover);
    if (set_out(mover, day)) people_.left_km[mover] = kSetOutToday;
  }
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    const MoverId mover = block_.movers[i];
    if (!on_link(mover)) continue;
    Day day = begin_day(mover);
    if (people_.left_km[mover] == kSetOutToday) {
      day.choice = Stream(block_.key, Purpose::route, mover, static_cast<std::uint32_t>(rules_.day),
                          1);  // the first four words chose the route
      start_link(i, day);
    } else {
      finish_link(i, day);
    }
  }
}

Journeys::Day Journeys::begin_day(MoverId mover) const {
  const auto day = static_cast<std::uint32_t>(rules_.day);
  return {.moved_km = 0,
          .time_left = 1,
          .recent_before = parameters_.avoid_short_stints ? recent_yesterday(mover) : 0,
          .choice = Stream(block_.key, Purpose::route, mover, day),
          .chance = Stream(block_.key, Purpose::travel, mover, day)};
}

/// Chooses a route if there is none and enters its next link; false if the way is barred.
bool Journeys::set_out(MoverId mover, Day& day) {
  const ZoneIndex zone = people_.zone[mover];
  if (people_.route[mover] == kNoRoute) {
    if (live_) rules_.tables->refresh(zone);
    const std::uint16_t choice_class = rules_.classes->of_group(people_.group[mover]);
    people_.leg[mover] = 0;
    people_.route[mover] = rules_.tables->draw(zone, choice_class, people_.home[mover],
                                               day.choice.uniform(), scratch_);
    if (people_.route[mover] == kNoRoute) return false;
  }
  const ZoneIndex end = rules_.book->end(people_.route[mover]);
  const bool full_camp = rules_.places->camp(end) && rules_.places->multiplier(end) < 0.5;
  const auto arcs = rules_.open->open_arcs(zone);
  const LinkIndex next = current_arc(mover).link;
  const bool open =
      std::any_of(arcs.begin(), arcs.end(), [next](const Arc& arc) { return arc.link == next; });
  if (full_camp || !open) {
    drop_route(mover);
    return false;
  }
  people_.leg[mover] |= kOnLink;
  block_.departures.push_back({mover, zone});
  count_people(zone, -1);
  return true;
}

/// Travels on a link that was entered today.
void Journeys::start_link(std::size_t i, Day& day) {
  const MoverId mover = block_.movers[i];
  for (;;) {
    const Arc& arc = current_arc(mover);
    const double v = speed(mover, arc.link, day.chance);
    const double reach_km = parameters_.multi_hop_speed_bonus ? v : v * day.time_left;
    if (!(reach_km > arc.distance_km)) {
      day.moved_km += reach_km;
      wait_on_link(i, reach_km, v, day);
      return;
    }
    day.moved_km += arc.distance_km;
    day.time_left -= arc.distance_km / v;
    arrive(mover, arc.to);
    const bool time = parameters_.multi_hop_speed_bonus ? day.moved_km < v : day.time_left > 0;
    if (!time || !goes_on(i, day)) {
      rest(i, day);
      return;
    }
  }
}

/// The end of the link is reached today.
void Journeys::finish_link(std::size_t i, Day& day) {
  const MoverId mover = block_.movers[i];
  const Arc& arc = current_arc(mover);
  const double v = speed(mover, arc.link, day.chance);
  day.moved_km = people_.left_km[mover];
  day.time_left = 1 - day.moved_km / v;
  if (rules_.link_closed_on[arc.link] > people_.recent_day[mover]) {
    turn_back(i, day);
    return;
  }
  arrive(mover, arc.to);
  if (day.time_left > 0 && goes_on(i, day)) {
    start_link(i, day);
  } else {
    rest(i, day);
  }
}

/// In a new place with time left: does the person enter a further link?
bool Journeys::goes_on(std::size_t i, Day& day) {
  const MoverId mover = block_.movers[i];
  const ZoneIndex zone = people_.zone[mover];
  const double recent =
      (day.recent_before + day.moved_km / parameters_.max_move_speed_km_per_day) / 2;
  const bool forced = parameters_.avoid_short_stints && recent < 0.5 && rules_.places->town(zone);
  const bool under_way = people_.route[mover] != kNoRoute;
  const double chance = forced || under_way ? 1 : rules_.places->chance(zone);
  return day.choice.uniform() < chance && set_out(mover, day);
}

/// The link was closed under way: back to where the person came from.
void Journeys::turn_back(std::size_t i, Day& day) {
  const MoverId mover = block_.movers[i];
  const ZoneIndex zone = people_.zone[mover];
  drop_route(mover);
  ++people_.hops[mover];
  block_.arrivals.push_back({mover, zone, zone});
  count_people(zone, 1);
  rest(i, day);
}

void Journeys::wait_on_link(std::size_t i, double reached_km, double v, Day& day) {
  const MoverId mover = block_.movers[i];
  const Arc& arc = current_arc(mover);
  int days = 1;
  if ((*rules_.links)[arc.link].walk_probability > 0) {
    for (;; ++days) {  // speeds differ from day to day but are known ahead
      Stream chance(block_.key, Purpose::travel, mover,
                    static_cast<std::uint32_t>(rules_.day + days));
      const double then = speed(mover, arc.link, chance);
      if (reached_km + then > arc.distance_km) break;
      reached_km += then;
    }
  } else {
    days = days_to_go(reached_km, v, arc.distance_km);
    reached_km += (days - 1) * v;
  }
  people_.left_km[mover] = static_cast<float>(arc.distance_km - reached_km);
  remember_today(mover, day);
  block_.due_day[i] = rules_.day + days;
}

void Journeys::rest(std::size_t i, Day& day) {
  const MoverId mover = block_.movers[i];
  remember_today(mover, day);
  block_.due_day[i] = people_.route[mover] == kNoRoute ? -1 : rules_.day + 1;
}

const Arc& Journeys::current_arc(MoverId mover) const {
  return rules_.book->leg(people_.route[mover], people_.leg[mover] & ~kOnLink);
}

bool Journeys::on_link(MoverId mover) const { return (people_.leg[mover] & kOnLink) != 0; }

double Journeys::speed(MoverId mover, LinkIndex link, Stream& chance) const {
  const Link& way = (*rules_.links)[link];
  double v = way.max_speed_km_per_day.value_or(parameters_.max_move_speed_km_per_day);
  if (parameters_.start_on_foot && people_.hops[mover] == 0) {
    v = parameters_.max_walk_speed_km_per_day;
  }
  if (way.walk_probability > 0 && chance.uniform() < way.walk_probability) {
    v = parameters_.max_walk_speed_km_per_day;
  }
  return v;
}

/// `recent` is the mean of itself and the day's distance / possible distance, day by day; it was
/// written last on `recent_day` and is brought up to yesterday.
double Journeys::recent_yesterday(MoverId mover) const {
  double recent = people_.recent[mover];
  const int idle = rules_.day - 1 - people_.recent_day[mover];
  const bool rested = !on_link(mover) || people_.left_km[mover] == kSetOutToday;
  if (rested) return recent == 0 ? 0 : std::ldexp(recent, -idle);
  for (int ago = idle; ago > 0; --ago) {
    Stream chance(block_.key, Purpose::travel, mover, static_cast<std::uint32_t>(rules_.day - ago));
    const double moved = speed(mover, current_arc(mover).link, chance);
    recent = (recent + moved / parameters_.max_move_speed_km_per_day) / 2;
  }
  return recent;
}

void Journeys::remember_today(MoverId mover, const Day& day) {
  people_.recent[mover] = static_cast<float>(
      (day.recent_before + day.moved_km / parameters_.max_move_speed_km_per_day) / 2);
  people_.recent_day[mover] = static_cast<std::int16_t>(rules_.day);
}

/// Ends the current leg in a place, and the route if that was its last.
void Journeys::arrive(MoverId mover, ZoneIndex to) {
  block_.arrivals.push_back({mover, people_.zone[mover], to});
  people_.zone[mover] = to;
  ++people_.hops[mover];
  const auto done = static_cast<std::uint8_t>((people_.leg[mover] & ~kOnLink) + 1);
  people_.leg[mover] = done;
  if (done == rules_.book->legs(people_.route[mover])) drop_route(mover);
  count_people(to, 1);
}

void Journeys::drop_route(MoverId mover) {
  people_.route[mover] = kNoRoute;
  people_.leg[mover] = 0;
}

void Journeys::count_people(ZoneIndex zone, std::int64_t change) {
  if (!live_) return;
  block_.occupants[zone] += change;
  if (rules_.places->set_people(zone, static_cast<double>(block_.occupants[zone]))) {
    rules_.tables->place_changed(zone);
  }
}

}  // namespace ravenstein::models
