// SPDX-License-Identifier: Apache-2.0
#include "models/city/city_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ravenstein::models {
namespace {

constexpr double kDaysPerYear = 365.25;
constexpr const char* kNotFitted = "a start, fitted to nothing: state your city's";
constexpr const char* kSphere = "Sphere Handbook 2018";

constexpr std::array<CapacityInfo, kServices + 2> kCapacities = {{
    {"dwellings", "dwellings", "formal dwellings"},
    {"water", "l/day", "water that can be supplied"},
    {"latrines", "latrines", "latrines in use"},
    {"clinicians", "clinicians", "clinicians who see outpatients"},
    {"beds", "beds", "hospital beds that are staffed"},
    {"school_places", "places", "places in schools, all shifts"},
    {kInformalDwellings, "dwellings", "dwellings people built themselves"},
    {kJobs, "jobs", "jobs"},
}};

/// What is usual for a service, from order to opening and until it is worn out.
struct Usual {
  double lag_days, wear_per_year;
};
constexpr std::array<Usual, kServices> kUsual = {
    {{365, 0.02}, {180, 0.05}, {30, 0.3}, {90, 0.1}, {365, 0.05}, {365, 0.03}}};

ParameterInfo real(std::string name, std::string unit, double value, double least, double most,
                   std::string meaning, std::string source) {
  return {.name = std::move(name),
          .symbol = "",
          .unit = std::move(unit),
          .minimum = least,
          .maximum = most,
          .meaning = std::move(meaning),
          .source = std::move(source),
          .kind = ParameterKind::real,
          .choices = {},
          .default_value = value,
          .idle_when = {}};
}

void add_needs(std::vector<ParameterInfo>& all) {
  all.push_back(
      real("household_size", "persons", 6, 1, 30, "people who share a dwelling", kNotFitted));
  all.push_back(real("water_l_per_person_day", "l/(person day)", 15, 0.1, 1000,
                     "water a person needs", kSphere));
  all.push_back(
      real("persons_per_latrine", "persons", 20, 1, 1000, "people one latrine is for", kSphere));
  all.push_back(real("visits_per_person_year", "1/(person year)", 2.2, 0.01, 50,
                     "new consultations that people seek",
                     "Weiss et al. 2011: mean of 81 settlements"));
  all.push_back(real("visits_per_clinician_day", "1/day", 50, 1, 500,
                     "consultations of a clinician on a working day",
                     "UNHCR Emergency Handbook: fewer than 50"));
  all.push_back(
      real("working_days_per_week", "days", 5, 1, 7, "days on which clinicians work", kNotFitted));
  all.push_back(
      real("beds_per_10000", "1/10,000 persons", 18, 0.1, 200, "hospital beds needed", kSphere));
  all.push_back(real("school_age_share", "1", 0.3, 0, 1, "people of school age", kNotFitted));
}

void add_services(std::vector<ParameterInfo>& all) {
  for (std::size_t s = 0; s < kServices; ++s) {
    const auto& [name, unit, meaning] = kCapacities[s];
    const auto named = [&](const char* what) { return fmt::format("{}_{}", name, what); };
    const std::string about(meaning);
    all.push_back(real(named("lag_days"), "days", kUsual[s].lag_days, 0.1, 36500,
                       about + ": mean time from the order until they are there", kNotFitted));
    all.push_back(real(named("wear_per_year"), "1/year", kUsual[s].wear_per_year, 0, 50,
                       about + ": share lost a year", kNotFitted));
    all.push_back(real(named("cost_usd"), "USD", 0, 0, 1e12,
                       fmt::format("{}: cost of one ({})", about, unit), "scenario"));
    all.push_back(real(named("budget_usd_per_year"), "USD/year", 0, 0, 1e15,
                       about + ": what may be spent on new ones", "scenario"));
    all.push_back(real(named("response_days"), "days", 90, 0.1, 36500,
                       about + ": in which a shortfall becomes orders", kNotFitted));
  }
}

void add_people(std::vector<ParameterInfo>& all) {
  all.push_back(real("informal_days", "days", 30, 0.01, 36500,
                     "in which people without a formal dwelling build one, or abandon it",
                     kNotFitted));
  all.push_back(real("upgrading_per_year", "1/year", 0, 0, 10,
                     "share of informal dwellings made formal a year", kNotFitted));
  all.push_back(real("giving_up_per_day", "1/day", 0, 0, 10,
                     "hazard of giving up while waiting for a consultation", kNotFitted));
  all.push_back(real("initial_wait_days", "days", 0, 0, 3650, "wait on day 0", "scenario"));
  all.push_back(real("labour_share", "1", 0.3, 0.01, 1, "people who look for work", kNotFitted));
  all.push_back(real("job_growth_per_year", "1/year", 0, -1, 1, "growth of jobs", kNotFitted));
  all.push_back(real("job_growth_exponent", "1", 1, 0, 3,
                     "b of growth g J (J/J0)^(b-1); above 1 it ends in a singularity",
                     "form: Bettencourt et al. 2007, PNAS 104:7301"));
  all.push_back(real("crowding_exponent", "1", 1, 0, 10,
                     "pull of the city ~ (people per dwelling)^-this", kNotFitted));
  all.push_back(
      real("water_exponent", "1", 0, 0, 10, "pull ~ (share of water there is)^this", kNotFitted));
  all.push_back(real("jobs_exponent", "1", 0, 0, 10, "pull ~ (chance of a job)^this",
                     "form: Harris & Todaro 1970"));
  all.push_back(
      {.name = "stepper",
       .symbol = "",
       .unit = "1",
       .minimum = 0,
       .maximum = 0,
       .meaning = "method of integration; implicit where something settles within minutes",
       .source = "Boost.Odeint",
       .kind = ParameterKind::choice,
       .choices = {"explicit", "implicit"},
       .default_value = std::string("explicit"),
       .idle_when = {}});
}

std::vector<ParameterInfo> declare() {
  std::vector<ParameterInfo> all;
  add_needs(all);
  add_people(all);
  add_services(all);
  return all;
}

const ParameterValues& defaults() {
  static const ParameterValues kDefaults = [] {
    ParameterValues values;
    for (const ParameterInfo& info : city_parameter_infos()) {
      values.emplace(info.name, info.default_value);
    }
    return values;
  }();
  return kDefaults;
}

/// Names of a service's parameters, made once: every member of an ensemble asks for them.
struct ServiceNames {
  std::string lag, wear, cost, budget, response;
};
const std::array<ServiceNames, kServices>& service_names() {
  static const auto kNames = [] {
    std::array<ServiceNames, kServices> all;
    for (std::size_t s = 0; s < kServices; ++s) {
      const std::string name(kCapacities[s].name);
      all[s] = {name + "_lag_days", name + "_wear_per_year", name + "_cost_usd",
                name + "_budget_usd_per_year", name + "_response_days"};
    }
    return all;
  }();
  return kNames;
}

}  // namespace

