// SPDX-License-Identifier: Apache-2.0
#include "models/movement/migration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravenstein::models {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr const char* kChosen = "a choice of the modeller";
constexpr const char* kRateColumn = "departures_per_year";

template <class Kinds>
std::vector<std::string> names_of(const Kinds& kinds) {
  std::vector<std::string> names;
  for (const auto kind : kinds) names.emplace_back(name_of(kind));
  return names;
}

template <class Kinds>
auto named(const Kinds& kinds, std::string_view name) {
  return *std::ranges::find_if(kinds, [&](const auto kind) { return name_of(kind) == name; });
}

const ParameterList<MigrationParameters>& migration_parameters() {
  using P = MigrationParameters;
  const auto info = [](const char* name, const char* symbol, const char* unit, double minimum,
                       double maximum, const char* meaning,
                       const char* source = "`ravenstein gravity fit`, or by hand") {
    return ParameterInfo{.name = name,
                         .symbol = symbol,
                         .unit = unit,
                         .minimum = minimum,
                         .maximum = maximum,
                         .meaning = meaning,
                         .source = source};
  };
  const auto choice = [&](const char* name, std::vector<std::string> choices, const char* meaning) {
    ParameterInfo result = info(name, "", "1", -kInfinity, kInfinity, meaning, kChosen);
    result.choices = std::move(choices);
    return result;
  };
  constexpr double kMost = 1e6;
  static const auto kList =
      ParameterList<P>()
          .add(&P::law, choice("law", names_of(law_kinds()), "where people go (docs/gravity.md)"))
          .add(&P::deterrence,
               choice("deterrence", names_of(deterrence_kinds()),
                      "how a zone's weight falls with distance; of gravity and competing "
                      "destinations"))
          .add(&P::coefficient_1, info("coefficient_1", "c_1", "1 or 1/km", -kMost, kMost,
                                       "first coefficient of deterrence; decay is negative"))
          .add(&P::coefficient_2, info("coefficient_2", "c_2", "1 or 1/km", -kMost, kMost,
                                       "second coefficient, of Tanner's and log-normal deterrence"))
          .add(&P::shape, info("shape", "s", "1 or km", 0, kMost,
                               "shape of combined and top-exponential deterrence"))
          .add(&P::destination_exponent,
               info("destination_exponent", "g", "1", -10, 10, "of a destination's population"))
          .add(&P::law_parameter,
               info("law_parameter", "", "1", -kMost, kMost,
                    "Schneider's L, the exponent of extended radiation or rank, delta of "
                    "competing destinations"))
          .add(&P::attraction, info("attraction", "a_j", "1", 0, kInfinity,
                                    "further weight of each zone, in the order of zones; empty: 1"))
          .add(&P::masses, choice("masses", {"initial", "present"},
                                  "populations that attract: those at the start, or of the moment"))
          .add(&P::distance, choice("distance", {"great_circle", "network"},
                                    "between the zones' positions, or along open links"))
          .add(&P::intrazonal, info("intrazonal", "", "1", -kInfinity, kInfinity,
                                    "people may choose their own zone", kChosen))
          .add(&P::departures_per_year,
               info("departures_per_year", "h", "1/year", 0, 100,
                    "hazard of leaving; a column departures_per_year of zones overrides it",
                    "a start: of the order of migration between regions"));
  return kList;
}

double people_there(const DayView& today, std::size_t zone) {
  const double residents = today.residents.empty() ? 0 : today.residents[zone];
  return residents + (today.present.empty() ? 0 : today.present[zone]);
}

