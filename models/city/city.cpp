// SPDX-License-Identifier: Apache-2.0
#include "models/city/city.hpp"

#include <algorithm>
#include <boost/numeric/odeint/algebra/array_algebra.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>
#include <cmath>
#include <limits>

#include "models/city/adaptive_steps.hpp"
#include "models/city/backlog.hpp"
#include "models/city/integrate.hpp"

namespace ravenstein::models {
namespace {

namespace odeint = boost::numeric::odeint;

/// Per step: stocks are right to a ten-thousandth of one, or to seven digits.
constexpr double kAbsoluteError = 1e-4, kRelativeError = 1e-7;
constexpr double kGone = 1e-6;  ///< share of the first jobs below which none are left
constexpr std::size_t kMostSteps = 20'000;

std::optional<double> stated(const CityPlan& plan, std::string_view name) {
  for (const CityCapacity& capacity : plan.capacities) {
    if (capacity.service == name) return capacity.amount;
  }
  return {};
}

}  // namespace

City::City(const CityPlan& plan, const CityParameters& parameters, double people)
    : parameters_(parameters), people_(people) {
  const auto add = [&](std::string name, double value) {
    y_[names_.size()] = value;
    names_.push_back(std::move(name));
    return names_.size() - 1;
  };
  for (std::size_t s = 0; s < kServices; ++s) {
    const std::string name(capacity_infos()[s].name);
    const std::optional<double> amount = stated(plan, name);
    if (!amount) continue;
    given_[s] = add(name, *amount);
    add(name + " being built", 0);
  }
  if (has(Service::dwellings)) {
    const double households = people / parameters_.household_size;
    const double without = std::max(0.0, households - capacity(Service::dwellings));
    informal_ = add("informal dwellings", stated(plan, kInformalDwellings).value_or(without));
  }
  if (const auto jobs = stated(plan, kJobs)) {
    first_jobs_ = *jobs;
    jobs_ = add("jobs", *jobs);
  }
  backlog_ = served_per_day() * parameters_.initial_wait_days;
  first_pull_ = pull();
}

void City::rates(const Stocks& y, Stocks& rate, double people) const {
  const CityParameters& p = parameters_;
  for (std::size_t s = 0; s < kServices; ++s) {
    if (!given_[s]) continue;
    const ServiceRules& rules = p.service[s];
    const double there = y[*given_[s]], building = y[*given_[s] + 1];
    const double short_of = std::max(0.0, rules.need_per_person * people - there - building);
    const double started = std::min(rules.most_started_per_day, short_of / rules.response_days);
    rate[*given_[s]] = building / rules.lag_days - rules.wear_per_day * there;
    rate[*given_[s] + 1] = started - building / rules.lag_days;
  }
  if (has(Service::dwellings)) {
    double& formal_rate = rate[*given_[0]];
    const double formal = y[*given_[0]], informal = y[informal_];
    const double wanted = std::max(0.0, people / p.household_size - formal);
    const double upgraded = p.upgrading_per_day * informal;
    rate[informal_] = (wanted - informal) / p.informal_days - upgraded;
    formal_rate += upgraded;
  }
  if (has_jobs()) {
    const double left = y[jobs_] / first_jobs_;
    const bool gone = p.job_growth_per_day < 0 && left < kGone;  // below 1, b ends in finite time
    rate[jobs_] = gone ? 0 : p.job_growth_per_day * y[jobs_];
    if (!gone && p.job_exponent != 1) rate[jobs_] *= std::pow(left, p.job_exponent - 1);
  }
}

void City::advance(double people, double days) {
  const double before = people_, change_per_day = (people - before) / days;
  const double served_before = served_per_day();
  people_ = people;
  OdeOptions options;
  options.absolute_error = kAbsoluteError;
  options.relative_error = kRelativeError;
  options.first_step = days;
  options.most_steps = kMostSteps;
  if (parameters_.implicit) {
    const OdeRates system = [&](const std::vector<double>& y, std::vector<double>& rate, double t) {
      Stocks stocks{}, rates_of{};
      std::copy(y.begin(), y.end(), stocks.begin());
      rates(stocks, rates_of, before + change_per_day * t);
      std::copy_n(rates_of.begin(), rate.size(), rate.begin());
    };
    const auto followed = static_cast<std::ptrdiff_t>(names_.size());
    std::vector<double> y(y_.begin(), y_.begin() + followed);
    integrate_implicit(system, y, 0, days, options);
    std::copy(y.begin(), y.end(), y_.begin());
  } else {  // without the heap
    const auto system = [&](const Stocks& y, Stocks& rate, double t) {
      rate.fill(0);
      rates(y, rate, before + change_per_day * t);
    };
    step_through(odeint::make_controlled(kAbsoluteError, kRelativeError,
                                         odeint::runge_kutta_dopri5<Stocks>()),
                 system, y_, 0, days, options);
  }
  const Queue queue{.arrivals_per_day = parameters_.visits_per_person_day * (before + people) / 2,
                    .capacity_per_day = (served_before + served_per_day()) / 2,
                    .leaving_per_day = parameters_.giving_up_per_day};
  if (has(Service::clinicians)) backlog_ = backlog_after(queue, backlog_, days);
}

double City::served_per_day() const {
  return capacity(Service::clinicians) * parameters_.visits_per_clinician_day;
}

double City::capacity(Service service) const {
  const auto& place = given_[static_cast<std::size_t>(service)];
  return place ? at(*place) : 0;
}

double City::under_construction(Service service) const {
  const auto& place = given_[static_cast<std::size_t>(service)];
  return place ? at(*place + 1) : 0;
}

double City::need(Service service) const {
  return parameters_.service[static_cast<std::size_t>(service)].need_per_person * people_;
}

double City::crowding() const {
  if (!has(Service::dwellings)) return 1;
  const double places =
      parameters_.household_size * (capacity(Service::dwellings) + informal_dwellings());
  return std::max(1.0, people_ / std::max(places, 1.0));  // without a dwelling: as if one place
}

double City::slum_share() const {
  double largest = 0;
  for (const Service service : {Service::dwellings, Service::water, Service::latrines}) {
    const double needed = need(service);
    if (!has(service) || !(needed > 0)) continue;
    largest = std::max(largest, 1 - capacity(service) / needed);
  }
  return largest;
}

double City::wait_days() const {
  const double per_day = served_per_day();
  return per_day > 0 ? backlog_ / per_day : std::numeric_limits<double>::quiet_NaN();
}

double City::employment() const {
  const double looking = parameters_.labour_share * people_;
  return has_jobs() && jobs() < looking ? jobs() / looking : 1;
}

double City::water_cover() const {
  const double needed = need(Service::water);
  return has(Service::water) && capacity(Service::water) < needed
             ? capacity(Service::water) / needed
             : 1;
}

double City::pull() const {
  const auto power = [](double x, double exponent) {
    return exponent == 0 || x == 1 ? 1 : std::pow(x, exponent);
  };
  return power(crowding(), -parameters_.crowding_exponent) *
         power(water_cover(), parameters_.water_exponent) *
         power(employment(), parameters_.jobs_exponent);
}

double City::attraction() const { return first_pull_ > 0 ? pull() / first_pull_ : 1; }

std::string City::stock_name(std::size_t component) const { return names_.at(component); }

}  // namespace ravenstein::models
