// SPDX-License-Identifier: Apache-2.0
// Hyman's calibration (1969, "The calibration of trip distribution models", Environment and
// Planning 1): the deterrence coefficient at which the predicted mean cost is the observed one. For
// exponential deterrence with both sums held that is maximum likelihood, too; for power it is not
// (likelihood meets the mean logarithm of cost).
#pragma once

#include <string>

#include "calibration/interaction/interaction_data.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::calibration {

struct MeanCostFit {
  std::string objective = "mean cost (Hyman)";
  double coefficient = 0;  ///< of the deterrence term: negative for decay
  double observed_mean_cost = 0;
  double predicted_mean_cost = 0;
  models::Balance balance;
  int iterations = 0;
  bool converged = false;
  std::string trouble;
};

/// `law` is gravity with power or exponential deterrence; its coefficient is what is sought. All
/// flows must be known. Sums are those observed. Throws InputError (data) if there are no flows.
MeanCostFit fit_mean_cost(const InteractionData& data, models::Law law,
                          const models::LawInputs& inputs, models::Constraint constraint);

/// The sums of observed flows over cells that exist: what constraints hold.
struct ObservedMargins {
  double total = 0;
  std::vector<double> origin, destination;
  std::span<const std::string> zone;  ///< for messages, as in InteractionData
  std::string_view file;
  models::Margins margins() const { return {total, origin, destination, zone, file}; }
};
ObservedMargins observed_margins(const InteractionData& data);

}  // namespace ravenstein::calibration
