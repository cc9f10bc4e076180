// SPDX-License-Identifier: Apache-2.0
// Results of samplers and ensemble smoothers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "calibration/fit/result_teller.hpp"
#include "calibration/mcmc/diagnostics.hpp"

namespace ravenstein::calibration {

void ResultTeller::operator()(const AbcState& s) {
  const AbcPopulation& p = s.population;
  take_draws(p.parameters, p.weight);
  const bool good =
      s.stop == AbcStop::tolerance || s.stop == AbcStop::acceptance || s.stop == AbcStop::change;
  end(good && p.parameters.cols() > 0,
      fmt::format("{} after {} generations and {} runs", to_string(s.stop), s.generation, s.runs));
  list("generation", "generation_tolerance", "largest distance accepted", s.tolerances);
  one("effective_draws", "1 / sum of squared weights",
      p.weight.size() == 0 ? 0 : effective_size(p));
  one("acceptance", "share of the last generation's proposals accepted", p.acceptance);
  one("failed_runs", "evaluations that failed", static_cast<double>(s.failed_runs));
}

void ResultTeller::tell_steps(const MdaState& s) {
  const bool by_misfit = s.settings.inflation.empty();
  const bool cut_off = by_misfit && s.step >= s.settings.most_steps;
  if (s.stop != EnsembleStop::complete) {
    end(false, fmt::format("too few members worked; {:.0f} % of the data were used", 100 * s.done));
  } else if (cut_off) {
    end(false, fmt::format("the last of the {} steps allowed had to be longer than the misfit "
                           "allows",
                           s.step));
  } else {
    end(true, fmt::format("all data used in {} steps{}", s.step,
                          by_misfit ? ", none longer than the misfit allows" : ""));
  }
}

void ResultTeller::operator()(const MdaState& s) {
  take_members(s.members);
  tell_steps(s);
  list("step", "step_inflation", "alpha of each step", s.steps);
  list("step", "step_misfit", "mean squared misfit before each step", s.misfits);
  ensemble_diagnostics(s.members, s.failed_runs);
}

void ResultTeller::operator()(const IesState& s) {
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

void ResultTeller::operator()(const StretchState& s) {
  chains(s.kept, "walker");
  one("acceptance", "share of moves accepted",
      s.proposed == 0 ? 0 : static_cast<double>(s.accepted) / static_cast<double>(s.proposed));
}

void ResultTeller::operator()(const TemperedState& s) {
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

void ResultTeller::take_members(const Eigen::MatrixXd& scores) {
  if (scores.cols() == 0) return;
  take_draws(parameters_of(priors_, scores),
             Eigen::VectorXd::Constant(scores.cols(), 1.0 / static_cast<double>(scores.cols())));
}

void ResultTeller::ensemble_diagnostics(const Eigen::MatrixXd& members, std::uint32_t failed) {
  if (members.cols() > 1) {
    list("parameter", "spread_left",
         "spread of the members over that of the prior, in scores; near 0: collapsed",
         list_of(spread_left(members)));
  }
  one("failed_runs", "evaluations that failed", failed);
}

void ResultTeller::chains(const std::vector<Eigen::MatrixXd>& kept, const char* chain) {
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

}  // namespace ravenstein::calibration
