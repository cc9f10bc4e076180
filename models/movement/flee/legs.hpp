// SPDX-License-Identifier: Apache-2.0
// One person's day on the road, leg by leg: choose a route, enter a link, travel, arrive, perhaps
// go on.
//
// A link is done when the distance travelled on it exceeds its length (a link of exactly one day's
// travel takes two days: Flee). What is left of a day after an arrival may be used for further
// links; with `multi_hop_speed_bonus` each of them is begun with a whole day's travel.
#pragma once

#include <algorithm>
#include <vector>

#include "models/movement/flee/journey_day.hpp"
#include "models/movement/flee/recent_travel.hpp"
#include "models/movement/flee/speeds.hpp"
#include "models/movement/flee/traveller.hpp"

namespace ravenstein::models {

/// `kAlike`: as JourneyDay::alike; what only other rules ask is left out. All is put together into
/// the loops that call it, which keep the person in registers.
template <bool kAlike>
class Legs {
 public:
  Legs(const JourneyDay& today, JourneyBlock& block);

  /// Person `i` of the block in the morning; `words` as Numbers has them.
  [[gnu::always_inline]] inline Traveller wake(std::size_t i, std::uint32_t call,
                                               std::uint32_t* words) const;

  /// Enters the next link of a route, chosen now if there is none; false if the way is barred.
  [[gnu::always_inline]] inline bool set_out(Traveller& person);
  /// On a link entered before today, whose end is near: arrives; false if it was closed meanwhile
  /// and the person is back.
  [[gnu::always_inline]] inline bool finish_link(Traveller& person);
  /// Travels on a link that was entered today; false if its end is not reached today.
  [[gnu::always_inline]] inline bool reaches_end(Traveller& person);
  /// The end is reached.
  [[gnu::always_inline]] inline void end_link(Traveller& person);
  /// The end is not reached: till the day on which it is.
  [[gnu::always_inline]] inline void wait(Traveller& person);
  /// In a new place: is there time, and the wish, to enter a further link?
  [[gnu::always_inline]] inline bool goes_on(Traveller& person) const;
  /// The day is over, in a place.
  [[gnu::always_inline]] inline void rest(const Traveller& person);

 private:
  [[gnu::always_inline]] inline bool choose_route(Traveller& person);
  bool has_way(const Traveller& person) const;
  [[gnu::always_inline]] inline void arrive(Traveller& person);
  void turn_back(Traveller& person);
  [[gnu::always_inline]] inline void come_to(Traveller& person, ZoneIndex zone);
  [[gnu::always_inline]] inline void count_people(ZoneIndex zone, std::int64_t change);

  bool full_camp(ZoneIndex zone) const {
    return kAlike ? today_.alike[zone].full_camp : today_.places->full_camp(zone);
  }
  double speed(Traveller& person) const {
    return kAlike ? person.link->speed_km_per_day : speeds_.today(person, person.link->link);
  }
  double reach_km(const Traveller& person) const {
    return parameters_.multi_hop_speed_bonus ? person.speed : person.speed * person.time_left;
  }
  const Leg& link_of(const Traveller& person) const {
    return today_.book->leg(person.route, person.leg);
  }

