// SPDX-License-Identifier: Apache-2.0
// A fitted model on the places of a zones file: values of its terms, effects by code.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/gravity_inputs.hpp"
#include "cli/gravity_model_file.hpp"

namespace ravenstein::cli {

/// The columns of zones that the model's terms need.
std::vector<std::string> columns_of(const ModelFile& model);

/// Fills in the values of the model's terms; they live in `kept` and in the inputs.
void place_terms(ModelFile& model, const GravityInputs& inputs,
                 std::vector<std::vector<double>>& kept);

/// Effects in the order of zones, none if the model has none; a zone that it does not know is an
/// InputError (data).
std::vector<double> effects_of(const std::map<std::string, double>& by_code,
                               const std::vector<std::string>& zones, const std::string& file,
                               const char* hint);

}  // namespace ravenstein::cli
