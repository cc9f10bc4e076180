// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/method.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

using io::MethodForm;

constexpr double kLeastShare = 1e-9;         ///< quantiles of a prior without limits end here
constexpr std::int64_t kNloptBudget = 2000;  ///< of each start
constexpr std::int64_t kCmaBudget = 10'000;  ///< cma-es; profile: of each search
constexpr std::int64_t kAbcBudget = 200'000;

std::int64_t or_else(std::int64_t given, std::int64_t otherwise) {
  return given > 0 ? given : otherwise;
}

std::uint32_t burn_in_of(const MethodForm& form, std::uint32_t otherwise) {
  return form.burn_in >= 0 ? static_cast<std::uint32_t>(form.burn_in) : otherwise;
}

/// Searches of a profile after the best fit; one parameter needs none, its points are evaluated.
std::int64_t searches_of_profile(const CalibrationPlan& plan) {
  return static_cast<std::int64_t>(plan.parameters.size()) * (plan.form.method.points + 1);
}

/// What `evaluations` is if it is not given: all that a method may use.
std::int64_t budget_of(const CalibrationPlan& plan) {
  const MethodForm& form = plan.form.method;
  if (form.evaluations > 0) return form.evaluations;
  if (form.name == "nlopt") return kNloptBudget * form.starts;
  if (form.name == "abc-smc") return kAbcBudget;
  if (form.name != "profile") return kCmaBudget;
  const std::int64_t points = searches_of_profile(plan);
  return kCmaBudget + (plan.parameters.size() > 1 ? kCmaBudget * points : points);
}

void refuse_budget(std::int64_t budget, std::int64_t least, const char* what) {
  if (budget >= least) return;
  throw std::invalid_argument("evaluations: expected at least " + std::to_string(least) + ", " +
                              what + ", found " + std::to_string(budget));
}

NloptMethod algorithm_named(const std::string& name) {
  static const std::map<std::string, NloptMethod> kNames{{"nelder_mead", NloptMethod::nelder_mead},
                                                         {"subplex", NloptMethod::subplex},
                                                         {"bobyqa", NloptMethod::bobyqa},
                                                         {"cobyla", NloptMethod::cobyla},
                                                         {"direct", NloptMethod::direct},
                                                         {"crs", NloptMethod::crs},
                                                         {"isres", NloptMethod::isres}};
  return name.empty() ? NloptMethod::subplex : kNames.at(name);
}

MethodState start_nlopt_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  const std::size_t n = plan.parameters.size();
  NloptSettings s;
  s.method = algorithm_named(form.algorithm);
  if (s.method == NloptMethod::bobyqa && n < 2) {
    throw std::invalid_argument("bobyqa needs two parameters: expected subplex or another");
  }
  s.step.assign(n, 0.2);
  s.lower.assign(n, 0);
  s.upper.assign(n, 1);
  s.tolerance = form.tolerance >= 0 ? form.tolerance : 1e-6;
  refuse_budget(budget_of(plan), form.starts, "one for each start");
  s.most_evaluations = static_cast<int>(budget_of(plan) / form.starts);
  s.seed = seed;
  std::vector<std::vector<double>> starts{std::vector<double>(n, 0.5)};
  const auto others = uniform_starts(s.lower, s.upper, form.starts - 1, seed);
  if (form.starts > 1) starts.insert(starts.end(), others.begin(), others.end());
  return start_nlopt(s, starts);
}

CmaSettings cma_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  const std::size_t n = plan.parameters.size();
  CmaSettings s;
  s.start.assign(n, 0.5);
  s.step.assign(n, 0.25);
  s.lower.assign(n, 0);
  s.upper.assign(n, 1);
  s.population = form.population;
  s.seed = seed;
  s.noise = form.noise;
  s.most_evaluations = budget_of(plan);
  s.tolerance = form.tolerance >= 0 ? form.tolerance : 1e-6;
  s.step_ratio = 1e-6;
  return s;
}

MethodState start_cma_of(const CalibrationPlan& plan, std::uint64_t seed) {
  IpopState state = start_ipop(cma_of(plan, seed), plan.form.method.restarts);
  refuse_budget(budget_of(plan), state.current.points.cols(), "a generation");
  return state;
}

