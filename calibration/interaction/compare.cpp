// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "calibration/interaction/common_part_search.hpp"
#include "calibration/interaction/fit.hpp"
#include "calibration/interaction/golden.hpp"
#include "calibration/interaction/likelihood.hpp"
#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "engine/random/draws.hpp"
#include "models/movement/competing_destinations.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// What a fit predicts for all cells, kept as a matrix.
struct Prediction {
  std::vector<double> flow;
  std::vector<double> parameters;
  std::string objective;
};

std::vector<double> all_rows(const InteractionData& data, const RowSource& rows) {
  std::vector<double> flow(data.flow.size());
  for_row_blocks(data.origins, [&](const RowBlock& block) {
    for (std::size_t i = block.begin; i < block.end; ++i) {
      rows(i, std::span(flow).subspan(i * data.destinations, data.destinations));
    }
  });
  return flow;
}

/// ln A_ij of competing destinations with g = 1 / d, origins x destinations; 0 where it is none.
std::vector<double> log_competition(const InteractionData& data, const models::LawInputs& inputs) {
  const std::size_t n = inputs.zones;
  const models::Deterrence inverse{models::DeterrenceKind::power, {-1, 0}, 1};
  std::vector<double> near(n), all(n * n, 0.0);
  for_row_blocks(n, [&](const RowBlock& block) {
    for (std::size_t j = block.begin; j < block.end; ++j) {
      near[j] =
          models::accessibility(j, inverse, inputs.destination_mass, data.cost.subspan(j * n, n));
    }
  });
  for_row_blocks(n, [&](const RowBlock& block) {
    std::vector<double> f(n);
    for (std::size_t i = block.begin; i < block.end; ++i) {
      models::deterrence_row(inverse, data.cost.subspan(i * n, n), f);
      for (std::size_t j = 0; j < n; ++j) {
        const double others = near[j] - inputs.destination_mass[i] * f[j];
        if (j != i && others > 0) all[i * n + j] = std::log(others);
      }
    }
  });
  return all;
}

Prediction by_likelihood(const InteractionData& data, const models::LawInputs& inputs,
                         const Candidate& candidate, std::vector<double>& origin,
                         std::vector<double>& destination) {
  InteractionModel model;
  model.constraint = candidate.constraint;
  model.deterrence = candidate.law.deterrence.kind;
  const auto logs = [](std::span<const double> mass, std::vector<double>& out) {
    out.resize(mass.size());
    log_row(mass, out);
  };
  logs(inputs.origin_mass, origin);
  logs(inputs.destination_mass, destination);
  if (!has_origin_effects(model.constraint)) {
    model.terms.push_back({"log_origin_mass", Term::Side::origin, origin});
  }
  if (!has_destination_effects(model.constraint)) {
    model.terms.push_back({"log_destination_mass", Term::Side::destination, destination});
  }
  std::vector<double> competition;
  if (candidate.law.kind == models::LawKind::competing_destinations) {
    competition = log_competition(data, inputs);
    model.terms.push_back({"log_competition", Term::Side::pair, competition});
  }
  const InteractionFit fit = fit_interaction(data, model);
  if (!fit.converged) throw InputError(InputKind::data, {{{}, "fit", fit.trouble, ""}});
  Prediction prediction{all_rows(data, fitted_rows(data, model, fit)), {}, fit.objective};
  for (const Estimate& estimate : fit.estimates) prediction.parameters.push_back(estimate.value);
  return prediction;
}

/// Factors are found on cells seen (others have no weight), and then used for all.
Prediction by_common_part(const InteractionData& data, const models::LawInputs& inputs,
                          const Candidate& candidate) {
  const ObservedMargins observed = observed_margins(data);
  const auto weights_at = [&](double parameter) {
    return models::kept(data.origins, data.destinations,
                        models::law_rows(with_parameter(candidate.law, parameter), inputs));
  };
  const auto balanced = [&](const RowSource& weights) {
    const RowSource seen = [&](std::size_t i, std::span<double> row) {
      weights(i, row);
      for (std::size_t j = 0; j < row.size(); ++j) {
        const double flow = data.flow[i * row.size() + j];
        if (!data.cell_exists(i, j) || std::isnan(flow)) row[j] = 0;
      }
    };
    // Sums need only be as right as a score can tell.
    return models::balance(data.origins, data.destinations, seen, candidate.constraint,
                           observed.margins(), {1e-7, 5000});
  };
  Prediction prediction;
  prediction.objective = "none";
  double parameter = candidate.law.parameter;
  if (has_search_parameter(candidate.law)) {
    const ParameterRange range = sensible_range(candidate.law, inputs);
    prediction.objective = "CPC";
    const auto value = [&](double log_parameter) {
      const RowSource weights = weights_at(std::exp(log_parameter));
      const models::Balance balance = balanced(weights);
      return common_part(data, models::balanced_rows(weights, balance));
    };
    parameter =
        std::exp(scan_and_search(value, std::log(range.least), std::log(range.most), 30, 1e-4).at);
    prediction.parameters.push_back(parameter);
  }
  const RowSource weights = weights_at(parameter);
  const models::Balance balance = balanced(weights);
  prediction.flow = all_rows(data, models::balanced_rows(weights, balance));
  return prediction;
}

Prediction predicted(const InteractionData& data, const models::LawInputs& inputs,
                     const Candidate& candidate) {
  std::vector<double> origin, destination;
  if (models::has_deterrence(candidate.law.kind)) {
    return by_likelihood(data, inputs, candidate, origin, destination);
  }
  return by_common_part(data, inputs, candidate);
}