  const JourneyDay& today_;
  const FleeParameters& parameters_;
  JourneyBlock& block_;
  Movers& people_;
  Speeds speeds_;
  RecentTravel recent_;
  std::vector<double> scratch_;
};

template <bool kAlike>
Legs<kAlike>::Legs(const JourneyDay& today, JourneyBlock& block)
    : today_(today),
      parameters_(*today.parameters),
      block_(block),
      people_(block.people),
      speeds_(today, block.key),
      recent_(today) {}

template <bool kAlike>
Traveller Legs<kAlike>::wake(std::size_t i, std::uint32_t call, std::uint32_t* words) const {
  const MoverId number = today_.number_of(block_.movers[i]);
  Traveller person = load(block_, i, Numbers(block_.key, number, today_.day, call, words));
  person.on_foot = !kAlike && person.on_foot && parameters_.start_on_foot;
  if (person.on_link) person.link = &link_of(person);
  if (parameters_.avoid_short_stints) person.recent_till = recent_.yesterday(person, speeds_);
  return person;
}

template <bool kAlike>
bool Legs<kAlike>::set_out(Traveller& person) {
  const bool chosen_before = person.route != kNoRoute;
  if (!chosen_before && !choose_route(person)) return false;
  const Leg& link = link_of(person);
  if (full_camp(link.end) || (chosen_before && !has_way(person))) {
    person.route = kNoRoute;
    return false;
  }
  person.link = &link;
  person.on_link = true;
  person.entered_today = true;
  block_.moves.depart(person.tally_row, person.zone);
  count_people(person.zone, -1);
  return true;
}

template <bool kAlike>
bool Legs<kAlike>::choose_route(Traveller& person) {
  person.leg = 0;
  if constexpr (kAlike) {
    person.route = RouteTables::draw(today_.alike[person.zone].routes, person.numbers.next());
    return person.route != kNoRoute;
  }
  if (parameters_.sequential_capacity) today_.tables->refresh(person.zone);
  const std::uint16_t choice_class = today_.classes->size() > 1
                                         ? today_.classes->of_group(people_.group[person.mover])
                                         : std::uint16_t{0};
  const ZoneIndex home = parameters_.stay_close_to_home ? people_.home[person.mover] : kNowhere;
  person.route =
      today_.tables->draw(person.zone, choice_class, home, person.numbers.next(), scratch_);
  return person.route != kNoRoute;
}

/// Is the next link of a route chosen some time ago still one of those to choose from?
template <bool kAlike>
bool Legs<kAlike>::has_way(const Traveller& person) const {
  const auto arcs = today_.open->open_arcs(person.zone);
  const LinkIndex next = link_of(person).link;
  return std::any_of(arcs.begin(), arcs.end(), [next](const Arc& arc) { return arc.link == next; });
}

template <bool kAlike>
bool Legs<kAlike>::finish_link(Traveller& person) {
  person.moved_km = person.left_km;
  person.time_left = 1 - person.moved_km / speed(person);
  person.time_to_go_on = person.time_left > 0;
  const int closed_on = today_.link_closed_on[person.link->link];
  if (closed_on >= 0 && closed_on > person.recent_day) {
    turn_back(person);
    return false;
  }
  arrive(person);
  return true;
}

template <bool kAlike>
bool Legs<kAlike>::reaches_end(Traveller& person) {
  person.speed = speed(person);
  return reach_km(person) > person.link->distance_km;
}

template <bool kAlike>
void Legs<kAlike>::end_link(Traveller& person) {
  const Leg& link = *person.link;
  person.moved_km += link.distance_km;
  person.time_left -= kAlike ? link.days : link.distance_km / person.speed;
  person.time_to_go_on =
      parameters_.multi_hop_speed_bonus ? person.moved_km < person.speed : person.time_left > 0;
  arrive(person);
}

template <bool kAlike>
void Legs<kAlike>::wait(Traveller& person) {
  const double reached_km = reach_km(person);
  person.moved_km += reached_km;
  const Speeds::Wait wait = speeds_.wait(person, *person.link, reached_km, person.speed);
  JourneyState& state = people_.journey[person.mover];
  state.left_km = static_cast<float>(wait.left_km);
  recent_.remember(person, state);
  block_.due_day[person.i] = today_.day + wait.days;
}

/// Ends the current leg in a place, and the route if that was its last.
template <bool kAlike>
void Legs<kAlike>::arrive(Traveller& person) {
  const bool last = person.link->legs_after == 0;
  person.route = last ? kNoRoute : person.route;
  person.leg = last ? 0 : person.leg + 1;
  come_to(person, person.link->to);
}

template <bool kAlike>
void Legs<kAlike>::come_to(Traveller& person, ZoneIndex zone) {
  block_.moves.arrive(person.tally_row, person.zone, zone);
  person.zone = zone;
  person.on_link = false;
  if (person.on_foot) {
    person.on_foot = false;
    people_.journey[person.mover].has_moved = true;
  }
  count_people(zone, 1);
}

/// The link was closed under way: back to where the person came from.
template <bool kAlike>
void Legs<kAlike>::turn_back(Traveller& person) {
  person.route = kNoRoute;
  person.leg = 0;
  come_to(person, person.zone);
}

/// Without branches, for what people want is as good as random.
template <bool kAlike>
bool Legs<kAlike>::goes_on(Traveller& person) const {
  const std::uint64_t below = kAlike ? today_.alike[person.zone].go_on_below
                                     : words_below(today_.places->chance(person.zone));
  const bool town = kAlike ? today_.alike[person.zone].town : today_.places->town(person.zone);
  const auto hurries = static_cast<unsigned>(parameters_.avoid_short_stints) &
                       static_cast<unsigned>(recent_.today(person) < 0.5) &
                       static_cast<unsigned>(town);
  const auto certain = hurries | static_cast<unsigned>(person.route != kNoRoute) |
                       static_cast<unsigned>(below >> 32);
  const unsigned wants = certain | person.numbers.below(below, 1 - certain);
  return (wants & static_cast<unsigned>(person.time_to_go_on)) != 0;
}

template <bool kAlike>
void Legs<kAlike>::rest(const Traveller& person) {
  recent_.remember(person, people_.journey[person.mover]);
  block_.due_day[person.i] = person.route == kNoRoute ? -1 : today_.day + 1;
}

template <bool kAlike>
void Legs<kAlike>::count_people(ZoneIndex zone, std::int64_t change) {
  if (kAlike || !parameters_.sequential_capacity) return;
  block_.occupants[zone] += change;
  if (today_.places->set_people(zone, static_cast<double>(block_.occupants[zone]))) {
    today_.tables->place_changed(zone);
  }
}

}  // namespace ravenstein::models
