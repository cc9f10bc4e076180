// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/leave_one_out.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "calibration/optimise/cma_es.hpp"
#include "calibration/optimise/nlopt_search.hpp"
#include "calibration/sensitivity/sobol_points.hpp"
#include "engine/simulation.hpp"

namespace ravenstein::calibration {
namespace {

bool is_left_out(std::span<const std::size_t> left_out, std::size_t of) {
  return std::ranges::find(left_out, of) != left_out.end();
}

/// Mean score over all cases but one, cases at the same time.
double mean_without(const Family& family, std::size_t cases, std::optional<std::size_t> left_out,
                    std::span<const double> parameters) {
  std::vector<double> score(cases, 0.0);
  oneapi::tbb::parallel_for(std::size_t{0}, cases, [&](std::size_t of) {
    if (of != left_out) score[of] = family.score(of, parameters);
  });
  return std::accumulate(score.begin(), score.end(), 0.0) /
         static_cast<double>(cases - (left_out ? 1 : 0));
}

/// The unit box in which a family's parameters are searched.
class Box {
 public:
  explicit Box(const Family& family) : family_(family) {}
  std::size_t dimensions() const { return family_.lower.size(); }
  std::vector<double> parameters(std::span<const double> unit) const {
    std::vector<double> x;
    for (std::size_t k = 0; k < unit.size(); ++k) {
      const double low = family_.lower[k], high = family_.upper[k];
      x.push_back(is_log(k) ? low * std::pow(high / low, unit[k]) : std::lerp(low, high, unit[k]));
    }
    return x;
  }
  std::vector<double> unit(std::span<const double> x) const {
    std::vector<double> unit;
    for (std::size_t k = 0; k < x.size(); ++k) {
      const double low = family_.lower[k], high = family_.upper[k];
      const double share =
          is_log(k) ? std::log(x[k] / low) / std::log(high / low) : (x[k] - low) / (high - low);
      unit.push_back(std::clamp(share, 0.0, 1.0));
    }
    return unit;
  }

 private:
  bool is_log(std::size_t k) const {
    return !family_.logarithmic.empty() && family_.logarithmic[k];
  }
  const Family& family_;
};

/// From a start to a better point, both in the unit box.
std::vector<double> search_from(const PooledSettings& settings, const std::vector<double>& start,
                                const Model& model) {
  const std::vector<double> step(start.size(), 0.1);
  const std::vector<double> lower(start.size(), 0.0), upper(start.size(), 1.0);
  if (settings.search == PooledSearch::subplex) {
    NloptSettings nlopt{.step = step, .lower = lower, .upper = upper};
    nlopt.tolerance = 1e-5;
    nlopt.most_evaluations = settings.most_evaluations;
    const std::vector<std::vector<double>> starts{start};
    NloptState state = start_nlopt(nlopt, starts);
    run_to_end(state, model, 1);
    const std::vector<double>& best = best_run(state).best;
    return best.empty() ? start : best;
  }
  CmaSettings cma{.start = start, .step = step, .lower = lower, .upper = upper};
  cma.seed = settings.seed;
  cma.tolerance = 1e-6;
  cma.most_evaluations = settings.most_evaluations;
  CmaState state = start_cma(cma);
  drive(state, in_threads(model, 1));
  return state.best.empty() ? start : state.best;  // the budget may be below a generation
}

Fold fold_of(const Family& family, const ScoreTable& table, const PooledSettings& settings,
             std::optional<std::size_t> left_out) {
  const auto mean = [&](std::span<const double> x) {
    return mean_without(family, table.cases, left_out, x);
  };
  std::vector<std::size_t> out;
  if (left_out) out.push_back(*left_out);
  Fold fold;
  fold.parameters = table.points[table.best_without(out)];
  fold.others = mean(fold.parameters);
  if (settings.search != PooledSearch::points && !family.parameters.empty()) {
    const Box box(family);
    const Model model = [&](std::span<const double> unit, const DrawKey&) {
      return Outcome{{mean(box.parameters(unit))}, {}};
    };
    std::vector<double> found =
        box.parameters(search_from(settings, box.unit(fold.parameters), model));
    const double others = mean(found);
    if (others < fold.others) fold = {std::move(found), others, 0};
  }
  fold.held_out = left_out ? family.score(*left_out, fold.parameters) : fold.others;
  return fold;
}

/// Mean over the cases but `outer`, each with the best point of the rest.
double inner_score(const ScoreTable& table, std::size_t outer) {
  double sum = 0;
  for (std::size_t inner = 0; inner < table.cases; ++inner) {
    if (inner == outer) continue;
    const std::size_t out[] = {outer, inner};
    sum += table.at(table.best_without(out), inner);
  }
  return sum / static_cast<double>(table.cases - 1);
}

}  // namespace

int cma_generation(std::size_t parameters) {
  const std::vector<double> middle(parameters, 0.5), step(parameters, 0.1);
  const CmaSettings cma{.start = middle, .step = step, .lower = {}, .upper = {}};
  return static_cast<int>(start_cma(cma).points.cols());
}

std::size_t ScoreTable::best_without(std::span<const std::size_t> left_out) const {
  std::size_t best = 0;
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t point = 0; point < points.size(); ++point) {
    double sum = 0;
    for (std::size_t of = 0; of < cases; ++of) {
      if (!is_left_out(left_out, of)) sum += at(point, of);
    }
    if (sum >= least) continue;
    least = sum;
    best = point;
  }
  return best;
}

