// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/result.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calibration/mcmc/diagnostics.hpp"

namespace ravenstein::calibration {
namespace {

using Axes = std::vector<io::ResultTable::Axis>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> row_major(const Eigen::MatrixXd& matrix) {
  std::vector<double> values;
  for (Eigen::Index r = 0; r < matrix.rows(); ++r) {
    for (Eigen::Index c = 0; c < matrix.cols(); ++c) values.push_back(matrix(r, c));
  }
  return values;
}

std::vector<double> list_of(const Eigen::VectorXd& v) { return {v.data(), v.data() + v.size()}; }

/// Collects what a method tells; one overload per method.
class Teller {
 public:
  Teller(const CalibrationPlan& plan, FitResult& result)
      : plan_(plan), priors_(plan.priors()), result_(result) {}

  void operator()(const NloptState& s) {
    std::vector<double> best, evaluations, failures;
    std::size_t ended = 0;
    for (const NloptRun& run : s.runs) {
      best.push_back(std::isfinite(run.best_value) ? run.best_value : kNaN);
      evaluations.push_back(static_cast<double>(run.told.size()));
      failures.push_back(run.failures);
      if (static_cast<int>(run.told.size()) < s.settings.most_evaluations) ++ended;
    }
    const NloptRun& run = best_run(s);
    take_optimum(run.best, run.best_value);
    const bool in_time = static_cast<int>(run.told.size()) < s.settings.most_evaluations;
    end(in_time && std::isfinite(run.best_value),
        fmt::format("{} of {} searches ended before their budget", ended, s.runs.size()));
    list("start", "start_best", "best value of each search", best);
    list("start", "start_evaluations", "evaluations of each search", evaluations);
    list("start", "start_failures", "failed evaluations of each search", failures);
  }

  void operator()(const IpopState& s) {
    take_optimum(s.best, s.best_value);
    const CmaStop stop = s.current.stop;
    const bool good = stop == CmaStop::target || stop == CmaStop::flat ||
                      stop == CmaStop::small_step || stop == CmaStop::no_effect ||
                      stop == CmaStop::stagnation || (stop == CmaStop::budget && s.restarts > 0);
    end(good && std::isfinite(s.best_value),
        fmt::format("{} after {} evaluations and {} restarts", to_string(stop), evaluations(s),
                    s.restarts));
    list("generation", "generation_best", "best value of each generation of the last start",
         s.current.best_of);
  }

  void operator()(const AbcState& s) {
    const AbcPopulation& p = s.population;
    take_draws(p.parameters, p.weight);
    const bool good =
        s.stop == AbcStop::tolerance || s.stop == AbcStop::acceptance || s.stop == AbcStop::change;
    end(good && p.parameters.cols() > 0, fmt::format("{} after {} generations and {} runs",
                                                     to_string(s.stop), s.generation, s.runs));
    list("generation", "generation_tolerance", "largest distance accepted", s.tolerances);
    one("effective_draws", "1 / sum of squared weights",
        p.weight.size() == 0 ? 0 : effective_size(p));
    one("acceptance", "share of the last generation's proposals accepted", p.acceptance);
    one("failed_runs", "evaluations that failed", static_cast<double>(s.failed_runs));
  }

  void operator()(const MdaState& s) {
    take_members(s.members);
    tell_steps(s);
    list("step", "step_inflation", "alpha of each step", s.steps);
    list("step", "step_misfit", "mean squared misfit before each step", s.misfits);
    ensemble_diagnostics(s.members, s.failed_runs);
  }

  void operator()(const IesState& s) {
    take_members(s.members);
    const bool good = s.stop == EnsembleStop::converged && s.step > 0;
    end(good, s.stop == EnsembleStop::too_few_members ? "too few members worked"
              : good        ? fmt::format("the objective no longer falls, after {} steps", s.step)
              : s.step == 0 ? std::string("no step made things better")
                            : fmt::format("still falling after the {} steps allowed", s.step));
    list("objective", "step_objective", "mean objective at the start and after each step",
         s.objectives);
    ensemble_diagnostics(s.members, s.failed_runs);
  }

  void operator()(const StretchState& s) {
    chains(s.kept, "walker");
    one("acceptance", "share of moves accepted",
        s.proposed == 0 ? 0 : static_cast<double>(s.accepted) / static_cast<double>(s.proposed));
  }

  void operator()(const TemperedState& s) {
    chains(s.kept, "ladder");
    std::vector<double> accepted, swaps;
    for (const TemperedChain& chain : s.chains) {
      accepted.push_back(static_cast<double>(chain.accepted) / std::max(1U, s.step));
      swaps.push_back(static_cast<double>(chain.swaps) / std::max(1U, s.step));
    }
    list("chain", "chain_acceptance", "share of steps accepted, ladder by ladder, coldest first",
         accepted);
    list("chain", "chain_swaps", "swaps with the next hotter chain, per step", swaps);
  }

