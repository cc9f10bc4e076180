// SPDX-License-Identifier: Apache-2.0
#include "cli/gravity_model_file.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/core/problem.hpp"
#include "io/files.hpp"
#include "io/matrix/fitted_interaction.hpp"

namespace ravenstein::cli {
namespace {

using Json = nlohmann::ordered_json;
using calibration::Term;

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json goodness_of(const calibration::Goodness& g) {
  return {{"cells", g.cells},
          {"cpc", number(g.cpc)},
          {"deviance", number(g.deviance)},
          {"d2", number(g.d2)},
          {"log_likelihood", number(g.log_likelihood)},
          {"aic", number(g.aic)},
          {"bic", number(g.bic)},
          {"srmse", number(g.srmse)}};
}

Json effects_by_code(const std::vector<std::string>& zones, const std::vector<double>& effect) {
  Json effects = Json::object();
  for (std::size_t k = 0; k < effect.size(); ++k) effects[zones[k]] = number(effect[k]);
  return effects;
}

const char* side_name(Term::Side side) {
  switch (side) {
    case Term::Side::origin:
      return "origin";
    case Term::Side::destination:
      return "destination";
    default:
      return "pair";
  }
}

Term::Side side_named(const std::string& name) {
  if (name == "origin") return Term::Side::origin;
  return name == "destination" ? Term::Side::destination : Term::Side::pair;
}

}  // namespace

std::string model_text(const calibration::InteractionModel& model,
                       const std::vector<TermSource>& sources,
                       const std::vector<std::string>& zones, bool intrazonal,
                       const calibration::InteractionFit& fit) {
  const std::size_t first = model.constraint == models::Constraint::total ? 1 : 0;
  Json terms = Json::array(), coefficients = Json::array(), estimates = Json::array();
  for (std::size_t t = 0; t < model.terms.size(); ++t) {
    terms.push_back({{"name", model.terms[t].name},
                     {"side", side_name(model.terms[t].side)},
                     {"column", sources[t].column},
                     {"logarithm", sources[t].logarithm},
                     {"coefficient", fit.state.coefficient[first + t]}});
  }
  for (std::size_t k = first + model.terms.size(); k < fit.state.coefficient.size(); ++k) {
    coefficients.push_back(fit.state.coefficient[k]);
  }
  for (const calibration::Estimate& e : fit.estimates) {
    estimates.push_back({{"name", e.name},
                         {"estimate", number(e.value)},
                         {"standard_error", number(e.standard_error)},
                         {"low", number(e.low)},
                         {"high", number(e.high)}});
  }
  const Json json{
      {"format", io::kFittedFormat},
      {"objective", fit.objective},
      {"family", name_of(model.family)},
      {"converged", fit.converged},
      {"note", fit.note},
      {"constraint", name_of(model.constraint)},
      {"constant", first == 1 ? fit.state.coefficient[0] : 0.0},
      {"deterrence",
       {{"kind", name_of(model.deterrence)}, {"coefficients", coefficients}, {"shape", fit.shape}}},
      {"terms", terms},
      {"intrazonal", intrazonal},
      {"origin_effects", effects_by_code(zones, fit.state.origin_effect)},
      {"destination_effects", effects_by_code(zones, fit.state.destination_effect)},
      {"estimates", estimates},
      {"goodness", goodness_of(fit.goodness)}};
  return json.dump(2) + '\n';
}

ModelFile read_model(const std::string& path) {
  Problems problems;
  io::InputFiles files = io::InputFiles::on_disk({});
  const io::EmbeddedFile* bytes = files.read(path, {path}, "", problems);
  problems.throw_if_any();
  const auto fitted = io::parse_fitted_interaction(path, bytes->bytes, problems);
  problems.throw_if_any();
  ModelFile file;
  file.converged = fitted->converged;
  file.model.constraint = fitted->constraint;
  file.model.constant = fitted->constant;
  file.model.deterrence = fitted->deterrence;
  file.model.intrazonal = fitted->intrazonal;
  for (const io::FittedInteraction::Term& one : fitted->terms) {
    calibration::FittedModel::FittedTerm term;
    term.term.name = one.name;
    term.term.side = side_named(one.side);
    term.coefficient = one.coefficient;
    file.model.terms.push_back(term);
    file.sources.push_back({one.column, one.logarithm});
  }
  file.origin_effect = fitted->origin_effect;
  file.destination_effect = fitted->destination_effect;
  return file;
}

}  // namespace ravenstein::cli
