// SPDX-License-Identifier: Apache-2.0
#include "cli/gravity_places.hpp"

#include <fmt/format.h>

#include <cmath>

#include "cli/exit_code.hpp"
#include "engine/core/problem.hpp"

namespace ravenstein::cli {
namespace {

std::span<const double> covariate_named(const std::string& name, const GravityInputs& inputs) {
  for (const auto& [known, values] : inputs.pair_covariate) {
    if (known == name) return values;
  }
  throw UsageError(fmt::format("the model needs --pair-covariate {}=FILE", name));
}

}  // namespace

std::vector<std::string> columns_of(const ModelFile& model) {
  std::vector<std::string> columns;
  for (std::size_t t = 0; t < model.sources.size(); ++t) {
    const bool of_pairs = model.model.terms[t].term.side == calibration::Term::Side::pair;
    if (!of_pairs) columns.push_back(model.sources[t].column);
  }
  return columns;
}

void place_terms(ModelFile& model, const GravityInputs& inputs,
                 std::vector<std::vector<double>>& kept) {
  kept.reserve(model.sources.size());
  for (std::size_t t = 0; t < model.sources.size(); ++t) {
    calibration::Term& term = model.model.terms[t].term;
    if (term.side == calibration::Term::Side::pair) {
      term.value = covariate_named(model.sources[t].column, inputs);
      continue;
    }
    std::vector<double>& values = kept.emplace_back(inputs.column.at(model.sources[t].column));
    if (model.sources[t].logarithm) {
      for (double& value : values) value = std::log(value);
    }
    term.value = values;
  }
}

std::vector<double> effects_of(const std::map<std::string, double>& by_code,
                               const std::vector<std::string>& zones, const std::string& file,
                               const char* hint) {
  std::vector<double> effects;
  for (const std::string& zone : zones) {
    const auto found = by_code.find(zone);
    if (by_code.empty()) break;
    if (found == by_code.end()) {
      throw InputError(InputKind::data,
                       {Problem{{file}, "", "has no effect of the zone " + zone, hint}});
    }
    effects.push_back(found->second);
  }
  return effects;
}

}  // namespace ravenstein::cli
