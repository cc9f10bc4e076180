// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/run_filter.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "calibration/assimilation/settle_plan.hpp"
#include "calibration/assimilation/whole_persons.hpp"
#include "calibration/batch/purpose.hpp"
#include "calibration/batch/record.hpp"
#include "calibration/priors/scores.hpp"

namespace ravenstein::calibration {
namespace {

/// The filter as bytes.
struct FilterState {
  std::vector<std::string> runs;
  std::vector<std::vector<double>> score, hazard, pull;
  ParticleState particles;
  std::vector<std::int8_t> off_side;
  std::vector<double> report;
  std::vector<int> report_day;
  std::vector<std::vector<double>> believed;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.runs, s.score, s.hazard, s.pull, s.particles, s.off_side, s.report,
                    s.report_day, s.believed);
  }
};

std::vector<double> factors(const std::vector<double>& logarithms) {
  std::vector<double> values;
  for (const double l : logarithms) values.push_back(std::exp(l));
  return values;
}

/// A random walk's standard deviation over so many days.
double spread(double sd_per_30_days, int days) { return sd_per_30_days * std::sqrt(days / 30.0); }

}  // namespace

RunFilter::RunFilter(const Scenario& scenario, const FilterPlan& plan, MakeDrawn make,
                     std::uint64_t seed)
    : scenario_(scenario),
      plan_(settled(plan, scenario)),
      make_(std::move(make)),
      seed_(seed),
      members_(static_cast<std::size_t>(std::max(0, plan.members))),
      zones_(scenario.world.size()),
      score_(members_),
      hazard_(members_),
      pull_(members_),
      off_side_(zones_) {
  if (members_ < 2) throw std::invalid_argument("assimilation: expected at least two members");
  if (scenario.population.departures != PopulationPlan::Departures::hazard) {
    plan_.hazard = {0, 0};  // nobody leaves by hazard
  }
  if (plan_.method == FilterMethod::reports) begin_reports();
  particles_ = start_particles(static_cast<std::uint32_t>(members_), seed, 1);
  const auto rows = static_cast<Eigen::Index>(zones_);
  const Eigen::MatrixXd first = noise(0);
  if (plan_.method == FilterMethod::reports) lean_anew(first);
  for (std::size_t m = 0; m < members_; ++m) {
    const DrawKey key{seed, static_cast<std::uint32_t>(m)};
    for (const ParameterDraw& draw : scenario.ensemble.draws) {
      const double value = draw_parameter(draw.distribution, key, draw.parameter);
      score_[m].push_back(draw.distribution.to_score(value));
    }
    const auto column = first.col(static_cast<Eigen::Index>(m));
    for (Eigen::Index z = 0; z < rows; ++z) {
      if (plan_.hazard.sd > 0) hazard_[m].push_back(plan_.hazard.sd * column[z]);
      if (plan_.pull.sd > 0) pull_[m].push_back(plan_.pull.sd * column[rows + z]);
    }
    runs_.push_back(fresh(m));
    runs_.back().set_factors(factors(hazard_[m]), factors(pull_[m]));
  }
}

std::unique_ptr<Behaviour> RunFilter::behaviour_of(std::size_t member) const {
  std::vector<double> drawn;
  for (std::size_t p = 0; p < score_[member].size(); ++p) {
    drawn.push_back(scenario_.ensemble.draws[p].distribution.from_score(score_[member][p]));
  }
  return make_(drawn);
}

SteppedRun RunFilter::fresh(std::size_t member) const {
  return {scenario_, behaviour_of(member), DrawKey{seed_, static_cast<std::uint32_t>(member)}};
}

/// Standard normal numbers of an update: rows of hazards, pulls, people, parameters; and one.
Eigen::MatrixXd RunFilter::noise(int steps) const {
  return standard_normals(seed_, purpose::kPerturbation, static_cast<std::uint32_t>(steps),
                          static_cast<Eigen::Index>(3 * zones_ + score_[0].size() + 1),
                          static_cast<Eigen::Index>(members_));
}