std::vector<Problem> check(const ParameterValues& values, const Scenario& scenario) {
  const MigrationParameters p = migration_parameters().build(values);
  std::vector<Problem> problems;
  const auto tell = [&](const char* subject, std::string message, std::string hint = {}) {
    problems.push_back({{}, subject, std::move(message), std::move(hint)});
  };
  if (scenario.population.departures != PopulationPlan::Departures::hazard) {
    tell("population.departures", "this model leaves by hazard", "write departures: hazard");
  }
  if (!p.attraction.empty() && p.attraction.size() != scenario.world.size()) {
    tell("behaviour.parameters.attraction",
         fmt::format("expected {} numbers, one per zone, found {}", scenario.world.size(),
                     p.attraction.size()));
  }
  for (const Zone& zone : scenario.world.zones) {
    if (p.distance != "great_circle" || !std::isnan(zone.latitude_deg)) continue;
    tell("behaviour.parameters.distance",
         fmt::format("great_circle needs the positions of all zones, but {} has none", zone.code),
         "give latitude_deg and longitude_deg, or write distance: network");
    break;
  }
  for (const Zone& zone : scenario.world.zones) {
    const auto rate = zone.attributes.find(kRateColumn);
    if (rate == zone.attributes.end() || (rate->second >= 0 && rate->second <= 100)) continue;
    tell("zones",
         fmt::format("{} of {}: expected 0..100, found {}", kRateColumn, zone.code, rate->second));
  }
  return problems;
}

/// What the law and the deterrence make no use of.
std::map<std::string, Idle, std::less<>> idle_parameters(const MigrationParameters& p) {
  std::map<std::string, Idle, std::less<>> idle;
  const LawKind law = named(law_kinds(), p.law);
  const DeterrenceKind deterrence = named(deterrence_kinds(), p.deterrence);
  const Idle by_law{"while law is " + p.law, "behaviour.parameters.law"};
  const Idle by_deterrence{"while deterrence is " + p.deterrence,
                           "behaviour.parameters.deterrence"};
  if (term_count(deterrence) < 2) idle["coefficient_2"] = by_deterrence;
  if (!has_shape(deterrence)) idle["shape"] = by_deterrence;
  if (!has_deterrence(law)) {
    for (const char* name :
         {"deterrence", "coefficient_1", "coefficient_2", "shape", "destination_exponent"}) {
      idle[name] = by_law;
    }
  }
  if (!has_parameter(law)) idle["law_parameter"] = by_law;
  return idle;
}

}  // namespace

BehaviourModel migration_model() {
  BehaviourModel model;
  model.name = "gravity";
  model.summary =
      "People leave at constant rates and go where a law of spatial interaction leads: gravity, "
      "radiation, opportunities.";
  model.source = "Wilson 1967 and those of each law (docs/gravity.md)";
  model.parameters = migration_parameters().infos();
  model.make = [](const ParameterValues& values, const Scenario& scenario) {
    return std::make_unique<Migration>(migration_parameters().build(values), scenario);
  };
  model.check = check;
  model.uses = [](const ParameterValues& values, const Scenario&) {
    ModelUse use;
    use.idle = idle_parameters(migration_parameters().build(values));
    use.zone_columns = {kRateColumn};
    use.travel_plan = true;
    use.permeability = true;
    use.death_risk = true;
    return use;
  };
  return model;
}

Migration::Migration(const MigrationParameters& parameters, const Scenario& scenario)
    : parameters_(parameters), speed_km_per_day_(scenario.travel.speed_km_per_day) {
  law_.kind = named(law_kinds(), parameters.law);
  law_.deterrence = {named(deterrence_kinds(), parameters.deterrence),
                     {parameters.coefficient_1, parameters.coefficient_2},
                     parameters.shape};
  law_.parameter = parameters.law_parameter;
  law_.origin_exponent = 0;
  law_.destination_exponent = parameters.destination_exponent;
  const World& world = scenario.world;
  for (std::size_t z = 0; z < world.size(); ++z) {
    const Zone& zone = world.zones[z];
    const auto own = zone.attributes.find(kRateColumn);
    const double rate = own == zone.attributes.end() ? parameters.departures_per_year : own->second;
    rate_per_day_.push_back(rate / kDaysPerYear);
    const bool settles = zone.kind != ZoneKind::hub && zone.kind != ZoneKind::marker;
    attraction_.push_back(settles ? (parameters.attraction.empty() ? 1 : parameters.attraction[z])
                                  : 0);
    mass_.push_back(static_cast<double>(zone.population));
  }
  pull_ = attraction_;
}

