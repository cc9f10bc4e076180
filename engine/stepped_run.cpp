// SPDX-License-Identifier: Apache-2.0
#include "engine/stepped_run.hpp"

#include <stdexcept>
#include <utility>

#include "engine/checkpoint.hpp"
#include "engine/cohorts.hpp"
#include "engine/partition.hpp"
#include "engine/run_state.hpp"

namespace ravenstein {
struct SteppedRun::State {
  State(const Scenario& world, std::unique_ptr<Behaviour> model, const DrawKey& draws)
      : scenario(world),
        behaviour(std::move(model)),
        seed(draws.seed),
        partition(world.world.size()),
        run(world, *behaviour, draws, partition) {}

  const Scenario& scenario;
  std::unique_ptr<Behaviour> behaviour;
  std::uint64_t seed;
  Partition partition;
  RunState<Cohorts> run;
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

int SteppedRun::steps_done() const { return state_->run.steps; }
std::span<const double> SteppedRun::present() const { return state_->run.recorder.present(); }
std::span<const double> SteppedRun::residents() const { return state_->run.people.residents(); }

void SteppedRun::advance_to(int steps) {
  while (state_->run.steps < steps) state_->run.step(*state_->behaviour);
}

void SteppedRun::correct(std::span<const std::int64_t> wanted, std::uint32_t call) {
  RunState<Cohorts>& s = state_->run;
  s.people.correct(wanted, s.steps, call);
  s.people.check_conservation(s.period.first_day(s.steps));
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
  StepScratch& scratch = state_->run.scratch;
  scratch.pull_factor.assign(pull.begin(), pull.end());
  scratch.hazard_factor.clear();
  for (std::size_t cause = 0; cause < state_->run.memory.causes(); ++cause) {
    scratch.hazard_factor.insert(scratch.hazard_factor.end(), hazard.begin(), hazard.end());
  }
}

void SteppedRun::set_unseen(std::span<const double> people) {
  state_->run.scratch.unseen.assign(people.begin(), people.end());
}

std::string SteppedRun::checkpoint() const {
  StateWriter out;
  state_->run.save(out);
  return out.take();
}

void SteppedRun::restore(std::string_view checkpoint) {
  if (state_->run.steps != 0) throw std::logic_error("stepped run: only a fresh run is restored");
  StateReader in(checkpoint);
  state_->run.load({&in, 1});
  in.finish();
}

Projection SteppedRun::take() {
  Projection projection = state_->run.recorder.take(state_->partition);
  projection.seed = state_->seed;
  return projection;
}

}  // namespace ravenstein
