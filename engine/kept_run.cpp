// SPDX-License-Identifier: Apache-2.0
#include "engine/kept_run.hpp"

#include <array>
#include <stdexcept>

#include "engine/agents.hpp"
#include "engine/checkpoint.hpp"
#include "engine/cohorts.hpp"
#include "engine/environment.hpp"
#include "engine/gather.hpp"
#include "engine/partition.hpp"
#include "engine/recorder.hpp"
#include "engine/step.hpp"

namespace ravenstein {
namespace {

constexpr std::uint64_t kFormat = 0x52564e4b'45505431;  // "RVNKEPT1"

/// Models with a state of their own work by calendar month: they are kept where one ends.
bool can_be_kept(const Behaviour& behaviour, const Period& period, int step) {
  if (behaviour.declare_state().empty() && !behaviour.asks_for_flows()) return true;
  const int next = period.first_day(step + 1);
  return month_number(period.date_of(next)) != month_number(period.date_of(next - 1));
}

template <class People>
struct Run {
  Run(const Scenario& scenario, Behaviour& model, const RunOptions& options, const Partition& ranks)
      : partition(ranks),
        behaviour(model),
        period(scenario.period),
        recorder(scenario, model.causes(), model.asks_for_flows()),
        people(scenario, model.causes(), {options.seed, options.member}, recorder, ranks),
        environment(scenario, model.causes()),
        memory(model, {options.seed, options.member}),
        scratch(step_scratch(scenario, memory.causes())) {}

  std::string save() const {
    StateWriter out;
    out.put(kFormat);
    out.put(steps);
    people.save(out);
    recorder.save(out, steps);
    recorder.save_rows(out);
    memory.save(out);
    out.put(scratch.settled_at_risk);
    out.put(scratch.displaced_at_risk);
    return out.take();
  }

  void load(const std::vector<std::string>& parts) {
    std::vector<StateReader> readers(parts.begin(), parts.end());
    for (StateReader& in : readers) {
      std::uint64_t format = 0;
      in.get(format);
      in.get(steps);
      if (format != kFormat || steps < 0 || steps > period.steps()) {
        throw std::runtime_error("checkpoint: of another version or period");
      }
    }
    people.load(readers);
    recorder.load(readers, steps, partition);
    recorder.load_rows(readers, partition);
    for (StateReader& in : readers) {
      memory.load(in);
      in.get_same_size(scratch.settled_at_risk);
      in.get_same_size(scratch.displaced_at_risk);
      in.finish();
    }
  }

  void keep(int days_done, const Keeping& keeping) const {
    const std::string own = save();
    const auto parts = gather_on_first(std::vector<char>(own.begin(), own.end()), partition);
    if (partition.rank() != 0) return;
    std::vector<std::string> all;
    for (const std::vector<char>& part : parts) all.emplace_back(part.begin(), part.end());
    keeping.keep(days_done, all);
  }

  const Partition& partition;
  Behaviour& behaviour;
  const Period& period;
  Recorder recorder;
  People people;
  Environment environment;
  Memory memory;
  StepScratch scratch;
  int steps = 0;
};

template <class People>
Projection run(const Scenario& scenario, Behaviour& behaviour, const RunOptions& options,
               const Partition& partition, const Keeping& keeping) {
  Run<People> run(scenario, behaviour, options, partition);
  if (!keeping.from.empty()) run.load(keeping.from);
  bool keep = false, stop = false;
  while (run.steps < scenario.period.steps()) {
    const int step = run.steps++;
    advance(step, run.environment, behaviour, run.people, run.recorder, run.memory, partition,
            run.scratch);
    const int days_done = scenario.period.first_day(step + 1);
    const bool go_on = !options.on_day || options.on_day(days_done);
    const Keeping::Wish wish = keeping.wish(days_done);
    std::array<std::int64_t, 3> wishes{go_on ? 0 : 1, wish == Keeping::Wish::keep ? 1 : 0,
                                       wish == Keeping::Wish::keep_and_stop ? 1 : 0};
    partition.sum(wishes);
    if (wishes[0] > 0) throw Interrupted();
    stop = stop || wishes[2] > 0;
    keep = keep || stop || wishes[1] > 0;
    const bool complete = run.steps == scenario.period.steps();
    if (!keep || (!complete && !can_be_kept(behaviour, scenario.period, step))) continue;
    run.keep(days_done, keeping);
    if (stop) throw Interrupted();
    keep = false;
  }
  Projection projection = run.recorder.take(partition);
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
