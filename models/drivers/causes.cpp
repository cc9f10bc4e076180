// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/causes.hpp"

#include <fmt/format.h>

#include <array>

#include "models/movement/pull.hpp"

namespace ravenstein::models {
namespace {

constexpr std::string_view kMemory =
    "what the zone remembers of displacement by this cause: "
    "decayed mean of ln(1 + persons per month)";

constexpr std::array kConflict = {
    Term{"memory", kMemory, 0.651, 0.347},
    Term{"surge", "ln(1 + fatalities) less that of the decayed mean before", 0.220, 0.360},
    Term{"incidents", "ln(1 + incidents of the month)", 0, 0, 0.66},
    Term{"food", "interaction: ln(1 + incidents) x share of people in IPC phase 3 or worse"},
};
constexpr std::array kDrought = {
    Term{"memory", kMemory, 1.332, 0.530},
    Term{"collapse", "square of the national fall of the terms of trade (goat to cereal)", 1.94,
         5.146},
    Term{"deviation", "terms of trade of the zone less the national ones (logs)", 0.02, -0.310},
    Term{"terms3", "decayed mean of the terms of trade, half-life 3 months", 0, 0, -2.91},
    Term{"rain12", "rain of 12 months against the usual one, less 1", 0, 0, -0.98},
    Term{"livelihood", "loss of livelihood: stock that fills with lack of rain and recovers"},
    Term{"prices", "interaction: lack of rain x fall of the terms of trade"},
};
constexpr std::array kFlood = {
    Term{"last", "ln(1 + persons displaced by this cause last month)", 0.404, 0.015},
    Term{"river", "1 if the zone lies on a river", 0.21, 1.545, 2.72},
    Term{"rain", "ln(1 + rain of the month in mm)", 1.182, 0.960, 1.22},
    Term{"rain_before", "ln(1 + rain of the month before in mm)", 0, 0, -0.04},
    Term{"upstream", "ln(1 + persons displaced by flood upstream last month)", 0.246, 0.095},
};
constexpr std::array kDamage = {
    Term{"destroyed", "share of dwellings destroyed in the month", 0, 0, 0.55},
};
constexpr std::array kFood = {
    Term{"phase3", "share of people in IPC phase 3 (crisis)", 0, 0, 0.0},
    Term{"phase4", "share of people in IPC phase 4 (emergency)", 0, 0, 0.01},
    Term{"phase5", "share of people in IPC phase 5 (famine)", 0, 0, 0.05},
};
constexpr std::array kUrbanisation = {
    Term{"income", "ln(expected urban income / rural income), where above 0", 0, 0, 1.0},
};
constexpr std::array kEconomy = {
    Term{"income", "ln(income of the zone / its income in the first month)", 0, 0, -1.0},
};
constexpr std::array kOther = {Term{"memory", kMemory, 0.606, 0.374}};

constexpr std::array kCauses = {
    Cause{"conflict", "fighting, evictions, insecurity", "episodes", -0.964, 3.790, 1.553, -8.49,
          0.02, 0, kConflict, -16.7, 3.81, 0.99},
    Cause{"drought", "loss of livelihood by lack of rain, through purchasing power", "episodes",
          -0.905, 2.672, 1.101, -6.81, 0.15, 0, kDrought, -10.9, 2.59, 0.64},
    Cause{"flood", "rivers and heavy rain", "episodes", -6.00, 1.337, 2.252, -12.17, 0.5, 0.1,
          kFlood, -18.4, 4.77, 0.84},
    Cause{"damage", "sudden onset (flood, cyclone, earthquake): dwellings destroyed", "additive", 0,
          0, 0, 0, 0, 0, kDamage, -18.4, 4.77, 0.84},
    Cause{"food", "food insecurity: people leave by IPC phase", "additive", 0, 0, 0, 0, 0, 0, kFood,
          -10.9, 2.59, 0.64},
    Cause{"urbanisation", "expected urban against rural income (Harris and Todaro 1970)",
          "log_linear", 0, 0, 0, -7.6, 0, 0, kUrbanisation, -20.0, 1.0, 1.0},
    Cause{"economy", "income and wages", "log_linear", 0, 0, 0, -9.2, 0, 0, kEconomy, 0, 1.0, 1.0},
    Cause{"other", "what the register calls other", "episodes", -0.547, 2.555, 1.215, -9.0, 0, 0,
          kOther, -16.7, 3.81, 0.99},
};

constexpr std::string_view kSource =
    "fitted to the PRMN register of Somalia, 2016-10..2020-12 (docs/data.md)";
constexpr std::string_view kStart = "a start, fitted to nothing: set it for your country";
constexpr std::string_view kWithinRange =
    "chosen within the range that the selection on the PRMN register of Somalia found, not fitted: "
    "common month 0-.05 for conflict, .1-.2 for drought, .3-.6 for flood; persistent zone 0-.3";
constexpr std::string_view kOff = "off unless the scenario says otherwise";

/// Causes that the register knows have fitted defaults.
std::string_view source_of(const Cause& cause) {
  return cause.form == "episodes" ? kSource : kStart;
}

/// Of the selected gravity and rates: the register's `other` was fitted as episodes alone.
std::string_view source_of_selected(const Cause& cause) {
  return cause.name == "other" ? kStart : source_of(cause);
}

ParameterInfo number(std::string name, std::string_view unit, double low, double high, double value,
                     std::string meaning, std::string_view source = kSource) {
  ParameterInfo info;
  info.name = std::move(name);
  info.unit = unit;
  info.minimum = low;
  info.maximum = high;
  info.meaning = std::move(meaning);
  info.source = source;
  info.kind = ParameterKind::real;
  info.default_value = value;
  return info;
}

ParameterInfo choice(std::string name, std::vector<std::string> choices, std::string value,
                     std::string meaning) {
  ParameterInfo info;
  info.name = std::move(name);
  info.unit = "1";
  info.meaning = std::move(meaning);
  info.source = "scenario";
  info.kind = ParameterKind::choice;
  info.choices = std::move(choices);
  info.default_value = std::move(value);
  return info;
}

void add_term(const Cause& cause, const Term& term, std::vector<ParameterInfo>& list) {
  const auto add = [&](const char* what, double value, const char* on) {
    list.push_back(number(fmt::format("{}_{}_{}", cause.name, what, term.name), "1", -50, 50, value,
                          fmt::format("{}: {}", on, term.meaning),
                          value == 0 ? kOff : source_of(cause)));
  };
  add("occurrence", term.occurrence, "on the chance of an episode");
  add("size", term.size, "on the log size of an episode");
  add("rate", term.rate, "on the (log) rate");
}

void add_cause(const Cause& cause, std::vector<ParameterInfo>& list) {
  const std::size_t first = list.size();
  const auto named = [&](std::string_view what) { return fmt::format("{}_{}", cause.name, what); };
  list.push_back(choice(named("form"), {"off", "episodes", "log_linear", "additive"}, "off",
                        fmt::format("how people leave because of {}: not at all; in episodes of "
                                    "lognormal size; at exp(sum of terms) per month; at the sum of "
                                    "terms per month ({})",
                                    cause.name, cause.meaning)));
  list.push_back(number(named("occurrence"), "1", -30, 30, cause.occurrence,
                        "logit of the chance of an episode when all terms are 0",
                        source_of(cause)));
  list.push_back(number(named("size"), "ln persons/month", -30, 30, cause.size,
                        "mean log size of an episode when all terms are 0", source_of(cause)));
  list.push_back(number(named("size_sd"), "1", 0, 10, cause.size_sd,
                        "spread of the log size (episodes) or of the log rate", source_of(cause)));
  list.push_back(number(named("rate"), "ln 1/month", -30, 0, cause.rate,
                        "log of the monthly rate when all terms are 0 (log_linear)",
                        source_of_selected(cause)));
  list.push_back(number(named("shared_by_month"), "1", 0, 1, cause.shared_by_month,
                        "share of the shock's variance that all zones share in a month",
                        cause.shared_by_month == 0 ? kOff : kWithinRange));
  list.push_back(number(named("shared_by_zone"), "1", 0, 1, cause.shared_by_zone,
                        "share of the shock's variance that a zone keeps for ever",
                        cause.shared_by_zone == 0 ? kOff : kWithinRange));
  list.push_back(number(named("memory_half_life_months"), "months", 0, 120, 1,
                        "after how long displacement is half forgotten", source_of(cause)));
  for (const Term& term : cause.terms) add_term(cause, term, list);
  list.push_back(number(named("intra"), "1", -100, 100, cause.intra,
                        "log pull of staying in the zone itself", kStart));
  list.push_back(number(named("distance_exponent"), "1", 0, 20, cause.distance_exponent,
                        "how fast the pull of a zone falls with distance",
                        source_of_selected(cause)));
  list.push_back(number(named("distance_decay_per_km"), "1/km", 0, 1, 0,
                        "exponential fall of the pull with distance, beside the power (both: "
                        "Tanner's)",
                        kOff));
  list.push_back(number(named("mass_exponent"), "1", -5, 5, cause.mass_exponent,
                        "pull of the urban population (+1000)", source_of_selected(cause)));
  list.push_back(number(named("adjacency"), "1", -10, 10, 0,
                        "log pull of zones with a link to the one left", kOff));
  for (std::size_t i = first + 1; i < list.size(); ++i) {
    list[i].idle_when = {{named("form"), std::string("off")}};
  }
}

}  // namespace

std::span<const Cause> known_causes() { return kCauses; }

std::vector<ParameterInfo> driver_parameters() {
  std::vector<ParameterInfo> list;
  for (const Cause& cause : kCauses) add_cause(cause, list);
  list.push_back(
      choice("shocks", {"drawn", "expected"}, "drawn",
             "episodes drawn once per member, cause, zone and month; or their mean given "
             "the months before (with memory, not the mean of drawn runs)"));
  list.push_back(number("most_share", "1", 0, 1, 0.5,
                        "at most this share of a zone's people leaves in a month for one cause"));
  list.push_back(number("onward_factor", "1", 0, 100, 1,
                        "hazard of displaced people to leave again, relative to residents",
                        "scenario"));
  list.push_back(number("corridor_half_life_months", "months", 0, 240, 2,
                        "after how long flows between two zones are half forgotten"));
  list.push_back(number("corridor_prior_persons", "persons", 0, 1e9, 100,
                        "persons that gravity counts as against remembered flows"));
  list.push_back(number("least_share", "1", 0, 0.1, 1e-4,
                        "destinations with a smaller share are left out", "scenario"));
  list.push_back(number("safety_pull", "1", 0, 100, 0,
                        "log pull lost where 1 % of the people leave in the month", kOff));
  list.push_back(number("food_pull", "1", 0, 100, 0,
                        "log pull lost where everybody is in IPC phase 3 or worse", kOff));
  for (const ParameterInfo& info : pull_parameters().infos()) list.push_back(info);
  list.push_back(choice("distance", {"great_circle", "network"}, "great_circle",
                        "that gravity knows: between the zones' positions (who finds no open way "
                        "is stranded), or along open links"));
  list.push_back(number("return_delay_days", "days", 1, 1e5, 365,
                        "mean time after which displaced people decide once their home is safe",
                        "scenario"));
  list.push_back(number("return_share", "1", 0, 1, 0,
                        "share of them that goes home; the others stay for good", "scenario"));
  list.push_back(number("safe_rate_per_month", "1", 0, 1, 0.001,
                        "a home is safe in months in which a smaller share of it leaves",
                        "scenario"));
  list.push_back(number("release_delay_days", "days", 0.1, 1e5, 7,
                        "mean time until stranded people try again", "scenario"));
  list.push_back(number("restriction_compliance", "1", 0, 1, 1,
                        "how much of a restriction of movement (0..1) keeps people at home",
                        "scenario"));
  list.push_back(number("livelihood_recovery_months", "months", 0.1, 240, 12,
                        "after how long lost livelihood has recovered by 63 %", "scenario"));
  list.push_back(number("reference_first_year", "year", 1900, 2200, 2009,
                        "first year of what is usual (rain)"));
  list.push_back(
      number("reference_last_year", "year", 1900, 2200, 2016, "last year of what is usual (rain)"));
  return list;
}

}  // namespace ravenstein::models
