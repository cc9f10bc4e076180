// SPDX-License-Identifier: Apache-2.0
#include "engine/simulation.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/agents.hpp"
#include "engine/cohorts.hpp"
#include "engine/environment.hpp"
#include "engine/flows.hpp"
#include "engine/partition.hpp"
#include "engine/recorder.hpp"
#include "engine/step.hpp"

namespace ravenstein {
namespace {

/// Whether anybody wants the run to stop; all ranks hear of it in the same step.
bool stopped(const RunOptions& options, int days_done, const Partition& partition) {
  std::int64_t stop = options.on_day && !options.on_day(days_done) ? 1 : 0;
  partition.sum({&stop, 1});
  return stop > 0;
}

/// `zones`: who knows what of zones; `partition`: who takes part.
template <class People>
void run_steps(const Scenario& scenario, Behaviour& behaviour, People& people, Recorder& recorder,
               const RunOptions& options, const Partition& zones, const Partition& partition) {
  Environment environment(scenario, behaviour.causes());
  Memory memory(behaviour, {options.seed, options.member});
  StepScratch scratch = step_scratch(scenario, memory.causes());
  if (scenario.make_cities && !scenario.cities.empty()) {
    scratch.cities = scenario.make_cities(scenario);
    recorder.open_cities(*scratch.cities, scenario);
  }
  for (int step = 0; step < scenario.period.steps(); ++step) {
    advance(step, environment, behaviour, people, recorder, memory, zones, scratch);
    if (stopped(options, scenario.period.first_day(step + 1), partition)) throw Interrupted();
  }
}

void run(const Scenario& scenario, Behaviour& behaviour, Recorder& recorder,
         const RunOptions& options, const Partition& zones, const Partition& partition) {
  if (!partition.alone() && !why_not_on_ranks(scenario, behaviour).empty()) {
    throw std::logic_error("these people cannot be divided among ranks");
  }
  const DrawKey key{options.seed, options.member};
  const std::vector<std::string> causes = behaviour.causes();
  switch (scenario.resolution) {
    case Resolution::flows: {
      Flows people(scenario, causes, recorder, partition);
      return run_steps(scenario, behaviour, people, recorder, options, zones, partition);
    }
    case Resolution::cohorts: {
      Cohorts people(scenario, causes, key, recorder, partition);
      return run_steps(scenario, behaviour, people, recorder, options, zones, partition);
    }
    case Resolution::agents: {
      Agents people(scenario, causes, key, recorder, partition);
      return run_steps(scenario, behaviour, people, recorder, options, zones, partition);
    }
  }
}

}  // namespace

std::string why_not_on_ranks(const Scenario& scenario, Behaviour& behaviour) {
  if (scenario.resolution != Resolution::agents) return "";
  return Agents::why_not_on_ranks(behaviour);
}

void in_arena(int threads, const std::function<void()>& work) {
  const int count = threads > 0 ? threads : oneapi::tbb::info::default_concurrency();
  // Lifts oneTBB's own limit where more threads than cores are asked for.
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                          static_cast<std::size_t>(count));
  oneapi::tbb::task_arena arena(count);
  arena.execute([&] { work(); });
}

Projection simulate_here(const Scenario& scenario, Behaviour& behaviour,
                         const RunOptions& options) {
  Recorder recorder(scenario, behaviour.causes(), behaviour.asks_for_flows());
  const Partition whole(scenario.world.size());
  const Partition& partition = options.partition == nullptr ? whole : *options.partition;
  // Expected people are divided by home, and every rank knows all of what zones show.
  const Partition& zones = scenario.resolution == Resolution::flows ? whole : partition;
  run(scenario, behaviour, recorder, options, zones, partition);
  Projection projection = recorder.take(zones);
  projection.seed = options.seed;
  return projection;
}

Projection simulate(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options) {
  Projection projection;
  in_arena(options.threads, [&] { projection = simulate_here(scenario, behaviour, options); });
  return projection;
}

}  // namespace ravenstein
