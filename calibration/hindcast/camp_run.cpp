// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/camp_run.hpp"

#include <algorithm>
#include <numeric>
#include <span>
#include <utility>

#include "calibration/nowcast/destination_shares.hpp"
#include "engine/population/prescribed.hpp"

namespace ravenstein::calibration {
namespace {

double sum(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

/// People in the receiving zones, who follow the observed total.
class People {
 public:
  explicit People(const Scenario& scenario)
      : places_(scenario.world.receiving_zones()),
        plan_(scenario.population),
        observed_(
            daily(scenario.observations, scenario.period.days, static_cast<double>(plan_.hasten))),
        prescribed_(prescribe(observed_, plan_, Resolution::flows)),
        there_(places_.size()) {}

  double at(ZoneIndex camp) const { return there_[place_of(camp)]; }

  void advance(int day, DestinationShares& shares) {
    if (day == 0 || day <= plan_.observed_until_day) return set_to_observed(day);
    const PrescribedDay& today = prescribed_[static_cast<std::size_t>(day)];
    const double coming = today.entries + std::exchange(owed_entries_, 0);
    if (coming > 0) enter(coming, shares.on(day, places_, there_));
    leave(today.exits);
  }

 private:
  std::size_t place_of(ZoneIndex zone) const {
    return static_cast<std::size_t>(std::ranges::lower_bound(places_, zone) - places_.begin());
  }

  void set_to_observed(int day) {
    if (day == 0 && plan_.initial == PopulationPlan::Initial::empty) return;
    for (std::size_t column = 0; column < observed_.zones.size(); ++column) {
      const ZoneIndex zone = observed_.zones[column];
      if (zone != kNowhere) there_[place_of(zone)] = observed_.at(day, column);
    }
  }

  void enter(double persons, std::span<const double> share) {
    if (!(sum(share) > 0)) {  // nobody can get anywhere today
      owed_entries_ = persons;
      return;
    }
    for (std::size_t x = 0; x < there_.size(); ++x) there_[x] += persons * share[x];
  }

  void leave(double persons) {
    owed_exits_ += persons;
    const double never_came = std::min(owed_exits_, owed_entries_);
    owed_exits_ -= never_came;
    owed_entries_ -= never_came;
    const double all = sum(there_);
    if (owed_exits_ == 0 || !(all > 0)) return;
    const double share = std::min(1.0, owed_exits_ / all);
    owed_exits_ -= share * all;
    for (double& persons_there : there_) persons_there *= 1 - share;
  }

  std::vector<ZoneIndex> places_;  ///< ascending
  const PopulationPlan& plan_;
  ObservedDaily observed_;
  std::vector<PrescribedDay> prescribed_;
  std::vector<double> there_;
  double owed_entries_ = 0, owed_exits_ = 0;
};

}  // namespace

bool shares_out(const Scenario& scenario) {
  const PopulationPlan& plan = scenario.population;
  const auto receiving = [&](const ObservedSeries& series) {
    return series.zone == kNowhere || receives(scenario.world.zones[series.zone]);
  };
  return scenario.period.interval == Interval::day && !plan.take_from_residents &&
         plan.departures == PopulationPlan::Departures::observed && scenario.cities.empty() &&
         scenario.travel.mode == TravelPlan::Mode::instantaneous &&
         std::ranges::all_of(scenario.observations, receiving);
}

std::vector<double> expected_in_camps(const Scenario& scenario, const ObservedDaily& camps,
                                      Behaviour& behaviour) {
  People people(scenario);
  DestinationShares shares(scenario, behaviour);
  std::vector<double> persons;
  persons.reserve(camps.persons.size());
  for (int day = 0; day < scenario.period.days; ++day) {
    people.advance(day, shares);
    for (const ZoneIndex camp : camps.zones) persons.push_back(people.at(camp));
  }
  return persons;
}

}  // namespace ravenstein::calibration
