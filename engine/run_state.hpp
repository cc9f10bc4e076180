// SPDX-License-Identifier: Apache-2.0
// All that changes while a run goes on: a step further, and as bytes.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>

#include "engine/checkpoint.hpp"
#include "engine/environment.hpp"
#include "engine/memory.hpp"
#include "engine/partition.hpp"
#include "engine/recorder.hpp"
#include "engine/step.hpp"

namespace ravenstein {

/// People: Cohorts or Agents. Scenario and partition outlive it; it stays where it is.
template <class People>
struct RunState {
  RunState(const Scenario& scenario, Behaviour& behaviour, const DrawKey& key,
           const Partition& ranks)
      : period(scenario.period),
        partition(ranks),
        recorder(scenario, behaviour.causes(), behaviour.asks_for_flows()),
        people(scenario, behaviour.causes(), key, recorder, ranks),
        environment(scenario, behaviour.causes()),
        memory(behaviour, key),
        scratch(step_scratch(scenario, memory.causes())) {}
  RunState(const RunState&) = delete;
  RunState& operator=(const RunState&) = delete;

  void step(Behaviour& behaviour) {
    advance(steps, environment, behaviour, people, recorder, memory, partition, scratch);
    ++steps;
  }

  /// Of this rank, without finished rows of the record.
  void save(StateWriter& out) const {
    out.put(kFormat);
    out.put(steps);
    people.save(out);
    recorder.save(out, steps);
    memory.save(out);
    out.put(scratch.settled_at_risk);
    out.put(scratch.displaced_at_risk);
  }

  /// What ranks saved, of which this one takes what its zones have. The state must be fresh. Throws
  /// std::runtime_error for other bytes.
  void load(std::span<StateReader> parts) {
    for (StateReader& in : parts) {
      std::uint64_t format = 0;
      in.get(format);
      in.get(steps);
      if (format != kFormat || steps < 0 || steps > period.steps()) {
        throw std::runtime_error("checkpoint: of another version or period");
      }
    }
    people.load(parts);
    recorder.load(parts, steps, partition);
    for (StateReader& in : parts) {
      memory.load(in);
      in.get_same_size(scratch.settled_at_risk);
      in.get_same_size(scratch.displaced_at_risk);
    }
  }

  static constexpr std::uint64_t kFormat = 0x52564e53'54455032;  // "RVNSTEP2"

  const Period& period;
  const Partition& partition;
  Recorder recorder;
  People people;
  Environment environment;
  Memory memory;
  StepScratch scratch;
  int steps = 0;
};

}  // namespace ravenstein
