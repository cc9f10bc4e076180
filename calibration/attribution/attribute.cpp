// SPDX-License-Identifier: Apache-2.0
#include "calibration/attribution/attribute.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <atomic>
#include <mutex>
#include <stdexcept>

#include "models/member.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

/// Per run, what is attributed: moves, departures from each zone, and moves (arrivals) by row.
struct Outcome {
  double moves = 0;
  std::vector<double> departures, by_row;
};

Outcome outcome_of(const Projection& projection) {
  Outcome outcome;
  outcome.moves = projection.totals.moves;
  outcome.departures.assign(projection.departures.zones, 0.0);
  for (std::size_t cell = 0; cell < projection.departures.persons.size(); ++cell) {
    outcome.departures[cell % projection.departures.zones] += projection.departures.persons[cell];
  }
  outcome.by_row.assign(static_cast<std::size_t>(projection.period.steps()), 0.0);
  for (std::size_t cell = 0; cell < projection.arrivals.persons.size(); ++cell) {
    outcome.by_row[cell / projection.arrivals.zones] += projection.arrivals.persons[cell];
  }
  return outcome;
}

Scenario with_causes(const Scenario& scenario, const std::vector<std::string>& causes,
                     Coalition on) {
  Scenario changed = scenario;
  changed.record = {.every = scenario.record.every, .flows = false, .strata = false};
  for (std::size_t k = 0; k < causes.size(); ++k) {
    if ((on >> k & 1U) == 0) {
      changed.hazard_changes.push_back({causes[k], {}, 0, scenario.period.days, 0});
    }
  }
  return changed;
}

/// Runs combinations; tells how many runs are done.
class Runner {
 public:
  Runner(const Scenario& scenario, const std::vector<std::string>& causes,
         const AttributionOptions& options)
      : scenario_(scenario), causes_(causes), options_(options) {}

  /// Moves of each member, their mean, and the mean departures from each zone and moves by row.
  std::vector<double> run(Coalition on) {
    const Scenario changed = with_causes(scenario_, causes_, on);
    std::vector<Outcome> outcomes(static_cast<std::size_t>(options_.members));
    std::atomic<bool> stopped{false};
    std::mutex reporting;
    oneapi::tbb::parallel_for(0, options_.members, [&](int m) {
      if (stopped) return;
      RunOptions run = options_.run;
      run.on_day = nullptr;
      run.member += static_cast<std::uint32_t>(m);
      const auto behaviour =
          options_.members > 1
              ? models::make_member(changed, {run.seed, run.member}, options_.posterior)
              : models::make_behaviour(changed);
      outcomes[static_cast<std::size_t>(m)] = outcome_of(simulate_here(changed, *behaviour, run));
      const std::lock_guard lock(reporting);
      ++runs_;
      if (options_.run.on_day && !options_.run.on_day(runs_)) stopped = true;
    });
    if (stopped) throw Interrupted();
    return together(outcomes);
  }

 private:
  std::vector<double> together(const std::vector<Outcome>& outcomes) const {
    const auto members = static_cast<double>(outcomes.size());
    std::vector<double> values;
    Outcome mean;
    mean.departures.assign(scenario_.world.size(), 0.0);
    mean.by_row.assign(outcomes.front().by_row.size(), 0.0);
    for (const Outcome& outcome : outcomes) {
      values.push_back(outcome.moves);
      mean.moves += outcome.moves / members;
      for (std::size_t z = 0; z < mean.departures.size(); ++z) {
        mean.departures[z] += outcome.departures[z] / members;
      }
      for (std::size_t row = 0; row < mean.by_row.size(); ++row) {
        mean.by_row[row] += outcome.by_row[row] / members;
      }
    }
    values.push_back(mean.moves);
    values.insert(values.end(), mean.departures.begin(), mean.departures.end());
    values.insert(values.end(), mean.by_row.begin(), mean.by_row.end());
    return values;
  }

  const Scenario& scenario_;
  const std::vector<std::string>& causes_;
  const AttributionOptions& options_;
  int runs_ = 0;
};

CauseAttribution result_of(const Shapley& shapley, const std::vector<std::string>& causes,
                           int members, std::size_t zones) {
  const auto m = static_cast<std::size_t>(members);
  CauseAttribution result{.causes = causes, .members = members, .coalitions = shapley.coalitions};
  result.all_on.assign(shapley.all_on.begin(), shapley.all_on.begin() + members);
  result.all_off.assign(shapley.all_off.begin(), shapley.all_off.begin() + members);
  for (std::size_t k = 0; k < causes.size(); ++k) {
    const auto row = shapley.share.begin() + static_cast<std::ptrdiff_t>(k * shapley.outcomes);
    result.moves.insert(result.moves.end(), row, row + members);
    const auto by_row = row + members + 1 + static_cast<std::ptrdiff_t>(zones);
    result.departures.insert(result.departures.end(), row + members + 1, by_row);
    result.over_time.insert(result.over_time.end(), by_row,
                            row + static_cast<std::ptrdiff_t>(shapley.outcomes));
    const std::size_t mean = k * shapley.outcomes + m;
    result.alone.push_back(shapley.alone[mean]);
    result.without.push_back(shapley.without[mean]);
    if (!shapley.sampling_error.empty()) {
      result.sampling_error.push_back(shapley.sampling_error[mean]);
    }
  }
  return result;
}

}  // namespace

std::size_t runs_needed(std::size_t causes, const AttributionOptions& options) {
  const std::size_t combinations = causes <= options.exact_up_to
                                       ? std::size_t{1} << causes
                                       : most_coalitions(causes, options.pairs);
  return combinations * static_cast<std::size_t>(options.members);
}

CauseAttribution attribute_causes(const Scenario& scenario, const AttributionOptions& options) {
  if (scenario.population.departures != PopulationPlan::Departures::hazard) {
    throw std::invalid_argument("causes are attributed where people leave by hazard");
  }
  const DrawKey first{options.run.seed, options.run.member};
  std::vector<Problem> found =
      models::check_members(scenario, first, options.members, options.posterior);
  if (!found.empty()) throw InputError(InputKind::scenario, std::move(found));
  const std::vector<std::string> causes = models::make_behaviour(scenario)->causes();
  Runner runner(scenario, causes, options);
  const CoalitionOutcomes run = [&](Coalition on) { return runner.run(on); };
  Shapley shapley;
  in_arena(options.run.threads, [&] {
    shapley = causes.size() <= options.exact_up_to
                  ? shapley_exact(causes.size(), run)
                  : shapley_sampled(causes.size(), run, options.pairs, options.run.seed);
  });
  return result_of(shapley, causes, options.members, scenario.world.size());
}

}  // namespace ravenstein::calibration
