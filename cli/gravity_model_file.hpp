// SPDX-License-Identifier: Apache-2.0
// A fitted model as JSON: `ravenstein gravity fit --model` writes it, `predict --model` reads it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "calibration/interaction/fit.hpp"
#include "calibration/interaction/predict.hpp"

namespace ravenstein::cli {

/// Where a term's values come from.
struct TermSource {
  std::string column;  ///< of the zones file; of pairs, the covariate's name
  bool logarithm = false;
};

struct ModelFile {
  calibration::FittedModel model;   ///< terms without values
  std::vector<TermSource> sources;  ///< one per term
  bool converged = true;            ///< false: the fit ended without
  /// Effects of places by code, as logarithms; empty if the model has none.
  std::map<std::string, double> origin_effect, destination_effect;
};

std::string model_text(const calibration::InteractionModel& model,
                       const std::vector<TermSource>& sources,
                       const std::vector<std::string>& zones, bool intrazonal,
                       const calibration::InteractionFit& fit);

/// Throws InputError (data) if the file is not what fit writes.
ModelFile read_model(const std::string& path);

}  // namespace ravenstein::cli