/// The best fit may use its share of the budget; what it leaves is for the profiles.
MethodState start_profile_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const std::int64_t searches = searches_of_profile(plan), budget = budget_of(plan);
  CmaSettings s = cma_of(plan, seed);
  const bool alone = plan.parameters.size() == 1;
  s.most_evaluations = alone ? budget - searches : budget / (searches + 1);
  IpopState best = start_ipop(s, 0);
  const auto population = static_cast<std::int64_t>(best.current.points.cols());
  refuse_budget(budget, population * (alone ? 1 : searches + 1) + (alone ? searches : 0),
                alone ? "a generation and one for each point" : "a generation for each point");
  return ProfileSearch{std::move(best), plan.form.method.points, {}, budget};
}

MethodState start_abc_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  AbcSettings s;
  s.priors = plan.priors();
  for (const Count& count : plan.fit) {
    const GaussianView view =
        gaussian_view(plan.series[count.series].error, count.persons, count.persons);
    s.observed.push_back(view.observed);
    s.scale.push_back(1 / view.sd);
  }
  s.adaptive_scales = form.adaptive_scales;
  s.particles = static_cast<std::uint32_t>(form.particles);
  s.quantile = form.quantile;
  s.minimum_tolerance = std::max(0.0, form.tolerance);
  s.minimum_acceptance = form.minimum_acceptance;
  s.most_runs = budget_of(plan);
  s.seed = seed;
  return start_abc(s);
}

EnsembleSettings ensemble_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  EnsembleSettings s;
  s.priors = plan.priors();
  for (const Count& count : plan.fit) {
    const GaussianView view =
        gaussian_view(plan.series[count.series].error, count.persons, count.persons);
    s.observed.push_back(view.observed);
    s.error_sd.push_back(view.sd);
  }
  s.members = static_cast<std::uint32_t>(form.members);
  if (s.members <= s.priors.size() + 1) {
    throw std::invalid_argument("an ensemble of " + std::to_string(s.members) +
                                " members cannot tell " + std::to_string(s.priors.size()) +
                                " parameters apart: expected at least " +
                                std::to_string(s.priors.size() + 2) + ", better some dozens more");
  }
  s.seed = seed;
  s.failed = form.failed_members == "redraw" ? FailedMembers::redraw : FailedMembers::drop;
  if (form.localisation == "automatic") s.localisation = Localisation::automatic;
  return s;
}

MethodState start_mda_of(const CalibrationPlan& plan, std::uint64_t seed, bool by_misfit) {
  MdaSettings s;
  s.ensemble = ensemble_of(plan, seed);
  const int steps = plan.form.method.steps;
  if (by_misfit) {
    s.inflation.clear();
    s.most_steps = static_cast<std::uint32_t>(or_else(steps, 50));
  } else if (steps > 0 && steps != 4) {
    s.inflation.assign(static_cast<std::size_t>(steps), steps);
  }
  return start_mda(s);
}

MethodState start_ies_of(const CalibrationPlan& plan, std::uint64_t seed) {
  IesSettings s;
  s.ensemble = ensemble_of(plan, seed);
  s.most_steps = static_cast<std::uint32_t>(or_else(plan.form.method.steps, 10));
  s.approximate = plan.form.method.approximate;
  return start_ies(s);
}

MethodState start_stretch_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  StretchSettings s;
  s.priors = plan.priors();
  s.walkers = static_cast<std::uint32_t>(form.walkers);
  s.steps = static_cast<std::uint32_t>(or_else(form.steps, 2000));
  s.burn_in = burn_in_of(form, s.steps / 4);
  s.thin = static_cast<std::uint32_t>(form.thin);
  s.seed = seed;
  return start_stretch(s);
}

MethodState start_tempered_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  TemperedSettings s;
  s.priors = plan.priors();
  s.powers.clear();
  for (int rung = 0; rung < form.rungs; ++rung) s.powers.push_back(std::ldexp(1.0, -rung));
  s.ladders = static_cast<std::uint32_t>(form.ladders);
  s.steps = static_cast<std::uint32_t>(or_else(form.steps, 5000));
  s.burn_in = burn_in_of(form, s.steps / 5);
  s.thin = static_cast<std::uint32_t>(form.thin);
  s.seed = seed;
  return start_tempered(s);
}

