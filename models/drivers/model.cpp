// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/whatif/capacity_change.hpp"
#include "models/drivers/check.hpp"

namespace ravenstein::models {
namespace {

CauseForm form_of(const ParameterValues& values, const Cause& cause) {
  const std::string& form = std::get<std::string>(values.at(fmt::format("{}_form", cause.name)));
  if (form == "episodes") return CauseForm::episodes;
  if (form == "log_linear") return CauseForm::log_linear;
  if (form == "additive") return CauseForm::additive;
  return CauseForm::off;
}

/// An attribute of each zone, 0 where it has none.
std::vector<double> attribute(const World& world, const std::string& name) {
  std::vector<double> values;
  for (const Zone& zone : world.zones) {
    const auto found = zone.attributes.find(name);
    values.push_back(found == zone.attributes.end() ? 0 : found->second);
  }
  return values;
}

}  // namespace

double Drivers::parameter(const std::string& name) const {
  return std::get<double>(parameters_.at(name));
}

Drivers::Drivers(const ParameterValues& parameters, const Scenario& scenario)
    : parameters_(parameters),
      scenario_(scenario),
      zones_(scenario.world.size()),
      river_(river_exposure(scenario.rivers, zones_)),
      remembers_corridors_(parameter("corridor_half_life_months") > 0) {
  activate_all({});
}

Drivers::Drivers(const Drivers& like, const ParameterValues& parameters, const ZoneEffects& effects)
    : parameters_(parameters),
      scenario_(like.scenario_),
      zones_(like.zones_),
      covariates_(like.covariates_),
      river_(like.river_),
      remembers_corridors_(parameter("corridor_half_life_months") > 0) {
  activate_all(effects);
}

void Drivers::activate_all(const ZoneEffects& effects) {
  for (const Cause& cause : known_causes()) {
    const CauseForm form = form_of(parameters_, cause);
    if (form != CauseForm::off) active_.push_back(activate(cause, form, effects));
  }
  const auto flood = std::find_if(active_.begin(), active_.end(),
                                  [](const Active& a) { return a.cause->name == "flood"; });
  flood_ = static_cast<std::size_t>(flood - active_.begin());
  persons_.resize(active_.size() * zones_);
  hazard_.resize(persons_.size());
  onward_.resize(persons_.size());
  returning_.resize(zones_);
  staying_.resize(zones_);
  pull_parameters_ = models::pull_parameters().build(parameters_);
  usable_capacity_ =
      usable_capacity(pull_parameters_, scenario_.world, scenario_.population.hasten);
  pull_of_people_.assign(zones_, 1.0);
  pull_of_month_.assign(zones_, 1.0);
}

std::shared_ptr<const MonthlySeries> Drivers::covariate_of(std::string_view cause,
                                                           std::string_view term) {
  if (series_needed(cause, term).empty()) return nullptr;
  auto& series = covariates_[{cause, term}];
  if (series == nullptr) {
    series = std::make_shared<MonthlySeries>(covariate(cause, term, scenario_, parameters_));
  }
  return series;
}

Drivers::Active Drivers::activate(const Cause& cause, CauseForm form, const ZoneEffects& effects) {
  const auto named = [&](std::string_view what) {
    return parameter(fmt::format("{}_{}", cause.name, what));
  };
  Active active{.cause = &cause,
                .number = static_cast<std::uint32_t>(&cause - known_causes().data()),
                .form = form,
                .intercept = {named("occurrence"), named("size"), named("size_sd"), named("rate")},
                .shares = {named("shared_by_month"), named("shared_by_zone")},
                .decay = decay_per_month(named("memory_half_life_months")),
                .gravity = {named("intra"), named("distance_exponent"), named("mass_exponent"),
                            named("adjacency"), named("distance_decay_per_km")},
                .parts = {},
                .occurrence_effect = {},
                .size_effect = {}};
  if (form == CauseForm::additive) active.intercept.log_rate = 0;
  for (const Term& term : cause.terms) {
    const auto of = [&](const char* what) { return named(fmt::format("{}_{}", what, term.name)); };
    const bool episodes = form == CauseForm::episodes;
    Active::Part part{episodes ? of("occurrence") : 0, episodes ? of("size") : 0,
                      episodes ? 0 : of("rate"), nullptr, term.name};
    if (part.occurrence == 0 && part.size == 0 && part.rate == 0) continue;
    part.series = covariate_of(cause.name, term.name);
    active.parts.push_back(std::move(part));
  }
  const auto effect = [&](const char* what) {
    const std::string name = fmt::format("{}_{}_effect", cause.name, what);
    const auto given = effects.find(name);
    return given != effects.end() ? given->second : attribute(scenario_.world, name);
  };
  active.occurrence_effect = effect("occurrence");
  active.size_effect = effect("size");
  return active;
}

std::vector<std::string> Drivers::causes() const {
  std::vector<std::string> names;
  for (const Active& active : active_) names.emplace_back(active.cause->name);
  return names;
}

Predictor Drivers::predictor(std::size_t k, ZoneIndex zone, const DayView& today) const {
  const Active& active = active_[k];
  Predictor sum = active.intercept;
  sum.occurrence += active.occurrence_effect[zone];
  sum.log_size += active.size_effect[zone];
  for (const Active::Part& part : active.parts) {
    const double x = part.series != nullptr ? part.series->at(today.month, zone)
                                            : run_term(k, part.name, zone, today);
    sum.occurrence += part.occurrence * x;
    sum.log_size += part.size * x;
    sum.log_rate += part.rate * x;
  }
  return sum;
}

void Drivers::draw_month(const DayView& today) {
  const double most = parameter("most_share");
  const double onward = parameter("onward_factor");
  const double rate = scenario_.population.counted_per_move;
  const bool drawn = std::get<std::string>(parameters_.at("shocks")) == "drawn";
  const MonthlyDriver* restriction = scenario_.monthly_driver("restriction");
  for (std::size_t k = 0; k < active_.size(); ++k) {
    for (ZoneIndex zone = 0; zone < zones_; ++zone) {
      const std::size_t cell = k * zones_ + zone;
      const double at_risk = today.settled_at_risk[cell] + onward * today.displaced_at_risk[cell];
      const Predictor terms = predictor(k, zone, today);
      const double counted = drawn ? persons_leaving(active_[k].form, terms,
                                                     draw_shock(today.key, active_[k].number, zone,
                                                                today.month, active_[k].shares),
                                                     rate * at_risk, most)
                                   : expected_leaving(active_[k].form, terms, rate * at_risk, most);
      persons_[cell] = counted / rate;
      double hazard = hazard_per_day(persons_[cell], at_risk, today.days_in_month);
      if (restriction != nullptr) {
        const double held = restriction->series.at(today.month, zone);
        hazard *= 1 - parameter("restriction_compliance") * (std::isnan(held) ? 0 : held);
      }
      hazard_[cell] = hazard;
      onward_[cell] = onward * hazard;
    }
  }
}

void Drivers::begin_day(const DayView& today) {
  choices_stale_ = today.month_begins;
  refresh_gravity(today);
  if (const auto changing = today.condition(kCapacityCondition); !changing.empty()) {
    usable_capacity_ = usable_capacity(pull_parameters_, changing, scenario_.population.hasten);
  }
  if (follows_people(pull_parameters_)) {
    pull_of_people(pull_parameters_, usable_capacity_, today.present, pull_of_people_);
  }
  if (!today.month_begins) return;
  remember(today);
  draw_month(today);
  refresh_pull(today);
  const double decide = 1 / parameter("return_delay_days");
  const double share = parameter("return_share");
  for (ZoneIndex home = 0; home < zones_; ++home) {
    double at_risk = 0;
    for (std::size_t k = 0; k < active_.size(); ++k) {
      at_risk = std::max(at_risk, today.settled_at_risk[k * zones_ + home]);
    }
    const double least = parameter("safe_rate_per_month") * at_risk;
    const bool safe = share > 0 && persons_driven_out(today, home) <= least;
    returning_[home] = safe ? decide * share : 0;
    staying_[home] = safe ? decide * (1 - share) : 0;
  }
}

/// Persons whom the causes drive out of a zone this month, as what-ifs have it. A restriction of
/// movement holds them back, but makes the zone no safer.
double Drivers::persons_driven_out(const DayView& today, ZoneIndex zone) const {
  double persons = 0;
  for (std::size_t k = 0; k < active_.size(); ++k) {
    const std::size_t cell = k * zones_ + zone;
    persons += persons_[cell] * (today.hazard_scale.empty() ? 1 : today.hazard_scale[cell]);
  }
  return persons;
}

/// Where people of a zone leave, and where people hunger, few others want to go. Only differences
/// between zones matter; the least is bounded so that shares stay numbers.
void Drivers::refresh_pull(const DayView& today) {
  const double safety = parameter("safety_pull");
  const double food = parameter("food_pull");
  if (safety == 0 && food == 0) return;
  std::vector<double> lost(zones_);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    const double people = std::max(1.0, today.residents[zone] + today.present[zone]);
    lost[zone] = safety * 100 * persons_driven_out(today, zone) / people;
    if (food > 0) {
      const MonthlyDriver* hunger = scenario_.monthly_driver("phase3_or_worse");
      lost[zone] += food * hunger->series.at(today.month, zone);
    }
  }
  const double least = *std::ranges::min_element(lost);
  for (ZoneIndex zone = 0; zone < zones_; ++zone) {
    pull_of_month_[zone] = std::max(kLeastPull, std::exp(least - lost[zone]));
  }
}

