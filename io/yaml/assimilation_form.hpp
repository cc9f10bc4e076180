// SPDX-License-Identifier: Apache-2.0
// assimilation.yaml as it is written: which scenario is running, what was counted, and how counts
// are taken in. Every key is declared once.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/section.hpp"

namespace ravenstein::io {

enum class FilterMethod : std::uint8_t {
  automatic,        ///< as the scenario asks for (calibration/assimilation/settle_plan.hpp)
  etkf,             ///< ensemble transform Kalman filter (calibration/assimilation/etkf.hpp)
  particle_filter,  ///< bootstrap particle filter (calibration/assimilation/particle_filter.hpp)
  reports,          ///< last reports hold, the rest is shared out (recipe R4)
};
const std::vector<std::pair<std::string, FilterMethod>>& filter_methods();
std::string name_of(FilterMethod method);

/// What an update does with the number of all people away from home.
enum class FilterTotals : std::uint8_t {
  automatic,  ///< as the scenario asks for
  keep,       ///< people move between places, their number stays as it was
  follow,     ///< the number changes as counts say
};

/// A factor of which nothing is known but that it is near 1 and changes slowly: its logarithm is a
/// random walk.
struct SlowFactor {
  double sd = 0.5;               ///< of the logarithm, when the run begins; 0: no such factor
  double sd_per_30_days = 0.25;  ///< of its change in 30 days
};

/// How counts of people are assimilated into a running projection.
struct FilterPlan {
  FilterMethod method = FilterMethod::automatic;
  int members = 100;
  double inflation = 1.02;     ///< etkf
  double relax = 0;            ///< etkf: share of lost spread that is given back
  double localisation_km = 0;  ///< etkf: beyond twice as far a count says nothing; 0: everywhere
  double concentration = 20;   ///< reports: of the shares of those not reported (Dirichlet)
  double concentration_30_days = 2500;  ///< reports: of all shares, so long after an update
  double outlier_sd = 4;                ///< counts farther off than so many sd are left out
  double error_share = 0.05;            ///< sd of a count's error: this share of it and
  double error_persons = 10;            ///< so many persons (root of the sum of squares)
  double detection = 1;                 ///< persons counted of 1 who is there
  FilterTotals totals = FilterTotals::automatic;
  SlowFactor hazard;
  /// Off: in crises of the past it made forecasts worse (docs/assimilation.md).
  SlowFactor pull{0, 0};
  /// Random walk of the logarithm of the people in each place: what the model does not know.
  double people_sd_per_30_days = 0.5;
  double parameter_sd_per_30_days = 0;  ///< random walk of drawn parameters, in prior sd
};

/// `observations`.
struct AssimilationCountsForm {
  std::vector<std::string> tables;
  std::string corrections = "scenario";  ///< or "none", or a file
  FilterPlan errors;
};

/// A slow factor that is off unless it is asked for.
struct PullForm : SlowFactor {
  PullForm() : SlowFactor(FilterPlan{}.pull) {}
};

struct PeopleWalkForm {
  double sd_per_30_days = FilterPlan{}.people_sd_per_30_days;
};

struct ParameterWalkForm {
  double sd_per_30_days = 0;
};

struct AssimilationForm {
  std::string title;
  TablePath scenario;
  AssimilationCountsForm observations;
  FilterPlan filter;
  SlowFactor hazard;
  PullForm pull;
  PeopleWalkForm people;
  ParameterWalkForm parameters;

  /// The plan of all sections.
  FilterPlan plan() const;
};

Section<AssimilationForm> assimilation_section();

}  // namespace ravenstein::io
