// SPDX-License-Identifier: Apache-2.0
// Spatial interaction on flows drawn as in tests/calibration/synthetic_flows.hpp. Wall time and CPU
// time of all threads: on a machine that is shared the second, divided by the cores, is what an
// idle one would need at best.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "calibration/interaction/fit.hpp"
#include "calibration/interaction/sampling.hpp"
#include "engine/core/row_math.hpp"
#include "models/movement/interaction_law.hpp"
#include "tests/calibration/synthetic_flows.hpp"

namespace ravenstein::calibration {
namespace {

const testing::SyntheticFlows& flows_of(std::size_t n) {
  static testing::SyntheticFlows kept;  // made once per size
  if (kept.n != n) kept = testing::synthetic_flows(n, 1);
  return kept;
}

InteractionModel model_of(const testing::SyntheticFlows& flows, models::Constraint constraint) {
  InteractionModel model;
  model.constraint = constraint;
  if (constraint == models::Constraint::production) {
    model.terms.push_back({"log_mass", Term::Side::destination, flows.log_mass});
  }
  return model;
}

void fit(benchmark::State& state, models::Constraint constraint) {
  const testing::SyntheticFlows& flows = flows_of(static_cast<std::size_t>(state.range(0)));
  const InteractionModel model = model_of(flows, constraint);
  int readings = 0;
  for (auto _ : state) {
    const InteractionFit found = fit_interaction(flows.data(), model);
    if (!found.converged) throw std::runtime_error(found.trouble);
    readings = found.readings;
    benchmark::DoNotOptimize(found.state.coefficient.data());
  }
  state.counters["readings"] = readings;
}

void interaction_fit_doubly(benchmark::State& state) { fit(state, models::Constraint::doubly); }
void interaction_fit_production(benchmark::State& state) {
  fit(state, models::Constraint::production);
}

/// The estimates alone, without the measures of fit.
void interaction_newton_doubly(benchmark::State& state) {
  const testing::SyntheticFlows& flows = flows_of(static_cast<std::size_t>(state.range(0)));
  const InteractionData data = flows.data();
  const InteractionModel model = model_of(flows, models::Constraint::doubly);
  for (auto _ : state) {
    const Design design(data, model);
    const Totals totals = totals_of(design);
    benchmark::DoNotOptimize(maximise(design, totals, {}, plain_state(design, totals)).converged);
  }
}

void interaction_opportunities(benchmark::State& state) {
  const testing::SyntheticFlows& flows = flows_of(static_cast<std::size_t>(state.range(0)));
  std::vector<double> mass(flows.n, 1);
  const models::LawInputs inputs{
      flows.n,
      [&](std::size_t i, std::span<double> row) {
        std::copy_n(flows.cost.begin() + static_cast<std::ptrdiff_t>(i * flows.n), flows.n,
                    row.begin());
      },
      mass,
      mass,
      false,
      {}};
  const RowSource s = models::opportunity_rows(inputs);
  std::vector<double> all(flows.n * flows.n);
  for (auto _ : state) {
    for_row_blocks(flows.n, [&](const RowBlock& block) {
      for (std::size_t i = block.begin; i < block.end; ++i) {
        s(i, std::span(all).subspan(i * flows.n, flows.n));
      }
    });
    benchmark::DoNotOptimize(all.data());
  }
}

void interaction_sample(benchmark::State& state) {
  const testing::SyntheticFlows& flows = flows_of(static_cast<std::size_t>(state.range(0)));
  const RowSource rows = [&](std::size_t i, std::span<double> row) {
    std::copy_n(flows.flow.begin() + static_cast<std::ptrdiff_t>(i * flows.n), flows.n,
                row.begin());
  };
  for (auto _ : state) {
    const FlowSampler sampler(flows.n, flows.n, rows, SampleKind::multinomial, {1, 0}, 0);
    for_row_blocks(flows.n, [&](const RowBlock& block) {
      std::vector<std::int64_t> persons(flows.n);
      for (std::size_t i = block.begin; i < block.end; ++i) sampler.row(i, persons);
      benchmark::DoNotOptimize(persons.data());
    });
  }
}

void row_exp(benchmark::State& state) {
  std::vector<double> x(4000), y(4000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = -0.01 * static_cast<double>(i);
  for (auto _ : state) {
    exp_row(x, y);
    benchmark::DoNotOptimize(y.data());
  }
  state.SetItemsProcessed(state.iterations() * 4000);
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->Arg(500)->Arg(1000)->Arg(2000)->Arg(4000)->Unit(benchmark::kMillisecond);
  bench->MeasureProcessCPUTime()->UseRealTime();
}

BENCHMARK(interaction_fit_doubly)->Apply(sizes);
BENCHMARK(interaction_fit_production)->Apply(sizes);
BENCHMARK(interaction_newton_doubly)->Apply(sizes);
BENCHMARK(interaction_opportunities)->Apply(sizes);
BENCHMARK(interaction_sample)->Apply(sizes);
BENCHMARK(row_exp);

}  // namespace
}  // namespace ravenstein::calibration
