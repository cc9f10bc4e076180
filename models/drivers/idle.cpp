// SPDX-License-Identifier: Apache-2.0
#include "models/drivers/idle.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <string_view>

#include "models/drivers/causes.hpp"

namespace ravenstein::models {
namespace {

constexpr std::string_view kParameters = "behaviour.parameters.";

class Finder {
 public:
  Finder(const ParameterValues& values, const Scenario& scenario)
      : values_(values), scenario_(scenario) {}

  std::map<std::string, Idle, std::less<>> run() {
    for (const Cause& cause : known_causes()) {
      if (text(fmt::format("{}_form", cause.name)) != "off") of_cause(cause);
    }
    of_model();
    return std::move(idle_);
  }

 private:
  const std::string& text(const std::string& name) const {
    return std::get<std::string>(values_.at(name));
  }
  double number(const std::string& name) const { return std::get<double>(values_.at(name)); }
  void add(std::string name, const std::string& why, const std::string& because_of) {
    idle_.emplace(std::move(name), Idle{why, std::string(kParameters) + because_of});
  }

  void of_cause(const Cause& cause) {
    const std::string prefix = fmt::format("{}_", cause.name);
    const std::string& form = text(prefix + "form");
    const auto by_form = [&](std::string_view what) {
      add(prefix + std::string(what), fmt::format("while {}form is {}", prefix, form),
          prefix + "form");
    };
    for (const Term& term : cause.terms) {
      if (form == "episodes") {
        by_form(fmt::format("rate_{}", term.name));
      } else {
        by_form(fmt::format("occurrence_{}", term.name));
        by_form(fmt::format("size_{}", term.name));
      }
    }
    if (form == "episodes") {
      by_form("rate");
    } else {
      by_form("occurrence");
      by_form("size");
    }
    if (form == "additive") {
      for (const char* what : {"rate", "size_sd", "shared_by_month", "shared_by_zone"})
        by_form(what);
    }
    of_shocks(prefix, form);
    if (!acts(cause, form, "memory")) {
      add(prefix + "memory_half_life_months",
          fmt::format("while nothing of {} depends on its memory", cause.name), prefix + "form");
    }
  }

  void of_shocks(const std::string& prefix, const std::string& form) {
    const bool expected = text("shocks") == "expected";
    const bool no_spread = form == "log_linear" && number(prefix + "size_sd") == 0;
    if (!expected && !no_spread) return;
    const std::string why =
        expected ? "while shocks is expected" : fmt::format("while {}size_sd is 0", prefix);
    const std::string because_of = expected ? "shocks" : prefix + "size_sd";
    add(prefix + "shared_by_month", why, because_of);
    add(prefix + "shared_by_zone", why, because_of);
    if (expected && form == "log_linear") add(prefix + "size_sd", why, because_of);
  }

  /// Whether the cause depends on one of its terms.
  bool acts(const Cause& cause, const std::string& form, std::string_view term) const {
    const auto coefficient = [&](const char* what) {
      const auto found = values_.find(fmt::format("{}_{}_{}", cause.name, what, term));
      return found == values_.end() ? 0 : std::get<double>(found->second);
    };
    if (form == "episodes") return coefficient("occurrence") != 0 || coefficient("size") != 0;
    return coefficient("rate") != 0;
  }

  bool drought_asks_for(std::initializer_list<std::string_view> terms) const {
    for (const Cause& cause : known_causes()) {
      const std::string& form = text(fmt::format("{}_form", cause.name));
      if (cause.name != "drought" || form == "off") continue;
      for (const std::string_view term : terms) {
        if (acts(cause, form, term)) return true;
      }
    }
    return false;
  }

  void of_model() {
    if (number("corridor_half_life_months") == 0) {
      add("corridor_prior_persons", "while corridor_half_life_months is 0",
          "corridor_half_life_months");
    }
    if (number("return_share") == 0) {
      add("return_delay_days", "while return_share is 0", "return_share");
      add("safe_rate_per_month", "while return_share is 0", "return_share");
    }
    if (scenario_.monthly_driver("restriction") == nullptr) {
      idle_.emplace("restriction_compliance",
                    Idle{"without the monthly series restriction", "drivers.monthly"});
    }
    if (!drought_asks_for({"livelihood"})) {
      add("livelihood_recovery_months", "while drought does not depend on livelihood",
          "drought_form");
    }
    if (!drought_asks_for({"livelihood", "rain12", "prices"})) {
      for (const char* year : {"reference_first_year", "reference_last_year"}) {
        add(year, "while drought does not depend on rain", "drought_form");
      }
    }
    if (scenario_.world.network.links().empty()) {
      for (const Cause& cause : known_causes()) {
        idle_.emplace(fmt::format("{}_adjacency", cause.name), Idle{"without links", "links"});
      }
    }
  }

  const ParameterValues& values_;
  const Scenario& scenario_;
  std::map<std::string, Idle, std::less<>> idle_;
};

}  // namespace

std::map<std::string, Idle, std::less<>> idle_in_drivers(const ParameterValues& values,
                                                         const Scenario& scenario) {
  return Finder(values, scenario).run();
}

}  // namespace ravenstein::models