  void operator()(const ProfileSearch& s) {
    take_optimum(s.best.best, s.best.best_value);
    const std::size_t points = static_cast<std::size_t>(s.points) + 1;
    std::vector<double> values, profile, interval;
    bool in_time = s.best.current.stop != CmaStop::budget && !s.profiles.empty();
    for (std::size_t p = 0; p < s.profiles.size(); ++p) {
      const std::vector<double> found = profile_values(s.profiles[p]);
      for (std::size_t i = 0; i < points; ++i) {
        values.push_back(at_share(p, s.profiles[p].settings.values[i]));
        profile.push_back(std::isfinite(found[i]) ? found[i] : kNaN);
      }
      const ProfileInterval range =
          profile_interval({&values[p * points], points}, found, s.best.best_value);
      interval.push_back(range.open_below ? kNaN : range.lower);
      interval.push_back(range.open_above ? kNaN : range.upper);
      for (const CmaState& search : s.profiles[p].searches) {
        in_time = in_time && search.stop != CmaStop::budget;
      }
    }
    end(in_time, in_time ? "all searches ended before their budget"
                         : "some searches were cut off by their budget");
    const std::size_t n = s.profiles.size();
    table("profile_value", "values of the parameter that is held",
          {{"parameter", n}, {"point", points}}, values);
    table("profile", "least value with the parameter held there",
          {{"parameter", n}, {"point", points}}, profile);
    table("profile_interval",
          "95 % likelihood interval (of minus a log likelihood); missing: open on that side",
          {{"parameter", n}, {"bound", 2}}, interval);
  }

  void operator()(const MorrisState& s) {
    const auto outputs = static_cast<std::size_t>(s.mean.rows());
    const Axes axes{{"output", outputs}, {"parameter", priors_.size()}};
    end(outputs > 0, fmt::format("{} trajectories, {} runs failed", s.next, s.failed_runs));
    if (outputs == 0) return;
    table("morris_mean", "mean elementary effect, per unit of prior probability", axes,
          row_major(s.mean));
    table("morris_mean_absolute", "mean absolute elementary effect", axes,
          row_major(s.mean_absolute));
    table("morris_sd", "standard deviation of the effects", axes, row_major(effect_sd(s)));
    table("morris_count", "effects that could be taken", axes, row_major(s.count));
  }

  void operator()(const SobolState& s) {
    SobolIndices found;
    try {
      found = indices(s);
    } catch (const std::runtime_error& error) {
      return end(false, error.what());
    }
    end(true,
        fmt::format("{} rows, {} of them left out for failed runs", s.next_row, s.failed_rows));
    const auto outputs = static_cast<std::size_t>(found.value.first.rows());
    const Axes axes{{"output", outputs},
                    {"factor", static_cast<std::size_t>(found.value.first.cols())}};
    const auto write = [&](const char* name, const char* what, Eigen::MatrixXd IndexValues::*kind) {
      const std::string title = name;
      table(title, what, axes, row_major(found.value.*kind));
      if (s.settings.bootstrap == 0) return;
      table(title + "_lower", "lower end of its 95 % interval", axes, row_major(found.lower.*kind));
      table(title + "_upper", "upper end of its 95 % interval", axes, row_major(found.upper.*kind));
    };
    write("sobol_first", "first-order index; the last factor is chance, if it is one",
          &IndexValues::first);
    write("sobol_total", "total index", &IndexValues::total);
    if (s.settings.second_order) {
      table("sobol_second", "second-order index of pairs 12, 13, .., 23, ..",
            {{"output", outputs}, {"pair", static_cast<std::size_t>(found.value.second.cols())}},
            row_major(found.value.second));
    }
    table("output_mean", "mean of each output", {{"output", outputs}}, list_of(found.mean));
    table("output_variance", "variance of each output", {{"output", outputs}},
          list_of(found.variance));
  }

  void operator()(const RandomDesign& s) {
    const Eigen::MatrixXd first = first_order(s);
    const auto outputs = static_cast<std::size_t>(first.rows());
    const bool enough = outputs > 0 && !first.array().isNaN().all();
    end(enough, fmt::format("{} runs, {} failed", s.next, s.failed_runs));
    table("rbd_first", "first-order index", {{"output", outputs}, {"parameter", priors_.size()}},
          row_major(first));
  }