/// What is slow changes a little on the way to the next update.
void RunFilter::walk(const Eigen::MatrixXd& noise, int days) {
  const auto rows = static_cast<Eigen::Index>(zones_);
  for (std::size_t m = 0; m < members_; ++m) {
    const auto column = noise.col(static_cast<Eigen::Index>(m));
    const auto move = [&](std::vector<double>& list, Eigen::Index first, double sd) {
      for (std::size_t i = 0; i < list.size(); ++i) {
        list[i] += spread(sd, days) * column[first + static_cast<Eigen::Index>(i)];
      }
    };
    move(hazard_[m], 0, plan_.hazard.sd_per_30_days);
    move(pull_[m], rows, plan_.pull.sd_per_30_days);
    move(score_[m], 3 * rows, plan_.parameter_sd_per_30_days);
  }
}

/// People are not quite where the model has them; the expected number stays.
void RunFilter::drift(const Eigen::MatrixXd& noise, int days) {
  const double sd = spread(plan_.people_sd_per_30_days, days);
  if (!(sd > 0)) return;
  oneapi::tbb::parallel_for(std::size_t{0}, members_, [&](std::size_t m) {
    const auto present = runs_[m].present();
    std::vector<double> people(present.begin(), present.end());
    for (std::size_t z = 0; z < zones_; ++z) {
      const double by =
          noise(static_cast<Eigen::Index>(2 * zones_ + z), static_cast<Eigen::Index>(m));
      people[z] *= std::exp(sd * by - sd * sd / 2);
    }
    take_people(m, people, Cause::drift);
  });
}

/// A member's people become as near as can be to these numbers.
void RunFilter::take_people(std::size_t member, std::span<const double> people, Cause cause) {
  double now = 0, wanted = 0;
  for (std::size_t z = 0; z < zones_; ++z) {
    now += runs_[member].present()[z];
    wanted += people[z];
  }
  if (!(wanted > 0) && (plan_.totals == FilterTotals::keep || !(now > 0))) return;
  const double total = plan_.totals == FilterTotals::keep ? now : wanted;
  runs_[member].correct(whole_counts(people, std::llround(total)),
                        static_cast<std::uint32_t>(cause));
}

double RunFilter::counted_per_person() const {
  return plan_.detection * static_cast<double>(scenario_.population.hasten);
}

/// What was learnt of a member acts from now on.
void RunFilter::renew(std::size_t member) {
  if (!score_[member].empty()) runs_[member].set_behaviour(behaviour_of(member));
  runs_[member].set_factors(factors(hazard_[member]), factors(pull_[member]));
}

void RunFilter::advance(int steps) {
  const auto run_to = [&](int to) {
    oneapi::tbb::parallel_for(std::size_t{0}, members_,
                              [&](std::size_t m) { runs_[m].advance_to(to); });
  };
  if (plan_.method != FilterMethod::reports) {
    run_to(steps);
    return;
  }
  for (int done = runs_[0].steps_done(); done < steps; ++done) {
    run_to(done + 1);
    lean();
  }
}

std::string RunFilter::checkpoint() const {
  FilterState state{
      {},           score_,           hazard_, pull_, particles_, off_side_, reports_.persons,
      reports_.day, reports_.believed};
  state.runs.resize(members_);
  for (std::size_t m = 0; m < members_; ++m) state.runs[m] = runs_[m].checkpoint();
  return to_bytes(state);
}

void RunFilter::restore(std::string_view checkpoint) {
  auto state = from_bytes<FilterState>(checkpoint);
  if (state.runs.size() != members_ || state.off_side.size() != zones_) {
    throw std::runtime_error("assimilation: the state of another ensemble");
  }
  score_ = std::move(state.score);
  hazard_ = std::move(state.hazard);
  pull_ = std::move(state.pull);
  particles_ = std::move(state.particles);
  off_side_ = std::move(state.off_side);
  reports_ = {std::move(state.report), std::move(state.report_day), std::move(state.believed)};
  for (std::size_t m = 0; m < members_; ++m) {
    runs_[m] = fresh(m);
    runs_[m].restore(state.runs[m]);
    runs_[m].set_factors(factors(hazard_[m]), factors(pull_[m]));
  }
  if (plan_.method == FilterMethod::reports) lean_anew(noise(runs_[0].steps_done()));
}

std::vector<Projection> RunFilter::finish() {
  advance(scenario_.period.steps());
  std::vector<Projection> members;
  for (SteppedRun& run : runs_) members.push_back(run.take());
  return members;
}

}  // namespace ravenstein::calibration
