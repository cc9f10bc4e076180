// SPDX-License-Identifier: Apache-2.0
#include "models/city/cities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/behaviour.hpp"
#include "models/city/city.hpp"
#include "models/city/integrate.hpp"

namespace ravenstein::models {
namespace {

constexpr double kAbsent = std::numeric_limits<double>::quiet_NaN();

/// A recorded quantity and how a city tells it.
struct Recorded {
  CityVariable variable;
  std::function<bool(const City&)> known;
  std::function<double(const City&)> value;
};

bool always(const City&) { return true; }

std::vector<Recorded> service_variables() {
  std::vector<Recorded> all;
  for (std::size_t s = 0; s < kServices; ++s) {
    const auto service = static_cast<Service>(s);
    const auto& [name, unit, meaning] = capacity_infos()[s];
    const auto known = [service](const City& city) { return city.has(service); };
    all.push_back({{std::string(name), std::string(unit), std::string(meaning)},
                   known,
                   [service](const City& city) { return city.capacity(service); }});
    all.push_back({{fmt::format("{}_under_construction", name), std::string(unit),
                    fmt::format("{}, ordered and not there yet", meaning)},
                   known,
                   [service](const City& city) { return city.under_construction(service); }});
  }
  return all;
}

std::vector<Recorded> make_variables() {
  std::vector<Recorded> all{
      {{"people", "1", "people in the city"}, always, [](const City& c) { return c.people(); }}};
  for (Recorded& recorded : service_variables()) all.push_back(std::move(recorded));
  const auto housed = [](const City& city) { return city.has(Service::dwellings); };
  const auto treated = [](const City& city) { return city.has(Service::clinicians); };
  const auto works = [](const City& city) { return city.has_jobs(); };
  all.push_back({{"informal_dwellings", "dwellings", "dwellings people built themselves"},
                 housed,
                 [](const City& city) { return city.informal_dwellings(); }});
  all.push_back({{"crowding", "1", "people per place in dwellings"}, housed, [](const City& city) {
                   return city.crowding();
                 }});
  all.push_back({{"slum_share", "1",
                  "share of people who lack a formal dwelling, water or a latrine, at least"},
                 always,
                 [](const City& city) { return city.slum_share(); }});
  all.push_back({{"waiting_patients", "1", "consultations that are waited for"},
                 treated,
                 [](const City& city) { return city.backlog(); }});
  all.push_back({{"wait_days", "days", "wait for a consultation"}, treated, [](const City& city) {
                   return city.wait_days();
                 }});
  all.push_back({{"jobs", "jobs", "jobs"}, works, [](const City& city) { return city.jobs(); }});
  all.push_back({{"unemployment", "1", "share of those who look for work and have none"},
                 works,
                 [](const City& city) { return 1 - city.employment(); }});
  all.push_back({{"attraction", "1", "pull on people relative to the first day"},
                 always,
                 [](const City& city) { return city.attraction(); }});
  return all;
}

const std::vector<Recorded>& all_variables() {
  static const std::vector<Recorded> kAll = make_variables();
  return kAll;
}

/// What all members of an ensemble share.
struct Shared {
  explicit Shared(std::vector<CityPlan> of) : plans(std::move(of)) {
    std::vector<City> examples;
    for (const CityPlan& plan : plans) {
      parameters.push_back(city_parameters(plan.parameters));
      examples.emplace_back(plan, parameters.back(), 0);
    }
    for (const Recorded& one : all_variables()) {  // what can be told of any of them
      if (!std::ranges::any_of(examples, one.known)) continue;
      recorded.push_back(&one);
      variables.push_back(one.variable);
    }
  }
  std::vector<CityPlan> plans;
  std::vector<CityParameters> parameters;
  std::vector<const Recorded*> recorded;
  std::vector<CityVariable> variables;
};

class Cities : public CityModel {
 public:
  Cities(std::shared_ptr<const Shared> shared, const Scenario& scenario)
      : shared_(std::move(shared)), scenario_(scenario), attraction_(scenario.world.size(), 1.0) {}

  const std::vector<CityVariable>& variables() const override { return shared_->variables; }

