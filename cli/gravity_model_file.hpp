// SPDX-License-Identifier: Apache-2.0
// A fitted model as JSON: `ravenstein gravity fit --model` writes it, `predict --model` reads it.
#pragma once

#include <string>
#include <vector>

#include "calibration/interaction/fit.hpp"
#include "calibration/interaction/predict.hpp"

namespace ravenstein::cli {

/// Where a term's values come from.
struct TermSource {
  std::string column;  ///< of the zones file
  bool logarithm = false;
};

struct ModelFile {
  calibration::FittedModel model;   ///< terms without values
  std::vector<TermSource> sources;  ///< one per term
};

std::string model_text(const calibration::InteractionModel& model,
                       const std::vector<TermSource>& sources, bool intrazonal,
                       const calibration::InteractionFit& fit);

/// Throws InputError (data) if the file is not what fit writes.
ModelFile read_model(const std::string& path);

}  // namespace ravenstein::cli
