// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "calibration/interaction/alpha.hpp"
#include "calibration/interaction/golden.hpp"
#include "calibration/interaction/root.hpp"
#include "engine/core/row_math.hpp"

namespace ravenstein::calibration {
namespace {

constexpr double kNormal95 = 1.959963984540054;  // quantile .975 of the normal distribution
constexpr double kLeastExponent = 0.1, kMostExponent = 3;  // of the combined function
constexpr double kLeastLogAlpha = -18.420680743952367;     // ln 1e-8: nearly Poisson
constexpr double kMostLogAlpha = 9.210340371976184;        // ln 1e4

/// A fit at one shape.
struct Found {
  double shape = 1;
  double alpha = 0;
  double alpha_error = 0;
  Likelihood likelihood;
  NewtonResult newton;
  bool shape_known = true;  ///< false: at a bound or not identified, so it has no standard error
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
  double height(const Found& found) const;

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

/// The top of the profile likelihood: coefficients by Newton's method at every alpha, alpha where
/// the slope by ln alpha is 0.
void Finder::fit_negative_binomial(const Design& design, const Totals& totals, Found& found) {
  NewtonResult& fit = found.newton;
  found.likelihood = {Family::negative_binomial, 0, true, true};
  const auto given_means = [&](double log_alpha) {
    return alpha_score(design, fit.state, std::exp(log_alpha));
  };
  const auto profile = [&](double log_alpha) {
    const int iterations = fit.iterations, readings = fit.readings;
    found.alpha = found.likelihood.alpha = std::exp(log_alpha);
    fit = maximise(design, totals, found.likelihood, fit.state, options_.newton);
    fit.iterations += iterations;
    fit.readings += readings;
    return fit.converged ? given_means(log_alpha) : kMissingFlow;
  };
  const double start = falling_root(given_means, 0, kLeastLogAlpha, kMostLogAlpha, 1e-3);
  const double at = falling_root(profile, start, kLeastLogAlpha, kMostLogAlpha, 1e-9);
  if (!fit.converged) return;
  if (at == kLeastLogAlpha || at == kMostLogAlpha) {
    found.note = fmt::format("alpha is at its bound {:.3g}", found.alpha);
    found.alpha_error = kMissingFlow;
  } else {
    constexpr double kStep = 1e-4;
    const double fall = (given_means(at - kStep) - given_means(at + kStep)) / (2 * kStep);
    found.alpha_error = found.alpha / std::sqrt(fall);
  }
  found.likelihood.observed = false;
  const Moments moments = moments_of(design, totals, found.likelihood, fit.state);
  fit.information = reduced_information(design, found.likelihood, fit.state, moments);
}

/// What shapes are compared by.
double Finder::height(const Found& found) const {
  if (!found.newton.converged) return -std::numeric_limits<double>::infinity();
  if (!(found.alpha > 0)) return found.newton.moments.objective;
  return negative_binomial_likelihood(Design(data_, model_, found.shape), found.newton.state,
                                      found.alpha);
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
  const auto value = [&](double shape) { return height(at_shape(shape)); };
  // The exponent of `combined` is far from 0, where the term would be a constant.
  const Peak best =
      combined ? scan_and_search(value, kLeastExponent, kMostExponent, 12, 1e-9)
               : scan_and_search(value, least, least + (most - least) / 2, 24, 1e-9 * most);
  Found found = at_shape(best.at);
  const double low = combined ? kLeastExponent : least;
  const double high = combined ? kMostExponent : least + (most - least) / 2;
  const double near = 1e-6 * (high - low);
  found.shape_known = best.at > low + near && best.at < high - near;
  if (!found.shape_known && !combined && best.at <= low + near) {
    found.note = fmt::format(
        "the shape is not identified: all from 0 to the least cost {:.6g} give the same flows",
        least);
  } else if (!found.shape_known) {
    found.note = fmt::format("the shape is at its bound {:.6g} (sought in {:.6g}..{:.6g})",
                             best.at <= low + near ? low : high, low, high);
  }
  return found;
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
  if (!models::has_shape(design.model().deterrence) || !found.newton.converged ||
      !found.shape_known) {
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

/// Of the coefficients and, after them, of the shape if there is one: NaN where it is not known.
std::vector<double> covariance_of(const Design& design, Found& found, bool has_shape) {
  const std::size_t terms = design.size(), k = terms + (has_shape ? 1 : 0);
  if (!has_shape || found.shape_known) {
    std::vector<double> all = inverse(information_of(design, found), k);
    if (!all.empty()) return all;
    if (!has_shape || !found.newton.converged) return std::vector<double>(k * k, kMissingFlow);
    found.shape_known = false;
    found.note = "the shape is not identified: other shapes give the same flows";
  }
  const std::vector<double> given_shape = inverse(found.newton.information, terms);
  std::vector<double> all(k * k, kMissingFlow);
  for (std::size_t t = 0; t < terms && !given_shape.empty(); ++t) {
    std::copy_n(&given_shape[t * terms], terms, &all[t * k]);
  }
  return all;
}

void add_estimates(const Design& design, Found& found, InteractionFit& fit) {
  const bool has_shape = models::has_shape(design.model().deterrence);
  const std::size_t k = design.size() + (has_shape ? 1 : 0);
  fit.covariance = covariance_of(design, found, has_shape);
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
  Found found = Finder(data, model, options).find();
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
  fit.goodness = goodness_of(data, fitted_rows(data, model, fit),
                             {model.family, found.alpha, fit.parameters, 2});
  if (model.family == Family::quasi_poisson) fit.dispersion = fit.goodness.pearson_dispersion;
  add_estimates(Design(data, model, found.shape), found, fit);
  fit.note = found.note;
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