ScoreTable score_table(const Family& family, std::size_t cases, const PooledSettings& settings) {
  const std::size_t dimensions = family.parameters.size();
  ScoreTable table{.points = {}, .cases = cases, .score = {}};
  if (dimensions == 0) {
    table.points.emplace_back();
  } else {
    const auto count = static_cast<std::uint32_t>(settings.points);
    const Eigen::MatrixXd even =
        sobol_points(static_cast<int>(dimensions), 0, count, settings.seed);
    for (Eigen::Index p = 0; p < even.cols(); ++p) {
      const Eigen::VectorXd unit = even.col(p);
      table.points.push_back(Box(family).parameters({unit.data(), dimensions}));
    }
  }
  table.score.resize(table.points.size() * cases);
  in_arena(settings.threads, [&] {
    oneapi::tbb::parallel_for(std::size_t{0}, table.score.size(), [&](std::size_t cell) {
      table.score[cell] = family.score(cell % cases, table.points[cell / cases]);
    });
  });
  return table;
}

std::vector<Fold> leave_one_out(const Family& family, const ScoreTable& table,
                                const PooledSettings& settings) {
  std::vector<Fold> folds(table.cases);
  in_arena(settings.threads, [&] {
    for (std::size_t of = 0; of < table.cases; ++of) {
      folds[of] = fold_of(family, table, settings, of);
    }
  });
  return folds;
}

Fold pooled(const Family& family, const ScoreTable& table, const PooledSettings& settings) {
  Fold fold;
  in_arena(settings.threads, [&] { fold = fold_of(family, table, settings, std::nullopt); });
  return fold;
}

std::vector<std::size_t> choose_nested(std::span<const ScoreTable> tables) {
  std::vector<std::size_t> chosen;
  const std::size_t cases = tables.front().cases;
  for (std::size_t outer = 0; outer < cases; ++outer) {
    std::size_t best = 0;
    for (std::size_t f = 1; f < tables.size(); ++f) {
      if (inner_score(tables[f], outer) < inner_score(tables[best], outer)) best = f;
    }
    chosen.push_back(best);
  }
  return chosen;
}

PairedDifference paired_difference(std::span<const double> a, std::span<const double> b) {
  PairedDifference result;
  const auto n = static_cast<double>(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    result.mean += (a[i] - b[i]) / n;
    result.wins += a[i] < b[i] ? 1 : 0;
  }
  double squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double off = a[i] - b[i] - result.mean;
    squares += off * off;
  }
  result.standard_error = n > 1 ? std::sqrt(squares / (n - 1) / n) : std::nan("");
  return result;
}

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> held_out_scores(std::span<const Fold> folds) {
  std::vector<double> scores;
  for (const Fold& fold : folds) scores.push_back(fold.held_out);
  return scores;
}

}  // namespace ravenstein::calibration
