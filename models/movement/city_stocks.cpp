// SPDX-License-Identifier: Apache-2.0
#include "models/movement/city_stocks.hpp"

#include <algorithm>
#include <boost/numeric/odeint.hpp>
#include <stdexcept>

#include "engine/core/row_math.hpp"

namespace ravenstein::models {
namespace {

using State = std::vector<double>;  // population, births, deaths, moved in, moved out: n each

constexpr double kTolerance = 1e-12;  // of a step, absolute [persons] and relative

/// The right-hand side; sums since the year began ride along with the populations.
class Exchange {
 public:
  explicit Exchange(const CityStocks& cities) : cities_(cities), n_(cities.population.size()) {
    if (!cities.weights_follow_population) set_shares(cities.population);
  }

  void operator()(const State& state, State& rate, double) {
    const std::span<const double> people = std::span(state).first(n_);
    if (cities_.weights_follow_population) set_shares(people);
    std::fill(rate.begin(), rate.end(), 0.0);
    const auto part = [&](std::size_t k) { return std::span(rate).subspan(k * n_, n_); };
    const auto moved_in = part(3), moved_out = part(4);
    for (std::size_t k = 0; k < n_; ++k) {
      part(1)[k] = of(cities_.births_per_year, k) * people[k];
      part(2)[k] = of(cities_.deaths_per_year, k) * people[k];
      const auto shares = std::span(shares_).subspan(k * n_, n_);
      const double leaving = stays_[k] ? 0 : of(cities_.departures_per_year, k) * people[k];
      add_scaled_row(leaving, shares, moved_in);
      moved_out[k] = leaving;
    }
    for (std::size_t k = 0; k < n_; ++k) {
      rate[k] =
          part(1)[k] - part(2)[k] + moved_in[k] - moved_out[k] + of(cities_.arrivals_per_year, k);
    }
  }

 private:
  static double of(const std::vector<double>& values, std::size_t k) {
    return values.empty() ? 0 : values[k];
  }
  void set_shares(std::span<const double> people) {
    shares_.resize(n_ * n_);
    stays_.assign(n_, false);
    const RowSource weights = cities_.weights(people);
    for (std::size_t k = 0; k < n_; ++k) {
      const auto row = std::span(shares_).subspan(k * n_, n_);
      weights(k, row);
      const double sum = sum_row(row);
      stays_[k] = !(sum > 0);
      if (sum > 0) scale_row(1 / sum, row);
    }
  }

  const CityStocks& cities_;
  std::size_t n_;
  std::vector<double> shares_;  ///< p(l | k)
  std::vector<bool> stays_;     ///< nowhere to go from k
};

void check(const CityStocks& cities) {
  for (const auto* rates : {&cities.births_per_year, &cities.deaths_per_year,
                            &cities.departures_per_year, &cities.arrivals_per_year}) {
    if (!rates->empty() && rates->size() != cities.population.size()) {
      throw std::invalid_argument("rates of cities: one per city, or none at all");
    }
  }
  if (!cities.weights) throw std::invalid_argument("cities: where do people go?");
}

}  // namespace

double CityYear::total() const { return sum_row(moved_out); }

std::vector<CityYear> city_years(const CityStocks& cities, int years) {
  namespace odeint = boost::numeric::odeint;
  check(cities);
  const std::size_t n = cities.population.size();
  const auto stepper =
      odeint::make_controlled(kTolerance, kTolerance, odeint::runge_kutta_fehlberg78<State>());
  Exchange exchange(cities);
  State state(5 * n, 0.0);
  std::copy(cities.population.begin(), cities.population.end(), state.begin());
  std::vector<CityYear> result;
  for (int year = 0; year < years; ++year) {
    std::fill(state.begin() + static_cast<std::ptrdiff_t>(n), state.end(), 0.0);
    odeint::integrate_adaptive(stepper, std::ref(exchange), state, 0.0, 1.0, 0.1);
    const auto part = [&](std::size_t k) {
      const auto from = state.begin() + static_cast<std::ptrdiff_t>(k * n);
      return std::vector<double>(from, from + static_cast<std::ptrdiff_t>(n));
    };
    result.push_back({part(0), part(1), part(2), part(3), part(4)});
  }
  return result;
}

}  // namespace ravenstein::models
