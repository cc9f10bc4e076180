// SPDX-License-Identifier: Apache-2.0
// Parameters pooled over crises and judged on the one that was left out: is what was learned
// elsewhere worth anything here?
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace ravenstein::calibration {

/// A form with free parameters, and its score in each case; smaller is better.
struct Family {
  std::string name;
  std::vector<std::string> parameters{};
  std::vector<double> lower{}, upper{};
  std::vector<bool> logarithmic{};  ///< searched on the log scale (lower > 0); empty: none
  /// May be called from several threads.
  std::function<double(std::size_t at, std::span<const double> parameters)> score{};
};

enum class PooledSearch : std::uint8_t {
  points,   ///< the best of the even points
  subplex,  ///< from there on by Rowan's method (NLopt)
  cma_es,   ///< from there on by CMA-ES
};

struct PooledSettings {
  PooledSearch search = PooledSearch::subplex;
  int points = 256;            ///< even points of the box (Sobol'), scored in every case
  int most_evaluations = 200;  ///< of the search that follows, per fold; each of all other cases
  std::uint64_t seed = 1;
  int threads = 0;
};

/// Points in a generation of the CMA-ES search: with fewer evaluations it finds nothing.
int cma_generation(std::size_t parameters);

/// Scores of even points in every case: points x cases. All folds share it.
struct ScoreTable {
  std::vector<std::vector<double>> points;
  std::size_t cases = 0;
  std::vector<double> score;

  double at(std::size_t point, std::size_t of) const { return score[point * cases + of]; }
  /// The point with the smallest mean score over the cases that are not left out (the first of
  /// equals).
  std::size_t best_without(std::span<const std::size_t> left_out) const;
};
ScoreTable score_table(const Family& family, std::size_t cases, const PooledSettings& settings);

/// One case left out: the parameters that are best in the mean of the others, and what they score
/// there and on it.
struct Fold {
  std::vector<double> parameters;
  double others = 0;
  double held_out = 0;
};
std::vector<Fold> leave_one_out(const Family& family, const ScoreTable& table,
                                const PooledSettings& settings);
/// Nobody left out: what the same search says of all cases (in sample).
Fold pooled(const Family& family, const ScoreTable& table, const PooledSettings& settings);

/// Which of several families would have been chosen for each case by the others alone: left out of
/// the others one by one, each family's parameters by the rest (best of its points), the family
/// with the smallest mean wins.
std::vector<std::size_t> choose_nested(std::span<const ScoreTable> tables);

/// Scores of two forecasts case by case: a - b, its standard error over cases, and how often a is
/// smaller.
struct PairedDifference {
  double mean = 0;
  double standard_error = 0;  ///< sample sd / sqrt(cases)
  int wins = 0;
};
PairedDifference paired_difference(std::span<const double> a, std::span<const double> b);

double mean_of(std::span<const double> values);
std::vector<double> held_out_scores(std::span<const Fold> folds);

}  // namespace ravenstein::calibration
