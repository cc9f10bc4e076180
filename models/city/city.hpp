// SPDX-License-Identifier: Apache-2.0
// One city: what it has follows from what it had, its budgets and its people, day by day, as a
// system of ordinary differential equations. For each service, K is there and X is being built:
//   K' = X / lag - wear K,   X' = min(budget, shortfall / response) - X / lag,
// the shortfall being what P people need less K + X. Who has no formal dwelling lives informally:
//   Q = max(0, P - h K_dwellings),   I' = (Q / h - I) / informal_days - rho I,
// and the upgraded rho I are formal from then on (the two-part form of Slumulation's stocks: inflow
// above the formal supply becomes informal). Jobs: J' = g J (J / J_0)^(b-1). Patients wait:
// B' = visits - served - theta B, in closed form with the mean rates of the step (backlog.hpp).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "engine/city.hpp"
#include "models/city/city_parameters.hpp"

namespace ravenstein::models {

class City {
 public:
  /// `people` on day 0; whatever the plan does not state is not followed. Informal dwellings that
  /// are not stated are as many as those without a formal one need.
  City(const CityPlan& plan, const CityParameters& parameters, double people);

  /// The number of people runs from the last one to `people`. OdeFailure if there is no solution.
  void advance(double people, double days);

  double people() const { return people_; }
  bool has(Service service) const { return given_[static_cast<std::size_t>(service)].has_value(); }
  /// There now; 0 if it is not followed.
  double capacity(Service service) const;
  double under_construction(Service service) const;
  double need(Service service) const;
  double informal_dwellings() const { return has(Service::dwellings) ? at(informal_) : 0; }
  /// People per place in dwellings, at least 1.
  double crowding() const;
  /// Share of people in households that lack at least one of a formal dwelling, water and a latrine
  /// (as far as followed), if those who lack one are those who lack another: the least it can be.
  double slum_share() const;
  /// Wait for a consultation [days]; NaN if nobody is there to see patients.
  double wait_days() const;
  double backlog() const { return backlog_; }
  bool has_jobs() const { return first_jobs_ > 0; }
  double jobs() const { return has_jobs() ? at(jobs_) : 0; }
  /// Share of those who look for work who have some, 0..1; 1 if nobody looks.
  double employment() const;
  /// The pull on people relative to day 0.
  double attraction() const;
  /// The stock in which an OdeFailure's component is counted.
  std::string stock_name(std::size_t component) const;

 private:
  double at(std::size_t stock) const { return y_[stock] > 0 ? y_[stock] : 0; }
  double water_cover() const;
  double pull() const;
  /// All of them; those that are not followed stay zero.
  using Stocks = std::array<double, 2 * kServices + 2>;
  void rates(const Stocks& y, Stocks& rate, double people) const;
  double served_per_day() const;

  CityParameters parameters_;
  std::array<std::optional<std::size_t>, kServices> given_{};  ///< where K stands; X follows it
  std::size_t informal_ = 0, jobs_ = 0;
  std::vector<std::string> names_;
  Stocks y_{};
  double people_ = 0, backlog_ = 0;
  double first_jobs_ = 0, first_pull_ = 1;
};

}  // namespace ravenstein::models