/// The fold of every cell.
std::vector<int> deal(const InteractionData& data, const CompareOptions& options) {
  std::vector<int> fold(data.flow.size());
  const auto folds = static_cast<std::uint64_t>(options.folds);
  for (std::size_t i = 0; i < data.origins; ++i) {
    Stream stream({options.seed, 0}, Purpose::attribute, static_cast<std::uint32_t>(i), 0);
    const auto whole = static_cast<int>(uniform_below(stream, folds));
    for (std::size_t j = 0; j < data.destinations; ++j) {
      fold[i * data.destinations + j] =
          options.by_origin ? whole : static_cast<int>(uniform_below(stream, folds));
    }
  }
  return fold;
}

struct HeldOut {
  double cpc = 0, deviance = 0, cells = 0;
};

HeldOut score(const InteractionData& data, const std::vector<double>& guess,
              const std::vector<int>& fold, int which) {
  HeldOut held;
  double least = 0, sum = 0;
  for (std::size_t cell = 0; cell < guess.size(); ++cell) {
    const double flow = data.flow[cell];
    if (fold[cell] != which || !(flow >= 0) ||
        !data.cell_exists(cell / data.destinations, cell % data.destinations)) {
      continue;
    }
    least += std::min(flow, guess[cell]);
    sum += flow + guess[cell];
    held.deviance += poisson_deviance(flow, guess[cell]);
    held.cells += 1;
  }
  held.cpc = sum > 0 ? 2 * least / sum : kNaN;
  return held;
}

void validate(const InteractionData& data, const models::LawInputs& inputs,
              const std::vector<int>& fold, const CompareOptions& options, CandidateScore& result) {
  std::vector<double> cpc;
  double deviance = 0, cells = 0;
  std::vector<double> seen(data.flow.size());
  for (int k = 0; k < options.folds; ++k) {
    for (std::size_t cell = 0; cell < seen.size(); ++cell) {
      seen[cell] = fold[cell] == k ? kMissingFlow : data.flow[cell];
    }
    InteractionData training = data;
    training.flow = seen;
    const HeldOut held = score(data, predicted(training, inputs, result.candidate).flow, fold, k);
    cpc.push_back(held.cpc);
    deviance += held.deviance;
    cells += held.cells;
  }
  const auto folds = static_cast<double>(cpc.size());
  result.cpc = sum_row(cpc) / folds;
  double squares = 0;
  for (const double c : cpc) squares += (c - result.cpc) * (c - result.cpc);
  result.cpc_error = std::sqrt(squares / (folds - 1) / folds);
  result.deviance = deviance / cells;
}

}  // namespace

std::string Candidate::name() const {
  std::string text(models::name_of(law.kind));
  if (models::has_deterrence(law.kind)) {
    text += ' ';
    text += models::name_of(law.deterrence.kind);
  }
  return text;
}

std::vector<Candidate> all_candidates() {
  std::vector<Candidate> all;
  for (const models::Constraint constraint : models::constraints()) {
    if (constraint == models::Constraint::unconstrained) continue;
    for (const models::LawKind kind : models::law_kinds()) {
      Candidate candidate;
      candidate.constraint = constraint;
      candidate.law.kind = kind;
      candidate.law.normalised = kind != models::LawKind::uniform;
      if (kind == models::LawKind::uniform) candidate.law.origin_exponent = 0;
      if (!models::has_deterrence(kind)) {
        all.push_back(candidate);
        continue;
      }
      for (const models::DeterrenceKind deterrence : models::deterrence_kinds()) {
        const bool simple = deterrence == models::DeterrenceKind::power ||
                            deterrence == models::DeterrenceKind::exponential;
        if (kind == models::LawKind::competing_destinations && !simple) continue;
        candidate.law.deterrence.kind = deterrence;
        all.push_back(candidate);
      }
    }
  }
  return all;
}

std::vector<CandidateScore> compare_models(const InteractionData& data,
                                           const models::LawInputs& inputs,
                                           const std::vector<Candidate>& candidates,
                                           const CompareOptions& options) {
  if (options.folds < 2) throw std::logic_error("compare: at least two folds are needed");
  models::LawInputs prepared = inputs;
  const RowSource s = models::opportunity_rows(inputs);
  const RowSource around_origins = models::kept(inputs.zones, inputs.zones, s);
  const RowSource around_destinations = models::kept_transposed(inputs.zones, around_origins);
  const std::vector<int> fold = deal(data, options);
  std::vector<CandidateScore> scores;
  for (const Candidate& candidate : candidates) {
    CandidateScore& result = scores.emplace_back();
    result.candidate = candidate;
    prepared.opportunities = candidate.law.kind == models::LawKind::population_weighted
                                 ? around_destinations
                                 : around_origins;
    try {
      const Prediction whole = predicted(data, prepared, candidate);
      result.objective = whole.objective;
      result.parameters = whole.parameters;
      result.cpc_seen = common_part(data, [&](std::size_t i, std::span<double> row) {
        std::copy_n(whole.flow.begin() + static_cast<std::ptrdiff_t>(i * row.size()), row.size(),
                    row.begin());
      });
      validate(data, prepared, fold, options, result);
    } catch (const InputError& error) {
      result.trouble = error.problems().front().message;
      result.cpc = result.cpc_error = result.cpc_seen = result.deviance = kNaN;
    }
    if (options.progress) {
      options.progress(static_cast<int>(scores.size()), static_cast<int>(candidates.size()));
    }
  }
  std::stable_sort(scores.begin(), scores.end(), [](const auto& a, const auto& b) {
    return (std::isnan(a.cpc) ? -1 : a.cpc) > (std::isnan(b.cpc) ? -1 : b.cpc);
  });
  return scores;
}

}  // namespace ravenstein::calibration
