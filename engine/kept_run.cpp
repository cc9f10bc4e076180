// SPDX-License-Identifier: Apache-2.0
#include "engine/kept_run.hpp"

#include <array>
#include <stdexcept>

#include "engine/agents.hpp"
#include "engine/checkpoint.hpp"
#include "engine/cohorts.hpp"
#include "engine/gather.hpp"
#include "engine/partition.hpp"
#include "engine/run_state.hpp"

namespace ravenstein {
namespace {

/// Models with a state of their own work by calendar month: they are kept where one ends.
bool can_be_kept(const Behaviour& behaviour, const Period& period, int step) {
  if (behaviour.declare_state().empty() && !behaviour.asks_for_flows()) return true;
  const int next = period.first_day(step + 1);
  return month_number(period.date_of(next)) != month_number(period.date_of(next - 1));
}

template <class People>
std::string save(const RunState<People>& state) {
  StateWriter out;
  state.save(out);
  state.recorder.save_rows(out);
  return out.take();
}

template <class People>
void load(const std::vector<std::string>& parts, RunState<People>& state) {
  std::vector<StateReader> readers(parts.begin(), parts.end());
  state.load(readers);
  state.recorder.load_rows(readers, state.partition);
  for (const StateReader& in : readers) in.finish();
}

void keep(const std::string& own, int days_done, const Partition& partition,
          const Keeping& keeping) {
  auto parts = gather_on_first(std::vector<char>(own.begin(), own.end()), partition);
  if (partition.rank() != 0) return;
  std::vector<std::string> all;
  for (std::vector<char>& part : parts) {
    all.emplace_back(part.begin(), part.end());
    part = {};  // they may be large
  }
  keeping.keep(days_done, all);
}

template <class People>
Projection run(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options,
               const Partition& partition, const Keeping& keeping) {
  RunState<People> state(scenario, behaviour, {options.seed, options.member}, partition);
  if (keeping.from) load(keeping.from(), state);
  bool wanted = false, stop = false;
  while (state.steps < scenario.period.steps()) {
    const int step = state.steps;
    state.step(behaviour);
    const int days_done = scenario.period.first_day(state.steps);
    const bool go_on = !options.on_day || options.on_day(days_done);
    const Keeping::Wish wish = keeping.wish(days_done);
    std::array<std::int64_t, 3> wishes{go_on ? 0 : 1, wish == Keeping::Wish::keep ? 1 : 0,
                                       wish == Keeping::Wish::keep_and_stop ? 1 : 0};
    partition.sum(wishes);
    if (wishes[0] > 0) throw Interrupted();
    stop = stop || wishes[2] > 0;
    wanted = wanted || stop || wishes[1] > 0;
    const bool complete = state.steps == scenario.period.steps();
    if (!wanted || (!complete && !can_be_kept(behaviour, scenario.period, step))) continue;
    keep(save(state), days_done, partition, keeping);
    if (stop) throw Interrupted();
    wanted = false;
  }
  Projection projection = state.recorder.take(partition);
  projection.seed = options.seed;
  return projection;
}

}  // namespace

std::string why_not_kept(const Scenario& scenario, Behaviour& behaviour) {
  if (scenario.resolution == Resolution::flows) return "expected flows are quick to repeat";
  if (!scenario.cities.empty()) return "what its cities have is not kept";
  if (behaviour.journey_rules() != nullptr) return "its rules remember days for themselves";
  return "";
}

Projection simulate_kept(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options,
                         const Keeping& keeping) {
  if (!why_not_kept(scenario, behaviour).empty()) {
    throw std::logic_error("this run cannot be kept");
  }
  const Partition whole(scenario.world.size());
  const Partition& partition = options.partition == nullptr ? whole : *options.partition;
  Projection projection;
  in_arena(options.threads, [&] {
    projection = scenario.resolution == Resolution::cohorts
                     ? run<Cohorts>(scenario, behaviour, options, partition, keeping)
                     : run<Agents>(scenario, behaviour, options, partition, keeping);
  });
  return projection;
}

}  // namespace ravenstein