void Migration::begin_day(const DayView& today) {
  const std::size_t zones = today.world.size();
  if (epoch_ != today.network_epoch) {
    epoch_ = today.network_epoch;
    passage_ = passage_of(today.world.network, today.network, zones, speed_km_per_day_);
    const ChoiceWorld in{today.world, today.network, passage_, parameters_.distance == "network"};
    km_.clear();
    for (ZoneIndex from = 0; from < zones; ++from) {
      const std::vector<double> row = gravity_km(in, from);
      km_.insert(km_.end(), row.begin(), row.end());
    }
    if (today.world.network.links().empty()) passage_.km = km_;
    changed_ = true;
  }
  if (parameters_.masses == "present") {
    for (std::size_t z = 0; z < zones; ++z) mass_[z] = people_there(today, z);
    changed_ = true;
  }
  if (!today.attraction.empty()) changed_ = true;  // cities stand differently after each step
}

void Migration::entry_weights(const DayView& today, std::span<double> weight) {
  for (std::size_t z = 0; z < weight.size(); ++z) {
    weight[z] = rate_per_day_[z] * people_there(today, z);
  }
}

void Migration::hazards(const DayView&, Hazards& hazards) {
  // Who has moved before is as likely to move again as those who never did.
  std::ranges::copy(rate_per_day_, hazards.departure_of(0).begin());
  std::ranges::copy(rate_per_day_, hazards.onward_of(0).begin());
}

void Migration::fill_row(std::size_t zone, std::span<const double> weight,
                         ChoiceTable& choice) const {
  const std::size_t zones = weight.size();
  for (std::size_t to = 0; to < zones; ++to) {
    const double w = weight[to] * pull_[to];
    if (!(w > 0) || !std::isfinite(w)) continue;
    choice.to.push_back(static_cast<ZoneIndex>(to));
    choice.weight.push_back(w);
    const std::size_t cell = zone * zones + to;
    const bool known = zone < zones;  // else nobody knows where they come from
    const bool leads_there = known && to != zone && std::isfinite(passage_.km[cell]);
    choice.distance_km.push_back(leads_there ? passage_.km[cell] : 0);
    if (!passage_.passing.empty()) choice.passing.push_back(known ? passage_.passing[cell] : 1);
    if (!passage_.survival.empty()) choice.survival.push_back(known ? passage_.survival[cell] : 1);
  }
}

bool Migration::destination_choice(const DayView& today, std::span<ChoiceTable> by_cause) {
  if (!changed_) return false;
  changed_ = false;
  const std::size_t zones = today.world.size();
  ChoiceTable& choice = by_cause[0];
  choice.clear(zones + 1);
  const RowSource cost = [this, zones](std::size_t i, std::span<double> row) {
    std::copy_n(km_.begin() + static_cast<std::ptrdiff_t>(i * zones), zones, row.begin());
  };
  for (std::size_t z = 0; z < zones; ++z) pull_[z] = attraction_[z] * today.attraction_of(z);
  const RowSource rows = law_rows(law_, {zones, cost, mass_, mass_, parameters_.intrazonal, {}});
  std::vector<double> weight(zones);
  for (std::size_t z = 0; z < zones; ++z) {
    rows(z, weight);
    fill_row(z, weight, choice);
    choice.begin[z + 1] = static_cast<std::uint32_t>(choice.to.size());
  }
  fill_row(zones, mass_, choice);  // origin not known: by population alone
  choice.begin[zones + 1] = static_cast<std::uint32_t>(choice.to.size());
  return true;
}

}  // namespace ravenstein::models
