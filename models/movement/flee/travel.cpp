// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/travel.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "models/movement/flee/numbers.hpp"
#include "models/movement/flee/pace.hpp"

namespace ravenstein::models {
namespace {

constexpr std::uint8_t kOnLink = 0x80;  ///< in Movers::leg: on that leg, not before it
constexpr float kSetOutToday = -1;      ///< in Movers::left_km: until the person has travelled

/// Moves the people of a block for a day: each alone, or (in order) all decide before all travel.
class Journeys {
 public:
  Journeys(const JourneyDay& today, JourneyBlock& block);
  void advance();

 private:
  static constexpr std::size_t kBatch =
      16;  ///< people whose rows and numbers are got ready at once

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

Journeys::Journeys(const JourneyDay& today, JourneyBlock& block)
    : today_(today),
      parameters_(*today.parameters),
      block_(block),
      people_(block.people),
      per_max_speed_(1 / today.parameters->max_move_speed_km_per_day) {
  block.departures.reserve(block.departures.size() + 2 * block.movers.size());
  block.arrivals.reserve(block.arrivals.size() + 2 * block.movers.size());
}

void Journeys::advance() {
  if (parameters_.sequential_capacity) {  // Flee's order: all decide, then all travel
    set_out_in_order();
    travel_in_order();
  } else {
    advance_alone();
  }
}

void Journeys::advance_alone() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 0);
    Person person = load(i, 0);
    if (person.on_link) {
      finish_link(person);
    } else if (set_out(person)) {
      start_link(person);
    } else {
      block_.due_day[i] = -1;
    }
    store(person);
  }
}

void Journeys::set_out_in_order() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 0);
    Person person = load(i, 0);
    if (person.on_link) continue;
    if (set_out(person)) {
      people_.left_km[person.mover] = kSetOutToday;
    } else {
      block_.due_day[i] = -1;
    }
    store(person);
  }
}

void Journeys::travel_in_order() {
  for (std::size_t i = 0; i < block_.movers.size(); ++i) {
    get_ready(i, 1);
    Person person = load(i, 1);
    if (!person.on_link) continue;
    if (people_.left_km[person.mover] == kSetOutToday) {
      start_link(person);
    } else {
      finish_link(person);
    }
    store(person);
  }
}

/// Draws the numbers of a whole batch, which overlaps their latencies, and fetches the next rows.
void Journeys::get_ready(std::size_t i, std::uint32_t call) {
  if (i % kBatch != 0) return;
  const std::size_t end = std::min(i + kBatch, block_.movers.size());
  for (std::size_t k = i; k < end; ++k) {
    words_[k - i] = philox(block_.key, Purpose::route, block_.movers[k],
                           static_cast<std::uint32_t>(today_.day), call);
  }
  const std::size_t next_end = std::min(end + kBatch, block_.movers.size());
  for (std::size_t k = i == 0 ? 0 : end; k < next_end; ++k) prefetch(k);
}

void Journeys::prefetch(std::size_t i) const {
  const MoverId mover = block_.movers[i];
  __builtin_prefetch(&people_.zone[mover]);
  __builtin_prefetch(&people_.route[mover]);
  __builtin_prefetch(&people_.leg[mover]);
  __builtin_prefetch(&people_.recent[mover]);
  __builtin_prefetch(&people_.recent_day[mover]);
  __builtin_prefetch(&people_.left_km[mover]);
}

Journeys::Person Journeys::load(std::size_t i, std::uint32_t call) {
  const MoverId mover = block_.movers[i];
  const std::uint8_t leg = people_.leg[mover];
  Person person{.i = i,
                .mover = mover,
                .zone = people_.zone[mover],
                .route = people_.route[mover],
                .leg = static_cast<std::uint8_t>(leg & ~kOnLink),
                .on_link = (leg & kOnLink) != 0,
                .on_foot = parameters_.start_on_foot && people_.hops[mover] == 0,
                .numbers = Numbers(block_.key, mover, today_.day, call, words_[i % kBatch])};
  if (parameters_.avoid_short_stints) person.recent_till = recent_yesterday(person);
  return person;
}

void Journeys::store(const Person& person) {
  people_.zone[person.mover] = person.zone;
  people_.route[person.mover] = person.route;
  people_.leg[person.mover] =
      static_cast<std::uint8_t>(person.leg | (person.on_link ? kOnLink : 0));
  if (parameters_.start_on_foot && !person.on_foot) people_.hops[person.mover] = 1;
}

/// Chooses a route if there is none and enters its next link; false if the way is barred.
bool Journeys::set_out(Person& person) {
  const bool chosen_before = person.route != kNoRoute;
  if (!chosen_before) {
    if (parameters_.sequential_capacity) today_.tables->refresh(person.zone);
    const std::uint16_t choice_class = today_.classes->size() > 1
                                           ? today_.classes->of_group(people_.group[person.mover])
                                           : std::uint16_t{0};
    const ZoneIndex home = parameters_.stay_close_to_home ? people_.home[person.mover] : kNowhere;
    person.leg = 0;
    person.route =
        today_.tables->draw(person.zone, choice_class, home, person.numbers.next(), scratch_);
    if (person.route == kNoRoute) return false;
  }
  if (today_.places->full_camp(today_.book->end(person.route)) ||
      (chosen_before && !has_way(person))) {
    person.route = kNoRoute;
    return false;
  }
  person.on_link = true;
  block_.departures.push_back({person.mover, person.zone});
  count_people(person.zone, -1);
  return true;
}

