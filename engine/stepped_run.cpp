// SPDX-License-Identifier: Apache-2.0
#include "engine/stepped_run.hpp"

#include <stdexcept>
#include <utility>

#include "engine/checkpoint.hpp"
#include "engine/cohorts.hpp"
#include "engine/environment.hpp"
#include "engine/memory.hpp"
#include "engine/partition.hpp"
#include "engine/recorder.hpp"
#include "engine/step.hpp"

namespace ravenstein {
namespace {

constexpr std::uint64_t kFormat = 0x52564e53'54455031;  // "RVNSTEP1"

}  // namespace

struct SteppedRun::State {
  State(const Scenario& world, std::unique_ptr<Behaviour> model, const DrawKey& draws)
      : scenario(world),
        behaviour(std::move(model)),
        seed(draws.seed),
        partition(world.world.size()),
        recorder(world, behaviour->causes(), behaviour->asks_for_flows()),
        people(world, behaviour->causes(), draws, recorder, partition),
        environment(world, behaviour->causes()),
        memory(*behaviour, draws),
        scratch(step_scratch(world, memory.causes())) {}

  const Scenario& scenario;
  std::unique_ptr<Behaviour> behaviour;
  std::uint64_t seed;
  Partition partition;
  Recorder recorder;
  Cohorts people;
  Environment environment;
  Memory memory;
  StepScratch scratch;
  int steps = 0;
};

SteppedRun::SteppedRun(const Scenario& scenario, std::unique_ptr<Behaviour> behaviour,
                       const DrawKey& key) {
  if (scenario.resolution != Resolution::cohorts || !scenario.cities.empty() ||
      behaviour->journey_rules() != nullptr) {
    throw std::invalid_argument(
        "stepped run: expected resolution cohorts, no cities, a model that chooses destinations");
  }
  state_ = std::make_unique<State>(scenario, std::move(behaviour), key);
}
SteppedRun::SteppedRun(SteppedRun&&) noexcept = default;
SteppedRun& SteppedRun::operator=(SteppedRun&&) noexcept = default;
SteppedRun::~SteppedRun() = default;

int SteppedRun::steps_done() const { return state_->steps; }
std::span<const double> SteppedRun::present() const { return state_->recorder.present(); }
std::span<const double> SteppedRun::residents() const { return state_->people.residents(); }

void SteppedRun::advance_to(int steps) {
  State& s = *state_;
  for (; s.steps < steps; ++s.steps) {
    advance(s.steps, s.environment, *s.behaviour, s.people, s.recorder, s.memory, s.partition,
            s.scratch);
  }
}

void SteppedRun::correct(std::span<const std::int64_t> wanted, std::uint32_t call) {
  State& s = *state_;
  s.people.correct(wanted, s.steps, call);
  s.people.check_conservation(s.scenario.period.first_day(s.steps));
  if (s.steps == 0) return;
  s.recorder.amend(s.steps - 1, s.people.residents());
  if (s.recorder.row_ends(s.steps - 1)) {
    s.people.describe(s.recorder.row_of(s.steps - 1), s.recorder);
  }
}

void SteppedRun::set_behaviour(std::unique_ptr<Behaviour> behaviour) {
  state_->behaviour = std::move(behaviour);
}

void SteppedRun::set_factors(std::span<const double> hazard, std::span<const double> pull) {
  StepScratch& scratch = state_->scratch;
  scratch.pull_factor.assign(pull.begin(), pull.end());
  scratch.hazard_factor.clear();
  for (std::size_t cause = 0; cause < state_->memory.causes(); ++cause) {
    scratch.hazard_factor.insert(scratch.hazard_factor.end(), hazard.begin(), hazard.end());
  }
}

std::string SteppedRun::checkpoint() const {
  const State& s = *state_;
  StateWriter out;
  out.put(kFormat);
  out.put(s.steps);
  s.people.save(out);
  s.recorder.save(out, s.steps);
  s.memory.save(out);
  out.put(s.scratch.settled_at_risk);
  out.put(s.scratch.displaced_at_risk);
  return out.take();
}

void SteppedRun::restore(std::string_view checkpoint) {
  State& s = *state_;
  if (s.steps != 0) throw std::logic_error("stepped run: only a fresh run is restored");
  StateReader in(checkpoint);
  std::uint64_t format = 0;
  in.get(format);
  in.get(s.steps);
  if (format != kFormat || s.steps < 0 || s.steps > s.scenario.period.steps()) {
    throw std::runtime_error("checkpoint: of another version or period");
  }
  s.people.load({&in, 1});
  s.recorder.load({&in, 1}, s.steps, s.partition);
  s.memory.load(in);
  in.get_same_size(s.scratch.settled_at_risk);
  in.get_same_size(s.scratch.displaced_at_risk);
  in.finish();
}

Projection SteppedRun::take() {
  Projection projection = state_->recorder.take(state_->partition);
  projection.seed = state_->seed;
  return projection;
}

}  // namespace ravenstein
