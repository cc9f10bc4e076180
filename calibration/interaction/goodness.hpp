// SPDX-License-Identifier: Apache-2.0
// How near predicted flows (t) are to observed ones (T). n cells that were observed, N = sum T.
// The same names mean different things in different tools; these are ours (docs/gravity.md):
//
//   CPC    2 sum min(T, t) / (sum T + sum t)                    common part of commuters (Sorensen)
//   CPL    2 sum [T > 0][t > 0] / (sum [T > 0] + sum [t > 0])   common part of links
//   CPC_d  as CPC, of flows summed by class of cost             common part of distances
//   SSI    mean over cells of 2 min(T, t) / (T + t); 1 where both are 0   (per pair: not the CPC)
//   SRMSE  sqrt(sum (T - t)^2 / n) / (N / n)
//   NRMSE by trips   sqrt(sum (T - t)^2 / N)                    (TDLM)
//   NRMSE by sum     sqrt(sum (T - t)^2 / n) / N                (scikit-mobility)
//   KL     sum over T > 0, t > 0 of (T/N) ln((T/N) / (t / sum t))
//   KS     largest difference between the shares of T and t up to a cost
//   D2     1 - deviance / deviance of the mean;  adjusted 1 - (n - 1)/(n - k) (1 - D2)
//   pseudo R2 (McFadden)  1 - ln L / ln L of the mean;  adjusted 1 - (ln L - k) / ln L of the mean
//   AIC = 2 k - 2 ln L,  BIC = k ln n - 2 ln L;  k parameters, effects of places among them
#pragma once

#include <cstddef>

#include "calibration/interaction/interaction_data.hpp"
#include "engine/core/row_blocks.hpp"

namespace ravenstein::calibration {

struct GoodnessOptions {
  Family family = Family::poisson;  ///< of deviance and likelihood; none of quasi-Poisson is true
  double alpha = 0;                 ///< of the negative binomial
  std::size_t parameters = 0;       ///< k
  double cost_class = 2;            ///< width of CPC_d's classes, from 0, left end included
};

struct Goodness {
  std::size_t cells = 0;
  double observed_sum = 0, predicted_sum = 0;
  double observed_mean_cost = 0, predicted_mean_cost = 0;
  double cpc = 0, cpl = 0, cpc_d = 0, ssi = 0;
  double srmse = 0, nrmse_by_trips = 0, nrmse_by_sum = 0;
  double kl = 0, ks = 0;
  double deviance = 0, null_deviance = 0, d2 = 0, adjusted_d2 = 0;
  double log_likelihood = 0, null_log_likelihood = 0, pseudo_r2 = 0, adjusted_pseudo_r2 = 0;
  double aic = 0, bic = 0;          ///< NaN for quasi-Poisson, which has no likelihood
  double pearson_dispersion = 0;    ///< sum (T - t)^2 / t / (n - k)
  double overdispersion_alpha = 0;  ///< Cameron and Trivedi 1990: variance t + alpha t^2
  double overdispersion_t = 0;      ///< its t statistic; far above 2: over-dispersed
};

/// Over cells that exist and are neither missing nor censored (these add to the likelihood only).
/// `predicted` gives rows of expected flows >= 0. KS is exact up to 4 million cells, and taken at
/// the borders of 65,536 classes of cost beyond.
Goodness goodness_of(const InteractionData& data, const RowSource& predicted,
                     const GoodnessOptions& options = {});

/// CPC alone, one reading.
double common_part(const InteractionData& data, const RowSource& predicted);

}  // namespace ravenstein::calibration
