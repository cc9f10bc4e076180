// SPDX-License-Identifier: Apache-2.0
// The Flee rule set (Suleimenova, Bell, Groen 2017, Sci. Rep. 7:13377; Ghorbani et al. 2024,
// J. Comput. Sci. 81:102371) as a behaviour: people walk a network of places along routes that they
// choose by the score of a place and its distance.
#pragma once

#include <memory>
#include <vector>

#include "engine/behaviour.hpp"
#include "engine/numbered_journeys.hpp"
#include "models/movement/flee/network_rules.hpp"
#include "models/movement/flee/spawn.hpp"
#include "models/movement/flee/travel.hpp"
#include "models/registry.hpp"

namespace ravenstein::models {

class Flee : public Behaviour, public JourneyRules, public NumberedJourneys {
 public:
  /// The scenario outlives the behaviour.
  Flee(const FleeParameters& parameters, const Scenario& scenario);
  Flee(const Flee&) = delete;
  Flee& operator=(const Flee&) = delete;

  void begin_day(const DayView& today) override;
  void entry_weights(const DayView& today, std::span<double> weight) override;
  bool departures(const DayView& today, const DrawKey& key,
                  std::span<std::int64_t> persons) override;
  bool destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) override;
  JourneyRules* journey_rules() override { return this; }

  void leave_probability(const DayView& today, std::span<double> probability) override;
  void advance(const DayView& today, JourneyBlock& block) override;
  bool in_order() const override { return parameters_.sequential_capacity; }
  void use_numbers(const std::vector<MoverId>& number) override { numbers_ = &number; }

  // For tests and reports.
  const Places& places() const { return places_; }
  const RouteBook& routes() const { return book_; }
  const RouteTables& tables() const { return tables_; }

 private:
  void open_network(const DayView& today);
  bool all_travel_alike() const;
  void note_places();
  SpawnToday spawn_today(const DayView& today, std::size_t zone) const;

  const FleeParameters parameters_;
  const Scenario& scenario_;
  ChoiceGroups groups_;
  ChoiceClasses classes_;
  Network network_;
  std::size_t epoch_ = static_cast<std::size_t>(-1);
  NetworkState open_;  ///< arcs to choose from, in this epoch
  std::vector<int> link_closed_on_;
  std::vector<double> link_speed_;
  bool some_walk_ = false;
  Places places_;
  RouteBook book_;
  RouteTables tables_;
  std::vector<PlaceToday> places_today_;  ///< where all travel alike
  const std::vector<MoverId>* numbers_ = nullptr;
};

BehaviourModel flee_model();

}  // namespace ravenstein::models
