// SPDX-License-Identifier: Apache-2.0
// A fitted model of flows between places, as `ravenstein gravity fit --model` writes it (JSON).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/problem.hpp"
#include "models/movement/balancing.hpp"
#include "models/movement/deterrence.hpp"

namespace ravenstein::io {

inline constexpr const char* kFittedFormat = "ravenstein-gravity-1";

struct FittedInteraction {
  models::Constraint constraint = models::Constraint::total;
  double constant = 0;
  models::Deterrence deterrence;
  struct Term {
    std::string name;
    std::string side;    ///< origin, destination or pair
    std::string column;  ///< of the zones file; of a pair, the covariate's name
    bool logarithm = false;
    double coefficient = 0;
  };
  std::vector<Term> terms;
  bool intrazonal = false;
  bool converged = true;  ///< false: the fit ended without
  /// Effects of places by code, as logarithms; empty if the model has none.
  std::map<std::string, double> origin_effect, destination_effect;
};

/// Nothing, and a problem (of kind data), if the bytes are not such a model.
std::optional<FittedInteraction> parse_fitted_interaction(const std::string& file,
                                                          const std::string& bytes,
                                                          Problems& problems);

}  // namespace ravenstein::io