/// Is the next link of a route chosen some time ago still one of those to choose from?
bool Journeys::has_way(const Person& person) const {
  const auto arcs = today_.open->open_arcs(person.zone);
  const LinkIndex next = arc_of(person).link;
  return std::any_of(arcs.begin(), arcs.end(), [next](const Arc& arc) { return arc.link == next; });
}

/// Travels on a link that was entered today, and on all that follow today.
void Journeys::start_link(Person& person) {
  for (;;) {
    const Arc& arc = arc_of(person);
    const double v = speed(person, arc.link);
    const double reach_km = parameters_.multi_hop_speed_bonus ? v : v * person.time_left;
    if (!(reach_km > arc.distance_km)) {
      person.moved_km += reach_km;
      wait_on_link(person, reach_km, v);
      return;
    }
    person.moved_km += arc.distance_km;
    person.time_left -= arc.distance_km / v;
    arrive(person);
    const bool time =
        parameters_.multi_hop_speed_bonus ? person.moved_km < v : person.time_left > 0;
    if (!time || !goes_on(person)) {
      rest(person);
      return;
    }
  }
}

/// The end of the link is reached today.
void Journeys::finish_link(Person& person) {
  const Arc& arc = arc_of(person);
  const double v = speed(person, arc.link);
  person.moved_km = people_.left_km[person.mover];
  person.time_left = 1 - person.moved_km / v;
  if (today_.link_closed_on[arc.link] >= 0 &&
      today_.link_closed_on[arc.link] > people_.recent_day[person.mover]) {
    turn_back(person);
    return;
  }
  arrive(person);
  if (person.time_left > 0 && goes_on(person)) {
    start_link(person);
  } else {
    rest(person);
  }
}

/// In a new place with time left: does the person enter a further link?
bool Journeys::goes_on(Person& person) {
  const bool hurries = parameters_.avoid_short_stints && recent_today(person) < 0.5 &&
                       today_.places->town(person.zone);
  const bool under_way = person.route != kNoRoute;
  const double chance = hurries || under_way ? 1 : today_.places->chance(person.zone);
  return (chance >= 1 || person.numbers.next() < chance) && set_out(person);
}

/// Ends the current leg in a place, and the route if that was its last.
void Journeys::arrive(Person& person) {
  const ZoneIndex to = arc_of(person).to;
  block_.arrivals.push_back({person.mover, person.zone, to});
  person.zone = to;
  person.on_link = false;
  person.on_foot = false;
  if (++person.leg == today_.book->legs(person.route)) {
    person.route = kNoRoute;
    person.leg = 0;
  }
  count_people(to, 1);
}

/// The link was closed under way: back to where the person came from.
void Journeys::turn_back(Person& person) {
  block_.arrivals.push_back({person.mover, person.zone, person.zone});
  person.route = kNoRoute;
  person.leg = 0;
  person.on_link = false;
  person.on_foot = false;
  count_people(person.zone, 1);
  rest(person);
}

void Journeys::wait_on_link(const Person& person, double reached_km, double v) {
  const Arc& arc = arc_of(person);
  int days = 1;
  if (today_.some_walk &&
      (*today_.links)[arc.link].walk_probability > 0) {  // speeds differ, but are known ahead
    for (;; ++days) {
      const double then = speed_on(person, arc.link, today_.day + days, 0);
      if (reached_km + then > arc.distance_km) break;
      reached_km += then;
    }
  } else {
    days = days_to_go(reached_km, v, arc.distance_km);
    reached_km += (days - 1) * v;
  }
  people_.left_km[person.mover] = static_cast<float>(arc.distance_km - reached_km);
  remember_today(person);
  block_.due_day[person.i] = today_.day + days;
}

void Journeys::rest(const Person& person) {
  remember_today(person);
  block_.due_day[person.i] = person.route == kNoRoute ? -1 : today_.day + 1;
}

double Journeys::speed(Person& person, LinkIndex link) {
  return speed_on(person, link, today_.day, person.speeds_drawn++);
}

/// The first number drawn on a day is for the link on which the day begins.
double Journeys::speed_on(const Person& person, LinkIndex link, int day, std::uint32_t draw) const {
  if (today_.some_walk) {
    Stream chance(block_.key, Purpose::travel, person.mover, static_cast<std::uint32_t>(day), draw);
    if (chance.uniform() < (*today_.links)[link].walk_probability) {
      return parameters_.max_walk_speed_km_per_day;
    }
  }
  return person.on_foot ? parameters_.max_walk_speed_km_per_day : today_.link_speed[link];
}

/// `recent` is the mean of itself and the day's distance / possible distance, day by day; it was
/// written last on `recent_day` and is brought up to yesterday.
double Journeys::recent_yesterday(const Person& person) const {
  double recent = people_.recent[person.mover];
  const int nights = today_.day - 1 - people_.recent_day[person.mover];
  const bool travelling = person.on_link && people_.left_km[person.mover] != kSetOutToday;
  if (!travelling) return recent == 0 ? 0 : recent * half_to_the(nights);
  for (int ago = nights; ago > 0; --ago) {
    const double moved = speed_on(person, arc_of(person).link, today_.day - ago, 0);
    recent = (recent + moved * per_max_speed_) / 2;
  }
  return recent;
}

double Journeys::recent_today(const Person& person) const {
  return (person.recent_till + person.moved_km * per_max_speed_) / 2;
}

void Journeys::remember_today(const Person& person) {
  people_.recent[person.mover] = static_cast<float>(recent_today(person));
  people_.recent_day[person.mover] = static_cast<std::int16_t>(today_.day);
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
  Journeys(today, block).advance();
}

}  // namespace ravenstein::models
