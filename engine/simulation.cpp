// SPDX-License-Identifier: Apache-2.0
#include "engine/simulation.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/task_arena.h>

#include "engine/agents.hpp"
#include "engine/environment.hpp"
#include "engine/flows.hpp"
#include "engine/recorder.hpp"
#include "engine/step.hpp"

namespace ravenstein {
namespace {

template <class People>
void run_days(const Scenario& scenario, Behaviour& behaviour, People& people, Recorder& recorder,
              const RunOptions& options) {
  Environment environment(scenario);
  StepScratch scratch;
  for (int day = 0; day < scenario.period.days; ++day) {
    advance_one_day(day, environment, behaviour, people, recorder, scratch);
    if (options.on_day && !options.on_day(day + 1)) throw Interrupted();
  }
}

void run(const Scenario& scenario, Behaviour& behaviour, Recorder& recorder,
         const RunOptions& options) {
  if (scenario.resolution == Resolution::flows) {
    Flows people(scenario, recorder);
    run_days(scenario, behaviour, people, recorder, options);
  } else {
    Agents people(scenario, DrawKey{options.seed, options.member}, recorder);
    run_days(scenario, behaviour, people, recorder, options);
  }
}

}  // namespace

Projection simulate(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options) {
  Recorder recorder(scenario);
  const int threads =
      options.threads > 0 ? options.threads : oneapi::tbb::info::default_concurrency();
  // Lifts oneTBB's own limit where more threads than cores are asked for.
  const oneapi::tbb::global_control limit(oneapi::tbb::global_control::max_allowed_parallelism,
                                          static_cast<std::size_t>(threads));
  oneapi::tbb::task_arena arena(threads);
  arena.execute([&] { run(scenario, behaviour, recorder, options); });
  Projection projection = recorder.take();
  projection.seed = options.seed;
  return projection;
}

}  // namespace ravenstein