void Drivers::entry_weights(const DayView&, std::span<double> weight) {
  std::ranges::fill(weight, 0.0);
  for (std::size_t cell = 0; cell < persons_.size(); ++cell)
    weight[cell % zones_] += persons_[cell];
}

void Drivers::hazards(const DayView&, Hazards& hazards) {
  hazards.departure = hazard_;
  hazards.onward = onward_;
  hazards.returning = returning_;
  hazards.staying = staying_;
  std::ranges::fill(hazards.release, 1 / parameter("release_delay_days"));
}

ChoiceWorld Drivers::choice_world(const DayView& today) const {
  return {today.world, today.network, passage_,
          std::get<std::string>(parameters_.at("distance")) == "network"};
}

void Drivers::refresh_gravity(const DayView& today) {
  if (epoch_ == today.network_epoch) return;
  epoch_ = today.network_epoch;
  passage_ =
      passage_of(today.world.network, today.network, zones_, scenario_.travel.speed_km_per_day);
  std::vector<GravityForm> forms;
  for (const Active& active : active_) forms.push_back(active.gravity);
  gravity_ = gravity_tables(forms, choice_world(today), parameter("least_share"));
  choices_stale_ = true;
}

bool Drivers::destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) {
  if (!choices_stale_ && !follows_people(pull_parameters_)) return false;
  for (std::size_t k = 0; k < active_.size(); ++k) {
    remembered_choice(today.state[state_of(k, kCorridors)].values,
                      parameter("corridor_prior_persons"), gravity_[k], choice_world(today),
                      parameter("least_share"), by_cause[k]);
    for (std::size_t way = 0; way < by_cause[k].to.size(); ++way) {
      const ZoneIndex to = by_cause[k].to[way];
      by_cause[k].weight[way] *= pull_of_people_[to] * pull_of_month_[to] * today.attraction_of(to);
    }
  }
  return true;
}