MethodState start_sobol_of(const CalibrationPlan& plan, std::uint64_t seed) {
  const MethodForm& form = plan.form.method;
  SobolSettings s;
  s.factors = plan.priors();
  s.rows = static_cast<std::uint32_t>(form.rows);
  s.seed = seed;
  s.second_order = form.second_order;
  s.seed_factor = form.seed_factor;
  s.bootstrap = form.bootstrap;
  return start_sobol(s);
}

MethodState start_morris_of(const CalibrationPlan& plan, std::uint64_t seed) {
  MorrisSettings s;
  s.factors = plan.priors();
  s.trajectories = static_cast<std::uint32_t>(plan.form.method.trajectories);
  s.levels = static_cast<std::uint32_t>(plan.form.method.levels);
  s.seed = seed;
  return start_morris(s);
}

}  // namespace

MethodState start_method(const CalibrationPlan& plan) {
  const auto seed = static_cast<std::uint64_t>(plan.form.seed);
  const std::string& name = plan.form.method.name;
  if (name == "nlopt") return start_nlopt_of(plan, seed);
  if (name == "cma-es") return start_cma_of(plan, seed);
  if (name == "abc-smc") return start_abc_of(plan, seed);
  if (name == "es-mda") return start_mda_of(plan, seed, false);
  if (name == "eki") return start_mda_of(plan, seed, true);
  if (name == "ies") return start_ies_of(plan, seed);
  if (name == "stretch") return start_stretch_of(plan, seed);
  if (name == "tempered") return start_tempered_of(plan, seed);
  if (name == "profile") return start_profile_of(plan, seed);
  if (name == "morris") return start_morris_of(plan, seed);
  if (name == "sobol") return start_sobol_of(plan, seed);
  if (name == "rbd-fast") {
    RandomDesign design;
    design.factors = plan.priors();
    design.runs = static_cast<std::uint32_t>(plan.form.method.runs);
    design.seed = seed;
    return design;
  }
  throw std::invalid_argument("there is no method " + name);
}

std::vector<Evaluation> ask(const MethodState& state) {
  return std::visit([](const auto& s) { return ask(s); }, state);
}
void tell(MethodState& state, std::span<const Outcome> outcomes) {
  std::visit([&](auto& s) { tell(s, outcomes); }, state);
}
bool finished(const MethodState& state) {
  return std::visit([](const auto& s) { return finished(s); }, state);
}

bool walks_over_shares(const MethodState& state) {
  return std::holds_alternative<NloptState>(state) || std::holds_alternative<IpopState>(state) ||
         std::holds_alternative<ProfileSearch>(state);
}

std::vector<double> parameters_of(const MethodState& state, std::span<const Prior> priors,
                                  std::span<const double> asked) {
  std::vector<double> x(asked.begin(), asked.end());
  if (!walks_over_shares(state)) return x;
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = priors[i].quantile(std::clamp(x[i], kLeastShare, 1 - kLeastShare));
  }
  return x;
}

std::int64_t most_evaluations(const CalibrationPlan& plan) {
  const MethodForm& form = plan.form.method;
  const auto n = static_cast<std::int64_t>(plan.parameters.size());
  const std::string& name = form.name;
  if (name == "es-mda") return or_else(form.steps, 4) * form.members;
  if (name == "eki") return or_else(form.steps, 50) * form.members;
  if (name == "ies") return (2 * or_else(form.steps, 10) + 1) * form.members;
  if (name == "stretch") return or_else(form.steps, 2000) * form.walkers;
  if (name == "tempered") return or_else(form.steps, 5000) * form.ladders * form.rungs;
  if (name == "morris") return form.trajectories * (n + 1);
  if (name == "sobol") {
    const std::int64_t factors = n + (form.seed_factor ? 1 : 0);
    return form.rows * (form.second_order ? 2 * factors + 2 : factors + 2);
  }
  return name == "rbd-fast" ? form.runs : budget_of(plan);
}

}  // namespace ravenstein::calibration
