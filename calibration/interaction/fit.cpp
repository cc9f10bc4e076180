// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "calibration/interaction/golden.hpp"
#include "calibration/interaction/likelihood.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNormal95 = 1.959963984540054;  // quantile .975 of the normal distribution
constexpr int kMostRounds = 100;                 // of alpha and coefficients in turn

/// A fit at one shape.
struct Found {
  double shape = 1;
  double alpha = 0;
  double alpha_error = 0;
  Likelihood likelihood;
  NewtonResult newton;
  std::string note;
};

class Finder {
 public:
  Finder(const InteractionData& data, const InteractionModel& model, const FitOptions& options)
      : data_(data), model_(model), options_(options) {}

  Found find();

 private:
  Found at_shape(double shape);
  Found find_shape();
  void fit_negative_binomial(const Design& design, const Totals& totals, Found& found);
  double alpha_likelihood(const Design& design, const FitState& state, double alpha) const;

  const InteractionData& data_;
  const InteractionModel& model_;
  const FitOptions& options_;
};

Found Finder::at_shape(double shape) {
  Found found;
  found.shape = shape;
  const Design design(data_, model_, shape);
  const Totals totals = totals_of(design);
  found.newton = maximise(design, totals, {}, plain_state(design, totals), options_.newton);
  if (found.newton.converged && totals.censored) {
    found.likelihood.by_cell = true;
    found.newton = maximise(design, totals, found.likelihood, found.newton.state, options_.newton);
  } else if (found.newton.converged && model_.family == Family::negative_binomial) {
    fit_negative_binomial(design, totals, found);
  }
  return found;
}

/// ln L of all observed cells given the means.
double Finder::alpha_likelihood(const Design& design, const FitState& state, double alpha) const {
  BlockSums blocks(data_.origins, 1);
  for_row_blocks(data_.origins, [&](const RowBlock& block) {
    DesignRow row;
    for (std::size_t i = block.begin; i < block.end; ++i) {
      const double effect = state.origin_effect.empty() ? 0 : state.origin_effect[i];
      if (!std::isfinite(effect)) continue;
      design.means(i, true, state.coefficient, effect, state.destination_effect, row);
      for (std::size_t j = 0; j < data_.destinations; ++j) {
        if (!(row.mu[j] > 0)) continue;
        blocks.of(block.index)[0] +=
            log_negative_binomial(data_.flow[i * data_.destinations + j], row.mu[j], alpha);
      }
    }
  });
  std::vector<double> sum(1, 0.0);
  blocks.add(sum);
  return sum[0];
}

/// Coefficients given alpha and alpha given the means, in turn: their information matrix has no
/// common part (Lawless 1987), so a few rounds suffice.
void Finder::fit_negative_binomial(const Design& design, const Totals& totals, Found& found) {
  found.likelihood = {Family::negative_binomial, 0, true};
  double low = std::log(1e-8), high = std::log(1e4), before = 0;
  for (int round = 0; round < kMostRounds; ++round) {
    const auto value = [&](double log_alpha) {
      return alpha_likelihood(design, found.newton.state, std::exp(log_alpha));
    };
    const double at = golden_search(value, low, high, 1e-9).at;
    found.alpha = found.likelihood.alpha = std::exp(at);
    constexpr double kStep = 1e-3;
    const double curvature =
        -(value(at + kStep) - 2 * value(at) + value(at - kStep)) / (kStep * kStep);
    found.alpha_error = found.alpha / std::sqrt(curvature);
    const NewtonResult poisson = found.newton;
    found.newton = maximise(design, totals, found.likelihood, found.newton.state, options_.newton);
    found.newton.iterations += poisson.iterations;
    found.newton.readings += poisson.readings;
    if (!found.newton.converged) return;
    if (round > 0 && std::fabs(at - before) < 1e-7) return;
    before = at;
    low = at - 1;
    high = at + 1;
  }
  found.newton.converged = false;
  found.newton.trouble = "alpha of the negative binomial did not settle";
}

Found Finder::find_shape() {
  double least = std::numeric_limits<double>::infinity(), most = 0;
  for (std::size_t i = 0; i < data_.origins; ++i) {
    for (std::size_t j = 0; j < data_.destinations; ++j) {
      if (!data_.cell_exists(i, j)) continue;
      least = std::min(least, data_.cost[i * data_.destinations + j]);
      most = std::max(most, data_.cost[i * data_.destinations + j]);
    }
  }
  const bool combined = model_.deterrence == models::DeterrenceKind::combined;
  const auto value = [&](double shape) {
    const Found found = at_shape(shape);
    return found.newton.converged ? found.newton.moments.objective
                                  : -std::numeric_limits<double>::infinity();
  };
  // The exponent of `combined` is far from 0, where the term would be a constant.
  const Peak best =
      combined ? scan_and_search(value, 0.1, 3, 12, 1e-9)
               : scan_and_search(value, least, least + (most - least) / 2, 24, 1e-9 * most);
  return at_shape(best.at);
}

