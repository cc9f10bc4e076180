// SPDX-License-Identifier: Apache-2.0
#include "models/movement/flee/places.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/movement/flee/move_chance.hpp"
#include "models/movement/flee/score.hpp"

namespace ravenstein::models {
namespace {

/// Flee's residents of a place where nobody lives, in shares of residents.
constexpr double kNobodyLivesHere = 1e8;

double attribute(const Zone& zone, std::string_view name) {
  const auto found = zone.attributes.find(name);
  return found == zone.attributes.end() ? 0 : found->second;
}

/// Capacity at the start, 0 if there is none. With its day-0 people charged (a defect of Flee) it
/// is in Flee's integers: whole divisions by `hasten`, and unlimited if nothing is left.
double initial_capacity(const Zone& zone, ZoneIndex index, const Scenario& scenario,
                        bool charge_day0) {
  if (!zone.capacity) return 0;
  if (!charge_day0) {
    return std::max(
        1.0, static_cast<double>(*zone.capacity) / static_cast<double>(scenario.population.hasten));
  }
  std::int64_t capacity = *zone.capacity / scenario.population.hasten;
  for (const ObservedSeries& series : scenario.observations) {
    if (series.zone == index) capacity -= persons_on(series, 0) / scenario.population.hasten;
  }
  return static_cast<double>(std::max<std::int64_t>(0, capacity));
}

/// All values of an attribute that the classes have, each once.
std::vector<std::string> values_of(const ChoiceClasses& classes, std::string ChoiceClass::*member) {
  std::vector<std::string> values;
  for (std::size_t c = 0; c < classes.size(); ++c) {
    const std::string& value = classes[c].*member;
    if (std::find(values.begin(), values.end(), value) == values.end()) values.push_back(value);
  }
  return values;
}

/// Share of the people of a place who have a value: of the residents; in camps, where nobody
/// resides, of all whom the zone's columns count.
double share_alike(const Zone& zone, std::string_view value, std::span<const std::string> values,
                   bool of_residents) {
  double people = static_cast<double>(zone.population);
  if (of_residents && zone.population < 1) people = kNobodyLivesHere;
  if (!of_residents) {
    people = 0;
    for (const std::string& other : values) people += attribute(zone, other);
  }
  return people > 0 ? attribute(zone, value) / people : 0;
}

}  // namespace

double scaled_residents(const Zone& zone, std::int64_t hasten) {
  const std::int64_t residents = zone.population / hasten;  // Flee's integers
  return static_cast<double>(residents);
}

Places::Places(const FleeParameters& parameters, const Scenario& scenario,
               const ChoiceClasses& classes)
    : parameters_(&parameters),
      scenario_(&scenario),
      classes_(&classes),
      conflict_(scenario.world.size(), parameters) {
  const std::size_t zones = scenario.world.size();
  camp_.resize(zones);
  town_.resize(zones);
  full_camp_.resize(zones);
  capacity_.resize(zones);
  chance_.resize(zones);
  multiplier_.assign(zones, 1.0);
  score_.assign(zones * classes.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t z = 0; z < zones; ++z) {
    const Zone& zone = scenario.world.zones[z];
    capacity_on_day0_.push_back(initial_capacity(zone, static_cast<ZoneIndex>(z), scenario,
                                                 parameters.day0_capacity_charged_twice));
    capacity_per_day_.push_back(attribute(zone, "capacity_per_day") /
                                static_cast<double>(scenario.population.hasten));
  }
}

void Places::begin_day(const DayView& today, std::span<const std::uint8_t> receiving) {
  conflict_.advance(today.day, today.condition("conflict"));
  const auto food = today.condition("food");
  const auto flood = today.condition("flood");
  for (std::size_t z = 0; z < zones(); ++z) {
    const Zone& zone = scenario_->world.zones[z];
    const bool open = receiving[z] != 0;
    const bool conflict = conflict_.active(z);
    camp_[z] = receives(zone) && open;
    town_[z] = !conflict && (zone.kind == ZoneKind::town || (receives(zone) && !open));
    const double capacity = static_cast<double>(zone.capacity.value_or(0)) /
                            static_cast<double>(scenario_->population.hasten);
    chance_[z] = move_chance(
        {.kind = zone.kind,
         .receiving = open,
         .conflict = conflict,
         .people = std::max(scaled_residents(zone, scenario_->population.hasten), capacity),
         .food_percent = food.empty() ? 0 : food[z],
         .flood_level = flood.empty() ? 0 : flood[z]},
        *parameters_);
  }
  update_capacity(today.day);
  update_scores(today);
}

void Places::update_capacity(int day) {
  for (std::size_t z = 0; z < zones(); ++z) {
    const double built = capacity_on_day0_[z] > 0 ? capacity_per_day_[z] * (day + 1) : 0;
    capacity_[z] = (capacity_on_day0_[z] + built) * parameters_->capacity_scaling;
  }
}

void Places::update_scores(const DayView& today) {
  rescored_.clear();
  const auto food = today.condition("food");
  const auto flood = today.condition("flood");
  for (std::size_t z = 0; z < zones(); ++z) {
    const auto zone = static_cast<ZoneIndex>(z);
    const double base = location_score({.foreign = scenario_->world.foreign(zone),
                                        .camp = camp(zone),
                                        .conflict = conflict_.intensity(z),
                                        .conflict_decay = conflict_.decay(z),
                                        .food_percent = food.empty() ? 0 : food[z]},
                                       today.day, *parameters_);
    bool changed = false;
    for (std::size_t c = 0; c < classes_->size(); ++c) {
      const double score = score_by_class((*classes_)[c], zone, base, flood.empty() ? 0 : flood[z]);
      double& kept = score_[c * zones() + z];
      changed = changed || !(kept == score);
      kept = score;
    }
    if (changed) rescored_.push_back(zone);
  }
}

double Places::score_by_class(const ChoiceClass& choice_class, ZoneIndex zone, double score,
                              double flood_level) const {
  const Zone& place = scenario_->world.zones[zone];
  const FleeParameters& p = *parameters_;
  score = score_by(choice_class.hazards, score);
  if (flood_level > 0 && !p.flood_loc_weights.empty()) {
    score *= value_at_level(p.flood_loc_weights, flood_level);
  }
  const bool conflict = conflict_.active(zone);
  const bool match_ethnicity = camp(zone) ? p.match_camp_ethnicity
                               : conflict ? p.match_conflict_ethnicity
                                          : p.match_town_ethnicity;
  const auto alike = [&](std::string ChoiceClass::*member) {
    return share_alike(place, choice_class.*member, values_of(*classes_, member),
                       !camp(zone) || p.match_camp_population_zero);
  };
  if (match_ethnicity) score *= 10 * alike(&ChoiceClass::ethnicity);
  if (camp(zone) && p.match_camp_religion) {
    score *= alike(&ChoiceClass::religion) / p.avg_religion_fraction;
  }
  if (!camp(zone) && p.use_pop_for_loc_weight) {
    const double residents = scaled_residents(place, scenario_->population.hasten);
    score *= std::pow(std::max(1.0, residents), p.pop_power_for_loc_weight);
  }
  return score;
}

bool Places::set_people(ZoneIndex zone, double people) {
  const double multiplier =
      capacity_multiplier(people, capacity_[zone], parameters_->capacity_buffer);
  full_camp_[zone] = camp(zone) && multiplier < 0.5;
  const bool changed = multiplier != multiplier_[zone];
  multiplier_[zone] = multiplier;
  return changed;
}

}  // namespace ravenstein::models
