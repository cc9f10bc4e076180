// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/travel.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/random/philox_block.hpp"
#include "models/movement/flee/recent_travel.hpp"
#include "models/movement/flee/speeds.hpp"
#include "models/movement/flee/traveller.hpp"

namespace ravenstein::models {
namespace {

/// The functions of a traveller's day are put together into one, which keeps the traveller in
/// registers: that is a tenth of the time of a run.
class Journeys {
 public:
  Journeys(const JourneyDay& today, JourneyBlock& block);

  void each_alone();
  void all_set_out();
  void all_travel();

 private:
  static constexpr std::size_t kBatch =
      64;  ///< people whose rows and numbers are got ready at once

  void get_ready(std::size_t i, std::uint32_t call);
  void prefetch(std::size_t i) const;
  [[gnu::always_inline]] inline Traveller person(std::size_t i, std::uint32_t call);

  [[gnu::always_inline]] inline bool set_out(Traveller& person);
  [[gnu::always_inline]] inline bool choose_route(Traveller& person);
  bool has_way(const Traveller& person) const;
  [[gnu::always_inline]] inline void travel(Traveller& person);
  [[gnu::always_inline]] inline bool start_link(Traveller& person);
  [[gnu::always_inline]] inline bool finish_link(Traveller& person);
  [[gnu::always_inline]] inline void arrive(Traveller& person, ZoneIndex to);
  void turn_back(Traveller& person);
  [[gnu::always_inline]] inline void come_to(Traveller& person, ZoneIndex zone);
  [[gnu::always_inline]] inline bool wants_on(Traveller& person) const;
  [[gnu::always_inline]] inline void wait_on_link(const Traveller& person, const Arc& arc,
                                                  double reached_km, double speed);
  [[gnu::always_inline]] inline void rest(const Traveller& person);
  [[gnu::always_inline]] inline void count_people(ZoneIndex zone, std::int64_t change);

  const Arc& arc_of(const Traveller& person) const {
    return today_.book->leg(person.route, person.leg);
  }

  const JourneyDay& today_;
  const FleeParameters& parameters_;
  JourneyBlock& block_;
  Movers& people_;
  Speeds speeds_;
  RecentTravel recent_;
  std::array<std::uint32_t, 4 * kBatch> words_;
  std::array<MoverId, kBatch> numbers_;  ///< where they are not the rows
  std::vector<double> scratch_;
};

Journeys::Journeys(const JourneyDay& today, JourneyBlock& block)
    : today_(today),
      parameters_(*today.parameters),
      block_(block),
      people_(block.people),
      speeds_(today, block.key),
      recent_(today, *today.book) {}

void Journeys::each_alone() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 0);
    Traveller someone = person(i, 0);
    if (someone.on_link || set_out(someone)) {
      travel(someone);
    } else {
      block_.due_day[i] = -1;
    }
    store(someone, people_);
  }
}

void Journeys::all_set_out() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 0);
    Traveller someone = person(i, 0);
    if (someone.on_link) continue;
    if (set_out(someone)) {
      people_.journey[someone.mover].left_km = kEnteredToday;
    } else {
      block_.due_day[i] = -1;
    }
    store(someone, people_);
  }
}

void Journeys::all_travel() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 1);
    Traveller someone = person(i, 1);
    if (!someone.on_link) continue;
    travel(someone);
    store(someone, people_);
  }
}

/// Draws the numbers of a whole batch, which overlaps their latencies, and fetches the next rows.
void Journeys::get_ready(std::size_t i, std::uint32_t call) {
  if (i % kBatch != 0) return;
  const std::size_t end = std::min(i + kBatch, block_.movers.size());
  std::span<const MoverId> numbers = block_.movers.subspan(i, end - i);
  if (today_.numbers != nullptr) {
    std::ranges::transform(numbers, numbers_.begin(),
                           [this](MoverId mover) { return today_.number_of(mover); });
    numbers = std::span(numbers_).first(end - i);
  }
  philox_block(block_.key, Purpose::route, numbers, static_cast<std::uint32_t>(today_.day), call,
               std::span(words_).first(4 * (end - i)));
  const std::size_t next_end = std::min(end + kBatch, block_.movers.size());
  for (std::size_t k = i == 0 ? 0 : end; k < next_end; ++k) prefetch(k);
}

void Journeys::prefetch(std::size_t i) const {
  const MoverId mover = block_.movers[i];
  __builtin_prefetch(&people_.home[mover]);
  __builtin_prefetch(&people_.zone[mover]);
  __builtin_prefetch(&people_.journey[mover]);
}

Traveller Journeys::person(std::size_t i, std::uint32_t call) {
  const MoverId mover = block_.movers[i];
  Traveller someone =
      load(people_, i, mover,
           Numbers(block_.key, today_.number_of(mover), today_.day, call, &words_[i % kBatch * 4]));
  someone.on_foot = someone.on_foot && parameters_.start_on_foot;
  if (parameters_.avoid_short_stints) someone.recent_till = recent_.yesterday(someone, speeds_);
  return someone;
}

/// Enters the next link of a route, chosen now if there is none; false if the way is barred.
bool Journeys::set_out(Traveller& person) {
  const bool chosen_before = person.route != kNoRoute;
  if (!chosen_before && !choose_route(person)) return false;
  if (today_.places->full_camp(today_.book->end(person.route)) ||
      (chosen_before && !has_way(person))) {
    person.route = kNoRoute;
    return false;
  }
  person.on_link = true;
  person.entered_today = true;
  block_.moves.depart(person.mover, person.zone);
  count_people(person.zone, -1);
  return true;
}