Found Finder::find() { return models::has_shape(model_.deterrence) ? find_shape() : at_shape(1); }

std::size_t active(const std::vector<double>& effects) {
  return static_cast<std::size_t>(
      std::count_if(effects.begin(), effects.end(), [](double e) { return std::isfinite(e); }));
}

std::size_t parameters_of(const InteractionModel& model, const Found& found) {
  const FitState& state = found.newton.state;
  std::size_t k =
      state.coefficient.size() + active(state.origin_effect) + active(state.destination_effect);
  if (!state.origin_effect.empty() && !state.destination_effect.empty()) --k;
  if (models::has_shape(model.deterrence)) ++k;
  if (model.family == Family::negative_binomial) ++k;
  return k;
}

/// The information of the coefficients, and of the shape after them.
std::vector<double> information_of(const Design& design, const Found& found) {
  if (!models::has_shape(design.model().deterrence) || !found.newton.converged) {
    return found.newton.information;
  }
  const Design wider = design.with_shape_derivative(found.newton.state.coefficient.back());
  FitState state = found.newton.state;
  const Moments moments = moments_of(wider, totals_of(wider), found.likelihood, state);
  return reduced_information(wider, found.likelihood, state, moments);
}

Estimate estimate(std::string name, double value, double error) {
  return {std::move(name), value, error, value - kNormal95 * error, value + kNormal95 * error};
}

void add_estimates(const Design& design, const Found& found, InteractionFit& fit) {
  const bool has_shape = models::has_shape(design.model().deterrence);
  const std::size_t k = design.size() + (has_shape ? 1 : 0);
  fit.covariance = inverse(information_of(design, found), k);
  if (fit.covariance.empty()) fit.covariance.assign(k * k, kMissingFlow);
  scale_row(fit.dispersion, fit.covariance);
  for (std::size_t t = 0; t < k; ++t) {
    const bool shape = t == design.size();
    fit.estimates.push_back(estimate(shape ? "shape" : design.names()[t],
                                     shape ? found.shape : found.newton.state.coefficient[t],
                                     std::sqrt(fit.covariance[t * k + t])));
  }
  if (design.model().family == Family::negative_binomial) {
    fit.estimates.push_back(estimate("alpha", found.alpha, found.alpha_error));
  }
}

std::string objective_of(const InteractionModel& model) {
  switch (model.family) {
    case Family::quasi_poisson:
      return "Poisson quasi-likelihood";
    case Family::negative_binomial:
      return "negative-binomial maximum likelihood";
    default:
      return "Poisson maximum likelihood";
  }
}

}  // namespace

InteractionFit fit_interaction(const InteractionData& data, const InteractionModel& model,
                               const FitOptions& options) {
  check_interaction(data, model);
  const Found found = Finder(data, model, options).find();
  InteractionFit fit;
  fit.objective = objective_of(model);
  fit.shape = found.shape;
  fit.state = found.newton.state;
  fit.alpha = found.alpha;
  fit.parameters = parameters_of(model, found);
  fit.iterations = found.newton.iterations;
  fit.readings = found.newton.readings;
  fit.converged = found.newton.converged;
  fit.trouble = found.newton.trouble;
  fit.note = found.note;
  fit.goodness = goodness_of(data, fitted_rows(data, model, fit),
                             {model.family, found.alpha, fit.parameters, 2});
  if (model.family == Family::quasi_poisson) fit.dispersion = fit.goodness.pearson_dispersion;
  add_estimates(Design(data, model, found.shape), found, fit);
  return fit;
}

RowSource fitted_rows(const InteractionData& data, const InteractionModel& model,
                      const InteractionFit& fit) {
  const auto design = std::make_shared<Design>(data, model, fit.shape);
  return [design, &fit](std::size_t i, std::span<double> row) {
    const double effect = fit.state.origin_effect.empty() ? 0 : fit.state.origin_effect[i];
    if (!std::isfinite(effect)) {
      std::fill(row.begin(), row.end(), 0.0);
      return;
    }
    DesignRow work;
    design->means(i, false, fit.state.coefficient, effect, fit.state.destination_effect, work);
    std::copy(work.mu.begin(), work.mu.end(), row.begin());
  };
}

}  // namespace ravenstein::calibration