  void advance(const DayView& today, std::span<const double> before,
               std::span<const double> after) override {
    const auto stands_for = static_cast<double>(scenario_.population.hasten);
    if (cities_.empty()) {
      for (std::size_t c = 0; c < shared_->plans.size(); ++c) {
        const CityPlan& plan = shared_->plans[c];
        cities_.emplace_back(plan, shared_->parameters[c], stands_for * before[plan.zone]);
      }
    }
    for (std::size_t c = 0; c < cities_.size(); ++c) {
      const ZoneIndex zone = shared_->plans[c].zone;
      try {
        cities_[c].advance(stands_for * after[zone], today.days);
      } catch (const OdeFailure& failure) {
        refuse(cities_[c], zone, today, failure);
      }
      attraction_[zone] = cities_[c].attraction();
    }
  }

  std::span<const double> attraction() const override { return attraction_; }

  void record(std::span<double> values) const override {
    for (std::size_t v = 0; v < shared_->recorded.size(); ++v) {
      for (std::size_t c = 0; c < cities_.size(); ++c) {
        const City& city = cities_[c];
        values[v * cities_.size() + c] =
            shared_->recorded[v]->known(city) ? shared_->recorded[v]->value(city) : kAbsent;
      }
    }
  }

 private:
  [[noreturn]] void refuse(const City& city, ZoneIndex zone, const DayView& today,
                           const OdeFailure& failure) const {
    const Date date = today.period.date_of(today.day + static_cast<int>(failure.time()));
    const std::string& code = scenario_.world.zones[zone].code;
    Problem problem{.place = {}, .subject = "cities", .message = "", .hint = ""};
    if (failure.singular()) {
      problem.message = fmt::format(
          "in {} the {} grow without bound: on {} they would be infinite (a finite-time "
          "singularity)",
          code, city.stock_name(failure.component()), to_string(date));
      problem.hint =
          "job_growth_exponent above 1 ends so; take 1, smaller growth or a shorter period";
    } else {
      problem.message = fmt::format("in {} the {} change too fast to be followed from {} on", code,
                                    city.stock_name(failure.component()), to_string(date));
      problem.hint = "set its parameter stepper to implicit";
    }
    throw InputError(InputKind::scenario, {std::move(problem)});
  }

  std::shared_ptr<const Shared> shared_;
  const Scenario& scenario_;
  std::vector<City> cities_;
  std::vector<double> attraction_;
};

}  // namespace

MakeCities make_cities(std::vector<CityPlan> plans) {
  return [shared = std::make_shared<const Shared>(std::move(plans))](const Scenario& scenario) {
    return std::make_unique<Cities>(shared, scenario);
  };
}

std::vector<Problem> check_city(const CityPlan& plan) {
  std::vector<Problem> problems;
  const auto value = [&](const std::string& name) {
    const auto found = plan.parameters.find(name);
    return found == plan.parameters.end() ? 0 : std::get<double>(found->second);
  };
  const auto has = [&](std::string_view name) {
    return std::ranges::find(plan.capacities, name, &CityCapacity::service) !=
           plan.capacities.end();
  };
  for (std::size_t s = 0; s < kServices; ++s) {
    const std::string name(capacity_infos()[s].name);
    const double budget = value(name + "_budget_usd_per_year");
    if (budget > 0 && !(value(name + "_cost_usd") > 0)) {
      problems.push_back({{},
                          "parameters." + name + "_budget_usd_per_year",
                          fmt::format("{} USD buy nothing known without {}_cost_usd", budget, name),
                          "state what one costs"});
    }
    if (budget > 0 && !has(name)) {
      problems.push_back({{},
                          "parameters." + name + "_budget_usd_per_year",
                          fmt::format("does nothing without a capacity of {} on day 0", name),
                          "state how many there are, or leave it out"});
    }
  }
  if (has(kInformalDwellings) && !has("dwellings")) {
    problems.push_back({{},
                        "capacities",
                        "informal_dwellings are followed together with dwellings only",
                        "state the formal dwellings, too"});
  }
  return problems;
}

}  // namespace ravenstein::models