bool Journeys::choose_route(Traveller& person) {
  if (parameters_.sequential_capacity) today_.tables->refresh(person.zone);
  const std::uint16_t choice_class = today_.classes->size() > 1
                                         ? today_.classes->of_group(people_.group[person.mover])
                                         : std::uint16_t{0};
  const ZoneIndex home = parameters_.stay_close_to_home ? people_.home[person.mover] : kNowhere;
  person.leg = 0;
  person.route =
      today_.tables->draw(person.zone, choice_class, home, person.numbers.next(), scratch_);
  return person.route != kNoRoute;
}

/// Is the next link of a route chosen some time ago still one of those to choose from?
bool Journeys::has_way(const Traveller& person) const {
  const auto arcs = today_.open->open_arcs(person.zone);
  const LinkIndex next = arc_of(person).link;
  return std::any_of(arcs.begin(), arcs.end(), [next](const Arc& arc) { return arc.link == next; });
}

/// On a link: travels to its end and on, until the day is over or the person has come to rest.
void Journeys::travel(Traveller& person) {
  for (;;) {
    const bool arrived = person.entered_today ? start_link(person) : finish_link(person);
    if (!arrived) return;
    if (!person.time_to_go_on || !wants_on(person) || !set_out(person)) {
      rest(person);
      return;
    }
  }
}

/// Travels on a link that was entered today; false if its end is not reached today.
bool Journeys::start_link(Traveller& person) {
  const Arc& arc = arc_of(person);
  const double speed = speeds_.today(person, arc.link);
  const double reach_km = parameters_.multi_hop_speed_bonus ? speed : speed * person.time_left;
  if (!(reach_km > arc.distance_km)) {
    person.moved_km += reach_km;
    wait_on_link(person, arc, reach_km, speed);
    return false;
  }
  person.moved_km += arc.distance_km;
  person.time_left -= arc.distance_km / speed;
  person.time_to_go_on =
      parameters_.multi_hop_speed_bonus ? person.moved_km < speed : person.time_left > 0;
  arrive(person, arc.to);
  return true;
}

/// Comes to the end of a link that was entered before today; false if it was closed meanwhile.
bool Journeys::finish_link(Traveller& person) {
  const Arc& arc = arc_of(person);
  const double speed = speeds_.today(person, arc.link);
  person.moved_km = person.left_km;
  person.time_left = 1 - person.moved_km / speed;
  person.time_to_go_on = person.time_left > 0;
  if (today_.link_closed_on[arc.link] >= 0 && today_.link_closed_on[arc.link] > person.recent_day) {
    turn_back(person);
    return false;
  }
  arrive(person, arc.to);
  return true;
}

/// Ends the current leg in a place, and the route if that was its last.
void Journeys::arrive(Traveller& person, ZoneIndex to) {
  if (++person.leg == today_.book->legs(person.route)) {
    person.route = kNoRoute;
    person.leg = 0;
  }
  come_to(person, to);
}

void Journeys::come_to(Traveller& person, ZoneIndex zone) {
  block_.moves.arrive(person.mover, person.zone, zone);
  person.zone = zone;
  person.on_link = false;
  if (person.on_foot) {
    person.on_foot = false;
    people_.journey[person.mover].has_moved = true;
  }
  count_people(zone, 1);
}

/// The link was closed under way: back to where the person came from.
void Journeys::turn_back(Traveller& person) {
  person.route = kNoRoute;
  person.leg = 0;
  come_to(person, person.zone);
  rest(person);
}

/// In a new place with time left: does the person want to enter a further link? Without branches,
/// for what people want is as good as random.
bool Journeys::wants_on(Traveller& person) const {
  const double chance = today_.places->chance(person.zone);
  const auto hurries = static_cast<unsigned>(parameters_.avoid_short_stints) &
                       static_cast<unsigned>(recent_.today(person) < 0.5) &
                       static_cast<unsigned>(today_.places->town(person.zone));
  const auto certain = hurries | static_cast<unsigned>(person.route != kNoRoute) |
                       static_cast<unsigned>(chance >= 1);
  return (certain | person.numbers.below(chance, 1 - certain)) != 0;
}

void Journeys::wait_on_link(const Traveller& person, const Arc& arc, double reached_km,
                            double speed) {
  const Speeds::Wait wait = speeds_.wait(person, arc, reached_km, speed);
  JourneyState& state = people_.journey[person.mover];
  state.left_km = static_cast<float>(wait.left_km);
  recent_.remember(person, state);
  block_.due_day[person.i] = today_.day + wait.days;
}

void Journeys::rest(const Traveller& person) {
  recent_.remember(person, people_.journey[person.mover]);
  block_.due_day[person.i] = person.route == kNoRoute ? -1 : today_.day + 1;
}

void Journeys::count_people(ZoneIndex zone, std::int64_t change) {
  if (!parameters_.sequential_capacity) return;
  block_.occupants[zone] += change;
  if (today_.places->set_people(zone, static_cast<double>(block_.occupants[zone]))) {
    today_.tables->place_changed(zone);
  }
}

}  // namespace

void advance_journeys(const JourneyDay& today, JourneyBlock& block) {
  Journeys journeys(today, block);
  if (today.parameters->sequential_capacity) {  // Flee's order: all decide, then all travel
    journeys.all_set_out();
    journeys.all_travel();
  } else {
    journeys.each_alone();
  }
}

}  // namespace ravenstein::models
