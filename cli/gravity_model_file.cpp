// SPDX-License-Identifier: Apache-2.0
#include "cli/gravity_model_file.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/gravity_commands.hpp"
#include "engine/core/problem.hpp"
#include "io/files.hpp"

namespace ravenstein::cli {
namespace {

using Json = nlohmann::ordered_json;
using calibration::Term;

constexpr const char* kFormat = "ravenstein-gravity-1";

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

void read_terms(const Json& json, ModelFile& file) {
  for (const Json& one : json.at("terms")) {
    calibration::FittedModel::FittedTerm term;
    term.term.name = one.at("name");
    term.term.side = one.at("side") == "origin" ? Term::Side::origin : Term::Side::destination;
    term.coefficient = one.at("coefficient");
    file.model.terms.push_back(term);
    file.sources.push_back({one.at("column"), one.at("logarithm")});
  }
}

[[noreturn]] void refuse(const std::string& path, const std::string& message) {
  throw InputError(InputKind::data,
                   {{{path}, "", message, "`ravenstein gravity fit --model` writes one"}});
}

}  // namespace

std::string model_text(const calibration::InteractionModel& model,
                       const std::vector<TermSource>& sources, bool intrazonal,
                       const calibration::InteractionFit& fit) {
  const std::size_t first = model.constraint == models::Constraint::total ? 1 : 0;
  Json terms = Json::array(), coefficients = Json::array(), estimates = Json::array();
  for (std::size_t t = 0; t < model.terms.size(); ++t) {
    const bool origin = model.terms[t].side == Term::Side::origin;
    terms.push_back({{"name", model.terms[t].name},
                     {"side", origin ? "origin" : "destination"},
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
      {"format", kFormat},
      {"objective", fit.objective},
      {"family", name_of(model.family)},
      {"converged", fit.converged},
      {"constraint", name_of(model.constraint)},
      {"constant", first == 1 ? fit.state.coefficient[0] : 0.0},
      {"deterrence",
       {{"kind", name_of(model.deterrence)}, {"coefficients", coefficients}, {"shape", fit.shape}}},
      {"terms", terms},
      {"intrazonal", intrazonal},
      {"estimates", estimates},
      {"goodness", goodness_of(fit.goodness)}};
  return json.dump(2) + '\n';
}

ModelFile read_model(const std::string& path) {
  Problems problems;
  io::InputFiles files = io::InputFiles::on_disk({});
  const io::EmbeddedFile* bytes = files.read(path, {path}, "", problems);
  problems.throw_if_any();
  const Json json = Json::parse(bytes->bytes, nullptr, false);
  if (json.is_discarded() || !json.is_object() || json.value("format", "") != kFormat) {
    refuse(path, "this is no fitted gravity model");
  }
  ModelFile file;
  try {
    file.model.constraint = constraint_named(json.at("constraint"));
    file.model.constant = json.at("constant");
    const Json& deterrence = json.at("deterrence");
    file.model.deterrence.kind = deterrence_named(deterrence.at("kind"));
    file.model.deterrence.shape = deterrence.at("shape");
    std::size_t k = 0;
    for (const double c : deterrence.at("coefficients")) {
      file.model.deterrence.coefficient.at(k++) = c;
    }
    file.model.intrazonal = json.at("intrazonal");
    read_terms(json, file);
  } catch (const nlohmann::json::exception& error) {
    refuse(path, error.what());
  } catch (const std::out_of_range&) {
    refuse(path, "it has too many deterrence coefficients");
  }
  return file;
}

}  // namespace ravenstein::cli
