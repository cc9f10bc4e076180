// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/simulator.hpp"

#include <fmt/format.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "engine/random/shocks.hpp"
#include "engine/simulation.hpp"
#include "models/registry.hpp"

namespace ravenstein::calibration {
namespace {

Scenario lean(Scenario scenario, int last_day) {
  scenario.record.flows = false;
  scenario.record.strata = false;
  scenario.record.homes = false;
  scenario.record.every = scenario.period.interval;
  if (scenario.period.interval == Interval::day) scenario.period.days = last_day + 1;
  return scenario;
}

/// Runs with the calling thread alone.
Projection simulate_alone(const Scenario& scenario, Behaviour& behaviour,
                          const RunOptions& options) {
  tbb::task_arena alone(1);
  Projection projection;
  alone.execute([&] { projection = simulate_here(scenario, behaviour, options); });
  return projection;
}

}  // namespace

Simulator::Simulator(const CalibrationPlan& plan, int last_day)
    : plan_(&plan),
      last_day_(last_day),
      scenario_(lean(plan.scenario.scenario, last_day)),
      model_(models::find_behaviour_model(scenario_.behaviour.model)),
      given_(models::complete_parameters(scenario_)) {}

ParameterValues Simulator::values_at(std::span<const double> x) const {
  ParameterValues values = given_;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const FreeParameter& parameter = plan_->parameters[i];
    if (!parameter.series) values[parameter.info.name] = x[i];
  }
  return values;
}

std::size_t Simulator::field_times(int step) const {
  if (step <= 0) return 0;
  return static_cast<std::size_t>(std::min(last_day_, scenario_.period.days - 1) / step + 1);
}

Simulator::Expected Simulator::expect(const ParameterValues& values, const DrawKey& key,
                                      std::span<const Count> counts, int field_step) const {
  if (model_->check) {
    const std::vector<Problem> problems = model_->check(values, scenario_);
    if (!problems.empty()) throw std::runtime_error(to_string(problems.front()));
  }
  const std::size_t times = field_times(field_step), zones = scenario_.world.size();
  const auto hasten = static_cast<double>(scenario_.population.hasten);
  Expected sum{std::vector<double>(counts.size()), std::vector<double>(times * zones)};
  const int replicates = plan_->form.replicates;
  for (int r = 0; r < replicates; ++r) {
    const auto behaviour = model_->make(values, scenario_);
    RunOptions options;
    options.seed = key.seed;
    options.member = key.member + static_cast<std::uint32_t>(r);
    const Projection projection = simulate_alone(scenario_, *behaviour, options);
    add_people(projection, plan_->series, counts, hasten, sum.people);
    for (std::size_t t = 0; t < times; ++t) {
      const int row = projection.period.step_of(static_cast<int>(t) * field_step);
      for (std::size_t z = 0; z < zones; ++z) {
        sum.field[t * zones + z] += hasten * projection.present(row, static_cast<ZoneIndex>(z));
      }
    }
  }
  for (double& value : sum.people) value /= replicates;
  for (double& value : sum.field) value /= replicates;
  return sum;
}

std::vector<double> Simulator::people(std::span<const double> x, const DrawKey& key,
                                      std::span<const Count> counts) const {
  return expect(values_at(x), key, counts, 0).people;
}

std::vector<double> Simulator::people_as_given(const DrawKey& key,
                                               std::span<const Count> counts) const {
  return expect(given_, key, counts, 0).people;
}

double Simulator::objective(std::span<const CountSeries> series,
                            std::span<const double> people) const {
  const std::string& name = plan_->form.objective;
  if (name == "wape") return wape(series, plan_->fit, people);
  if (name == "least_squares") return half_squared_misfit(series, plan_->fit, people);
  return -log_likelihood(series, plan_->fit, people);
}

std::vector<double> Simulator::views(std::span<const CountSeries> series,
                                     std::span<const double> people, const DrawKey* noise) const {
  std::vector<double> values;
  for (std::size_t c = 0; c < people.size(); ++c) {
    const Count& count = plan_->fit[c];
    const GaussianView view = gaussian_view(series[count.series].error, people[c], count.persons);
    double value = view.predicted;
    if (noise != nullptr) {
      Stream stream(*noise, purpose::kPerturbation, static_cast<std::uint32_t>(c), 0);
      value += view.sd * normal_quantile(stream.uniform_open());
      const bool censored = count.persons < series[count.series].error.censored_below;
      if (censored) value = std::max(value, view.observed);  // all below are one
    }
    values.push_back(value);
  }
  return values;
}

Outcome Simulator::run(std::span<const double> x, const DrawKey& key, Wanted wanted) const {
  const int step = wanted == Wanted::field ? plan_->form.method.field_every_days : 0;
  const std::vector<CountSeries> series = plan_->series_at(x);
  Expected expected = expect(values_at(x), key, plan_->fit, step);
  Outcome outcome;
  switch (wanted) {
    case Wanted::objective:
    case Wanted::field:
      outcome.values = {objective(series, expected.people)};
      break;
    case Wanted::log_likelihood:
      outcome.values = {log_likelihood(series, plan_->fit, expected.people)};
      break;
    case Wanted::predictions:
      outcome.values = views(series, expected.people, nullptr);
      break;
    case Wanted::statistics:
      outcome.values = views(series, expected.people, &key);
      break;
  }
  outcome.values.insert(outcome.values.end(), expected.field.begin(), expected.field.end());
  if (!outcome.usable()) outcome.failure = "a value that is not a finite number";
  return outcome;
}

std::vector<std::string> output_names(const CalibrationPlan& plan, Wanted wanted) {
  const Scenario& scenario = plan.scenario.scenario;
  const auto name = [&](ZoneIndex zone, int day) {
    return fmt::format("{} {}", scenario.world.zones[zone].code,
                       to_string(scenario.period.date_of(day)));
  };
  if (wanted == Wanted::log_likelihood) return {"log_likelihood"};
  std::vector<std::string> names;
  if (wanted == Wanted::predictions || wanted == Wanted::statistics) {
    for (const Count& count : plan.fit) {
      names.push_back(plan.series[count.series].name + ": " + name(count.zone, count.first_day));
    }
    return names;
  }
  names.emplace_back("objective");
  const int step = plan.form.method.field_every_days;
  for (int day = 0; wanted == Wanted::field && step > 0 && day <= plan.fit_window.last;
       day += step) {
    for (ZoneIndex zone = 0; zone < scenario.world.size(); ++zone) {
      names.push_back(name(zone, day));
    }
  }
  return names;
}

}  // namespace ravenstein::calibration
