// SPDX-License-Identifier: Apache-2.0
// CMA-ES: minimises a function of real parameters that may be noisy, rugged and badly scaled, by a
// normal distribution that learns its shape (Hansen 2016, "The CMA evolution strategy: a tutorial",
// arXiv:1604.00772, with negative weights). Ask for a generation's points, tell what came out:
//
//   CmaState state = start_cma(settings);
//   while (!finished(state)) { batch = ask(state); tell(state, outcomes of batch); }
//
// - The first value of an outcome is minimised. A failed or NaN evaluation is drawn anew up to
//   `redraws` times, then ranked last.
// - Limits: a point outside is drawn anew up to 100 times, then moved to the limit.
// - Noise (UH-CMA-ES; Hansen, Niederberger, Guzzella & Koumoutsakos 2009, IEEE Trans. Evol. Comput.
//   13): some points are evaluated again; if that changes ranks, points get more replicates each,
//   and once these are at their most, the step grows.
// - common_seeds: all points of a generation are evaluated with the same keys (and with others
//   again when re-evaluated).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"

namespace ravenstein::calibration {

struct CmaSettings {
  std::vector<double> start;  ///< the first mean
  std::vector<double> step;   ///< initial standard deviation of each parameter
  std::vector<double> lower;  ///< empty: without limits
  std::vector<double> upper;
  int population = 0;  ///< points in a generation; 0: 4 + floor(3 ln n)
  std::uint64_t seed = 0;
  bool common_seeds = true;
  bool noise = false;
  int most_replicates = 16;                                  ///< of a point, where noise is handled
  int redraws = 2;                                           ///< of a point whose evaluation failed
  double target = -std::numeric_limits<double>::infinity();  ///< stop below
  std::int64_t most_evaluations = 1'000'000;  ///< never more: what does not fit is not begun
  double tolerance = 1e-12;   ///< TolFun: of the values of a generation and the best of late
  double step_ratio = 1e-12;  ///< TolX: of the initial step

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.start, s.step, s.lower, s.upper, s.population, s.seed, s.common_seeds,
                    s.noise, s.most_replicates, s.redraws, s.target, s.most_evaluations,
                    s.tolerance, s.step_ratio);
  }
};

enum class CmaStop : std::uint8_t {
  none,
  target,
  budget,
  flat,        ///< TolFun: values no longer differ
  small_step,  ///< TolX
  condition,   ///< of the covariance > 1e14
  no_effect,   ///< a step along an axis or coordinate changes nothing
  stagnation,  ///< medians do not improve any more
  diverging,   ///< the step grew 1e4 times
  all_failed,  ///< no point of a generation could be evaluated
};
std::string_view to_string(CmaStop stop);

/// Everything that goes on changing: a plain value.
struct CmaState {
  CmaSettings settings;
  std::uint32_t generation = 0;
  std::int64_t evaluations = 0;
  // the distribution, in units of `step`: x = mean + sigma step B D z
  Eigen::VectorXd mean, path_sigma, path_covariance, axis_length;
  Eigen::MatrixXd covariance, axes;
  double sigma = 1;
  // the generation under way
  Eigen::MatrixXd points;        ///< n x population, in units of the parameters
  std::vector<int> attempt;      ///< of each point, 0..redraws
  std::vector<double> value;     ///< mean over replicates; NaN: to be evaluated; inf: failed
  std::vector<double> revalue;   ///< of the first points, again; empty: not yet asked for
  int replicates = 1;            ///< of each point
  double replicates_wanted = 1;  ///< grows and shrinks by factors, rounded down
  // history
  std::vector<double> best_of, median_of;  ///< per generation
  std::vector<double> best;                ///< the best point evaluated
  double best_value = std::numeric_limits<double>::infinity();
  CmaStop stop = CmaStop::none;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.settings, s.generation, s.evaluations, s.mean, s.path_sigma,
                    s.path_covariance, s.axis_length, s.covariance, s.axes, s.sigma, s.points,
                    s.attempt, s.value, s.revalue, s.replicates, s.replicates_wanted, s.best_of,
                    s.median_of, s.best, s.best_value, s.stop);
  }
};

/// Throws std::invalid_argument: no parameters, lists of different lengths, a start outside the
/// limits, a step <= 0, a population below 4.
CmaState start_cma(const CmaSettings& settings);
/// The evaluations that the generation still needs.
std::vector<Evaluation> ask(const CmaState& state);
/// Outcomes of what ask() gave, in its order; std::logic_error for another number of them.
void tell(CmaState& state, std::span<const Outcome> outcomes);
inline bool finished(const CmaState& state) { return state.stop != CmaStop::none; }

}  // namespace ravenstein::calibration