 private:
  /// Steps that go by the misfit are done when they have used all data; a last step that had to be
  /// longer, since no more were allowed, is no such end.
  void tell_steps(const MdaState& s) {
    const bool by_misfit = s.settings.inflation.empty();
    const bool cut_off = by_misfit && s.step >= s.settings.most_steps;
    if (s.stop != EnsembleStop::complete) {
      end(false,
          fmt::format("too few members worked; {:.0f} % of the data were used", 100 * s.done));
    } else if (cut_off) {
      end(false, fmt::format("the last of the {} steps allowed had to be longer than the misfit "
                             "allows",
                             s.step));
    } else {
      end(true, fmt::format("all data used in {} steps{}", s.step,
                            by_misfit ? ", none longer than the misfit allows" : ""));
    }
  }
  void end(bool converged, std::string_view why) {
    result_.converged = converged;
    result_.ending = why;
  }
  void table(std::string name, std::string what, Axes axes, std::vector<double> values) {
    result_.tables.push_back(
        {std::move(name), std::move(what), std::move(axes), std::move(values)});
  }
  void list(const char* axis, const char* name, const char* what,
            const std::vector<double>& values) {
    if (!values.empty()) table(name, what, {{axis, values.size()}}, values);
  }
  void one(const char* name, const char* what, double value) { table(name, what, {}, {value}); }

  double at_share(std::size_t parameter, double share) const {
    return priors_[parameter].quantile(std::clamp(share, 1e-9, 1 - 1e-9));
  }
  void take_optimum(const std::vector<double>& shares, double value) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
      result_.optimum.push_back(at_share(i, shares[i]));
    }
    result_.optimum_value = value;
  }
  void take_draws(const Eigen::MatrixXd& parameters, const Eigen::VectorXd& weight) {
    result_.draws = row_major(parameters.transpose());
    result_.weight = list_of(weight);
  }
  void take_members(const Eigen::MatrixXd& scores) {
    if (scores.cols() == 0) return;
    take_draws(parameters_of(priors_, scores),
               Eigen::VectorXd::Constant(scores.cols(), 1.0 / static_cast<double>(scores.cols())));
  }
  void ensemble_diagnostics(const Eigen::MatrixXd& members, std::uint32_t failed) {
    if (members.cols() > 1) {
      list("parameter", "spread_left",
           "spread of the members over that of the prior, in scores; near 0: collapsed",
           list_of(spread_left(members)));
    }
    one("failed_runs", "evaluations that failed", failed);
  }

  /// Draws of chains, with R-hat and what they are worth.
  void chains(const std::vector<Eigen::MatrixXd>& kept, const char* chain) {
    if (kept.empty()) return end(false, "nothing was kept");
    const Eigen::Index each = kept.front().cols();
    Eigen::MatrixXd all(kept.front().rows(), each * static_cast<Eigen::Index>(kept.size()));
    for (std::size_t k = 0; k < kept.size(); ++k) {
      all.middleCols(static_cast<Eigen::Index>(k) * each, each) = kept[k];
    }
    take_members(all);
    std::vector<double> r_hat, worth;
    for (Eigen::Index p = 0; p < all.rows(); ++p) {
      const Eigen::MatrixXd draws = chains_of(kept, p);
      r_hat.push_back(split_r_hat(draws));
      worth.push_back(effective_draws(draws));
    }
    const double worst = *std::ranges::max_element(r_hat);
    const bool known = std::ranges::none_of(r_hat, [](double r) { return std::isnan(r); });
    const double most = plan_.form.method.most_r_hat;
    end(known && worst <= most,
        known ? fmt::format("R-hat at most {:.3f} (converged: {}), {:.0f} effective draws", worst,
                            most, *std::ranges::min_element(worth))
              : fmt::format("the draws of each {} are too few or all alike for R-hat", chain));
    list("parameter", "r_hat", "split R-hat; near 1: chains agree", r_hat);
    list("parameter", "effective_draws", "independent draws that they are worth", worth);
  }

  const CalibrationPlan& plan_;
  std::vector<Prior> priors_;
  FitResult& result_;
};

}  // namespace

FitResult result_of(const CalibrationPlan& plan, const MethodState& state) {
  FitResult result;
  std::visit(Teller(plan, result), state);
  return result;
}

std::vector<double> FitResult::mean() const {
  if (weight.empty()) return {};
  const std::size_t n = draws.size() / weight.size();
  std::vector<double> sum(n);
  for (std::size_t d = 0; d < weight.size(); ++d) {
    for (std::size_t p = 0; p < n; ++p) sum[p] += weight[d] * draws[d * n + p];
  }
  return sum;
}

std::vector<double> FitResult::sd() const {
  const std::vector<double> centre = mean();
  std::vector<double> sum(centre.size());
  for (std::size_t d = 0; d < weight.size(); ++d) {
    for (std::size_t p = 0; p < sum.size(); ++p) {
      const double off = draws[d * sum.size() + p] - centre[p];
      sum[p] += weight[d] * off * off;
    }
  }
  for (double& value : sum) value = std::sqrt(value);
  return sum;
}

}  // namespace ravenstein::calibration
