// SPDX-License-Identifier: Apache-2.0
// Many runs of one scenario, each with numbers (and, if the caller says so, parameters) of its own:
// quantiles and means of what they project.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/simulation.hpp"

namespace ravenstein {

/// Mean and quantiles of sums: the quantile of a sum is not the sum of quantiles.
struct EnsembleSums {
  std::vector<double> mean;      ///< cells
  std::vector<double> quantile;  ///< quantiles x cells
};

/// Statistics of one table of the projection over the members.
struct EnsembleTable {
  std::string name;              ///< as in the projection, e.g. `displaced`
  std::size_t categories = 1;    ///< causes or strata; 1: none
  std::vector<double> mean;      ///< rows x categories x zones (or cities)
  std::vector<double> quantile;  ///< quantiles x rows x categories x zones (or cities)
  EnsembleSums total;            ///< of all zones: rows x categories
  EnsembleSums period;           ///< of all rows: categories x zones; none for people present
  EnsembleSums period_total;     ///< of all zones and rows: categories; none for people present
};

/// What each member says on its own, so that scenarios can be compared member by member. Present
/// are displaced people and refugees.
struct MemberRecord {
  std::vector<double> present_end;      ///< members x zones: on the last day
  std::vector<double> present_peak;     ///< members x zones: the largest of all rows
  std::vector<double> arrivals_period;  ///< members x zones: over the whole period
  std::vector<double> present_total;    ///< members x rows: in all zones
  std::vector<double> arrivals_total;   ///< members x rows: in all zones

  bool empty() const { return present_end.empty(); }
};
MemberRecord member_record(std::span<const Projection> members);

struct Ensemble {
  int members = 0;
  std::vector<double> quantiles;
  std::vector<EnsembleTable> tables;
  MemberRecord each;
  std::vector<std::vector<double>> parameters;  ///< by member, as drawn (EnsemblePlan::draws)
  Projection first;                             ///< member 0, in full
};

/// The behaviour of a member: its parameters may be drawn with the key. Called from any thread.
using MakeBehaviour = std::function<std::unique_ptr<Behaviour>(const DrawKey& key)>;

struct EnsembleOptions {
  int members = 100;
  std::vector<double> quantiles{0.05, 0.25, 0.5, 0.75, 0.95};
  RunOptions run;  ///< `member` counts from here; on_day is told the members done
};

/// Statistics of members that have been run, all of one scenario; at least two.
Ensemble summarise(std::vector<Projection> members, const std::vector<double>& quantiles);

/// Runs the members at the same time. Member m draws with DrawKey{seed, m}: the same result for any
/// number of threads. Quantiles interpolate linearly between members (Hyndman and Fan 1996, type
/// 7). std::invalid_argument for fewer than two members.
Ensemble run_ensemble(const Scenario& scenario, const MakeBehaviour& make,
                      const EnsembleOptions& options);

}  // namespace ravenstein