std::span<const CapacityInfo> capacity_infos() { return kCapacities; }

const CapacityInfo* find_capacity(std::string_view name) {
  const auto found = std::ranges::find(kCapacities, name, &CapacityInfo::name);
  return found == kCapacities.end() ? nullptr : &*found;
}

const std::vector<ParameterInfo>& city_parameter_infos() {
  static const std::vector<ParameterInfo> kInfos = declare();
  return kInfos;
}

CityParameters city_parameters(const ParameterValues& given) {
  const auto value = [&](std::string_view name) -> const ParameterValue& {
    const auto own = given.find(name);
    return own != given.end() ? own->second : defaults().find(name)->second;
  };
  const auto number = [&](std::string_view name) { return std::get<double>(value(name)); };
  CityParameters p;
  p.household_size = number("household_size");
  p.visits_per_person_day = number("visits_per_person_year") / kDaysPerYear;
  p.visits_per_clinician_day =
      number("visits_per_clinician_day") * number("working_days_per_week") / 7;
  p.informal_days = number("informal_days");
  p.upgrading_per_day = number("upgrading_per_year") / kDaysPerYear;
  p.giving_up_per_day = number("giving_up_per_day");
  p.initial_wait_days = number("initial_wait_days");
  p.labour_share = number("labour_share");
  p.job_growth_per_day = number("job_growth_per_year") / kDaysPerYear;
  p.job_exponent = number("job_growth_exponent");
  p.crowding_exponent = number("crowding_exponent");
  p.water_exponent = number("water_exponent");
  p.jobs_exponent = number("jobs_exponent");
  p.implicit = std::get<std::string>(value("stepper")) == "implicit";
  const std::array<double, kServices> need = {1 / p.household_size,
                                              number("water_l_per_person_day"),
                                              1 / number("persons_per_latrine"),
                                              p.visits_per_person_day / p.visits_per_clinician_day,
                                              number("beds_per_10000") / 1e4,
                                              number("school_age_share")};
  for (std::size_t s = 0; s < kServices; ++s) {
    const ServiceNames& names = service_names()[s];
    const double cost = number(names.cost);
    p.service[s] = {
        .need_per_person = need[s],
        .lag_days = number(names.lag),
        .wear_per_day = number(names.wear) / kDaysPerYear,
        .most_started_per_day = cost > 0 ? number(names.budget) / cost / kDaysPerYear : 0,
        .response_days = number(names.response)};
  }
  return p;
}

}  // namespace ravenstein::models
