// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/model.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/movement/flee/check.hpp"

namespace ravenstein::models {

Flee::Flee(const FleeParameters& parameters, const Scenario& scenario)
    : parameters_(parameters),
      scenario_(scenario),
      groups_(scenario.attributes),
      classes_(parameters_, groups_),
      network_(network_of_rules(scenario.world, parameters_, scenario.period.days)),
      link_closed_on_(network_.links().size(), -1),
      places_(parameters_, scenario, classes_),
      book_(scenario.world.size()),
      tables_(parameters_, scenario.world.zones, places_, book_, classes_.size()) {
  for (const Link& link : network_.links()) {
    some_walk_ = some_walk_ || link.walk_probability > 0;
    link_speed_.push_back(
        link.max_speed_km_per_day.value_or(parameters_.max_move_speed_km_per_day));
  }
}

void Flee::begin_day(const DayView& today) {
  open_network(today);
  places_.begin_day(today, open_.receiving);
  for (const ZoneIndex zone : places_.rescored()) tables_.place_changed(zone);
}

void Flee::open_network(const DayView& today) {
  const std::size_t epoch = network_.epoch_of(today.day);
  if (epoch == epoch_) return;
  epoch_ = epoch;
  const NetworkState& now = network_.epochs()[epoch];
  for (std::size_t l = 0; l < link_closed_on_.size(); ++l) {
    if (now.link_open[l] == 0) link_closed_on_[l] = std::max(link_closed_on_[l], today.day);
  }
  open_ = arcs_to_choose(now, network_.links(), parameters_.forced_redirection_inert);
  const int steps = std::max(1, static_cast<int>(parameters_.awareness_level));
  tables_.routes_changed(book_.refresh(open_, scenario_.world.zones, link_speed_, steps));
}

void Flee::entry_weights(const DayView& today, std::span<double> weight) {
  models::entry_weights(today, places_.conflict(), parameters_, weight);
}

SpawnToday Flee::spawn_today(const DayView& today, std::size_t zone) const {
  const auto flood = today.condition("flood");
  return {.residents = today.residents[zone],
          .conflict = places_.conflict().intensity(zone),
          .flood_level = flood.empty() ? 0 : flood[zone],
          .hasten = static_cast<double>(scenario_.population.hasten)};
}

bool Flee::departures(const DayView& today, const DrawKey& key, std::span<std::int64_t> persons) {
  for (std::size_t z = 0; z < persons.size(); ++z) {
    Stream stream(key, Purpose::departure_count, static_cast<std::uint32_t>(z),
                  static_cast<std::uint32_t>(today.day));
    persons[z] = persons_displaced(spawn_today(today, z), parameters_, stream);
  }
  return true;
}

bool Flee::destination_choice(const DayView&, std::span<ChoiceTable>) {
  throw std::logic_error("Flee's people choose routes, not destinations");
}

void Flee::leave_probability(const DayView& today, std::span<double> probability) {
  for (std::size_t z = 0; z < probability.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    probability[z] = book_.count(zone) > 0 ? places_.chance(zone) : 0;
    if (places_.set_people(zone, today.present[z])) tables_.place_changed(zone);
  }
  if (in_order()) return;
  tables_.refresh();
  if (all_travel_alike()) note_places();
}

bool Flee::all_travel_alike() const {
  return !in_order() && !some_walk_ && !parameters_.start_on_foot &&
         !parameters_.stay_close_to_home && classes_.size() == 1;
}

void Flee::note_places() {
  places_today_.resize(places_.zones());
  for (std::size_t z = 0; z < places_today_.size(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    places_today_[z] = {.routes = tables_.row(zone, 0),
                        .go_on_below = words_below(places_.chance(zone)),
                        .town = places_.town(zone),
                        .full_camp = places_.full_camp(zone)};
  }
}

void Flee::advance(const DayView& today, JourneyBlock& block) {
  const JourneyDay now{.day = today.day,
                       .parameters = &parameters_,
                       .links = &network_.links(),
                       .open = &open_,
                       .link_closed_on = link_closed_on_,
                       .link_speed = link_speed_,
                       .some_walk = some_walk_,
                       .classes = &classes_,
                       .book = &book_,
                       .places = &places_,
                       .tables = &tables_,
                       .alike = places_today_,
                       .numbers = numbers_};
  advance_journeys(now, block);
}

BehaviourModel flee_model() {
  return {.name = "flee",
          .summary =
              "people choose routes to places by score and distance and travel them link "
              "by link (the rule set of Flee 3)",
          .source =
              "Suleimenova, Bell, Groen 2017, Sci. Rep. 7:13377; Ghorbani et al. 2024, "
              "J. Comput. Sci. 81:102371; github.com/djgroen/flee",
          .parameters = flee_parameters().infos(),
          .presets = flee_presets(),
          .make =
              [](const ParameterValues& values, const Scenario& scenario) {
                return std::make_unique<Flee>(flee_parameters().build(values), scenario);
              },
          .uses_capacity = [](const ParameterValues&) { return true; },
          .check =
              [](const ParameterValues& values, const Scenario& scenario) {
                return check_flee(flee_parameters().build(values), scenario);
              },
          .uses =
              [](const ParameterValues& values, const Scenario& scenario) {
                return use_of_flee(flee_parameters().build(values), scenario);
              },
          .notes = [](const ParameterValues&,
                      const Scenario& scenario) { return notes_of_flee(scenario); },
          .formulas =
              "score(E) = 1, x foreign_weight abroad, x camp_weight in camps, "
              "x conflict_weight^(decay x conflict)\n"
              "w(route to E) = [(weight_softening + score(E)) / (softening_km + km)^distance_power "
              "x room(E)]^weight_power\n"
              "p(route) = w / sum of w over the routes of the place\n"
              "room: 1 up to capacity_buffer x capacity, 0 from capacity on, straight between\n"
              "leaving per day: the movechance of the kind of place "
              "x (people / movechance_pop_base)^movechance_pop_scale_factor"};
}

}  // namespace ravenstein::models
