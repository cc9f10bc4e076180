// SPDX-License-Identifier: Apache-2.0
// Approximate Bayesian computation by sequential Monte Carlo: a posterior for models that can only
// be run (Toni et al. 2009; Del Moral, Doucet & Jasra 2012). Each generation accepts parameters
// whose simulated statistics are nearer to the observed ones than a tolerance, a quantile of the
// last generation's distances. New parameters are drawn around old ones by the optimal local
// covariance kernel (Filippi et al. 2013, Stat. Appl. Genet. Mol. Biol. 12).
//
// - Proposals are numbered; accepted are those with the lowest numbers, so neither the batch nor
//   the number of workers changes anything. One run per proposal: averaging runs would change the
//   posterior.
// - Distance: sqrt(sum_k ((s_k - observed_k) scale_k)^2). With `adaptive_scales`, 1 / the median
//   absolute deviation over the runs of the last generation, accepted or not (Prangle 2017).
// - A failed run is a proposal that is not accepted.
// - It ends when the tolerance asked for is reached, when too few proposals are accepted (Del Moral
//   et al. end at 1.5 %), when the next tolerance, in the next scales, is lower than the last by
//   less than `minimum_change`, or when the budget is used: exactly, the last batch is cut to it.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

struct AbcSettings {
  std::vector<Prior> priors;
  std::vector<double> observed;  ///< statistics
  std::vector<double> scale;     ///< of each statistic's error; empty: 1
  bool adaptive_scales = true;
  std::uint32_t particles = 1000;
  std::uint32_t batch = 256;         ///< proposals at a time
  double quantile = 0.5;             ///< of the distances, that the next tolerance is
  double minimum_tolerance = 0;      ///< stop when accepted at this
  double minimum_acceptance = 1e-3;  ///< stop below this share
  double minimum_change = 0.01;      ///< stop when the tolerance falls by a smaller share
  std::uint32_t most_generations = 50;
  std::int64_t most_runs = 10'000'000;  ///< never more
  std::uint64_t seed = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.priors, s.observed, s.scale, s.adaptive_scales, s.particles, s.batch,
                    s.quantile, s.minimum_tolerance, s.minimum_acceptance, s.minimum_change,
                    s.most_generations, s.most_runs, s.seed);
  }
};

enum class AbcStop : std::uint8_t { none, tolerance, acceptance, change, generations, budget };
std::string_view to_string(AbcStop stop);

/// Accepted parameters; weights sum to 1.
struct AbcPopulation {
  Eigen::MatrixXd parameters;  ///< parameters x particles
  Eigen::MatrixXd statistics;  ///< statistics x particles
  Eigen::VectorXd weight, distance;
  double tolerance = std::numeric_limits<double>::infinity();
  double acceptance = 1;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.parameters, s.statistics, s.weight, s.distance, s.tolerance, s.acceptance);
  }
};

struct AbcState {
  AbcSettings settings;
  std::uint32_t generation = 0;
  AbcPopulation population;             ///< of the last complete generation
  std::vector<Eigen::MatrixXd> kernel;  ///< Cholesky factor at each of its particles
  std::vector<double> scale;            ///< now
  // the generation under way
  double tolerance = std::numeric_limits<double>::infinity();
  std::uint32_t next = 0;                                   ///< proposal
  std::uint32_t proposals = 0;                              ///< up to the last one accepted
  std::vector<std::vector<double>> parameters, statistics;  ///< accepted
  std::vector<double> distance;
  std::vector<std::vector<double>> seen;  ///< statistics of the first runs, for the scales
  std::int64_t runs = 0, failed_runs = 0;
  std::vector<double> tolerances;  ///< of each complete generation
  AbcStop stop = AbcStop::none;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.generation, s.population, s.kernel, s.scale, s.tolerance, s.next,
                    s.proposals, s.parameters, s.statistics, s.distance, s.seen, s.runs,
                    s.failed_runs, s.tolerances, s.stop);
  }
};

/// Throws std::invalid_argument: no or bad priors, no statistics, too few particles (below 10 or
/// twice the parameters), a budget below them, shares outside 0..1.
AbcState start_abc(const AbcSettings& settings);
std::vector<Evaluation> ask(const AbcState& state);
void tell(AbcState& state, std::span<const Outcome> outcomes);
inline bool finished(const AbcState& state) { return state.stop != AbcStop::none; }

/// 1 / sum w^2
double effective_size(const AbcPopulation& population);

}  // namespace ravenstein::calibration