BehaviourModel drivers_model() {
  BehaviourModel model;
  model.name = "drivers";
  model.summary =
      "Conflict, drought, flood, food, urbanisation and poverty compete for departures; people go "
      "where gravity and remembered corridors lead, and return or stay.";
  model.source = "selection on the PRMN register of Somalia 2016-2020 (docs/models.md)";
  model.parameters = driver_parameters();
  model.make = [](const ParameterValues& values, const Scenario& scenario) {
    return std::make_unique<Drivers>(values, scenario);
  };
  model.uses_capacity = [](const ParameterValues& values) {
    return std::get<std::string>(values.at("capacity")) == "used";
  };
  model.check = check_drivers;
  model.uses = use_of_drivers;
  model.formulas =
      "episodes:   persons = [episode] exp(size + sum size_TERM x + size_sd z), "
      "P(episode) = 1 / (1 + exp(-(occurrence + sum occurrence_TERM x)))\n"
      "log_linear: rate = exp(rate + sum rate_TERM x + size_sd z - size_sd^2 / 2) per month\n"
      "additive:   rate = sum rate_TERM x per month\n"
      "p_ij ~ (N_ij + K q_ij) / (sum_j N_ij + K) x pull_j, N: flows remembered, "
      "K: corridor_prior_persons\n"
      "q_ij ~ exp(intra [i = j] + adjacency [link]) (urban_j + 1000)^mass_exponent "
      "km^-distance_exponent exp(-distance_decay_per_km km)\n"
      "pull_j = (S_j / sum S + s0)^g sat(S_j / (kappa capacity_j)) exp(-safety_pull percent "
      "leaving "
      "- food_pull share in phase 3+)";
  return model;
}

}  // namespace ravenstein::models
