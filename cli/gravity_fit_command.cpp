// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <memory>

#include "calibration/interaction/common_part_search.hpp"
#include "calibration/interaction/fit.hpp"
#include "cli/gravity_commands.hpp"
#include "cli/gravity_model_file.hpp"
#include "engine/core/row_math.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

using calibration::Term;

struct GravityFit {
  GravityFiles files;
  std::string constraint = "doubly";
  std::string deterrence = "exponential";
  std::string family = "poisson";
  std::string objective = "likelihood";
  std::string origin_mass, destination_mass;
  std::vector<std::string> origin_terms, destination_terms;
  std::string out, model;
  bool force = false;
};

/// The model's terms with their values kept beside it.
struct Terms {
  calibration::InteractionModel model;
  std::vector<TermSource> sources;
  std::vector<std::unique_ptr<std::vector<double>>> values;

  void add(const GravityInputs& inputs, const std::string& column, Term::Side side,
           bool logarithm) {
    if (column.empty()) return;
    auto& kept =
        values.emplace_back(std::make_unique<std::vector<double>>(inputs.column.at(column)));
    if (logarithm) {
      for (double& value : *kept) value = std::log(value);
    }
    const char* of = side == Term::Side::origin ? "origin" : "destination";
    model.terms.push_back(
        {fmt::format("{}{} of {}", logarithm ? "log " : "", column, of), side, *kept});
    sources.push_back({column, logarithm});
  }
  void add_pair(const std::string& name, std::span<const double> all) {
    model.terms.push_back({name, Term::Side::pair, all});
    sources.push_back({name, false});
  }
};

calibration::Family family_named(const std::string& name) {
  using calibration::Family;
  for (const Family family : {Family::poisson, Family::quasi_poisson, Family::negative_binomial}) {
    if (calibration::name_of(family) == name) return family;
  }
  throw UsageError("no such family: " + name);
}

std::vector<std::string> columns_of(const GravityFit& command) {
  std::vector<std::string> columns = command.origin_terms;
  columns.insert(columns.end(), command.destination_terms.begin(), command.destination_terms.end());
  for (const std::string& mass : {command.origin_mass, command.destination_mass}) {
    if (!mass.empty()) columns.push_back(mass);
  }
  return columns;
}

void print_goodness(const calibration::Goodness& g) {
  std::cout << fmt::format(
      "\n{} cells, {:.10g} trips observed, {:.10g} fitted; mean cost {:.6g} and {:.6g}\n"
      "CPC {:.6f}   CPL {:.6f}   CPC_d {:.6f}   SSI {:.6f}   KL {:.6f}   KS {:.6f}\n"
      "SRMSE {:.6f}   NRMSE by trips {:.6f}   NRMSE by sum {:.6g}\n",
      g.cells, g.observed_sum, g.predicted_sum, g.observed_mean_cost, g.predicted_mean_cost, g.cpc,
      g.cpl, g.cpc_d, g.ssi, g.kl, g.ks, g.srmse, g.nrmse_by_trips, g.nrmse_by_sum);
}

void print_fit(const calibration::InteractionFit& fit, const GravityFit& command) {
  std::cout << fmt::format(
      "{} constrained, {} deterrence; {}\n\n{:<32} {:>14} {:>12} {:>14} {:>14}\n",
      command.constraint, command.deterrence, fit.objective, "", "estimate", "std. error",
      "95 % from", "to");
  for (const calibration::Estimate& e : fit.estimates) {
    if (std::isnan(e.standard_error)) {
      std::cout << fmt::format("{:<32} {:>14.9g} {:>12} {:>14} {:>14}\n", e.name, e.value, "-", "-",
                               "-");
      continue;
    }
    std::cout << fmt::format("{:<32} {:>14.9g} {:>12.4g} {:>14.9g} {:>14.9g}\n", e.name, e.value,
                             e.standard_error, e.low, e.high);
  }
  const calibration::Goodness& g = fit.goodness;
  print_goodness(g);
  // A quasi-likelihood is none, so it has no AIC and BIC.
  const std::string criteria =
      std::isnan(g.aic) ? "" : fmt::format("AIC {:.10g}   BIC {:.10g}   ", g.aic, g.bic);
  std::cout << fmt::format(
      "deviance {:.10g}   D2 {:.6f} (adjusted {:.6f})   log-likelihood {:.10g}\n"
      "pseudo R2 {:.6f} (adjusted {:.6f})   {}{} parameters\n"
      "over-dispersion: Pearson {:.4g}, alpha {:.4g} (t = {:.2f})\n",
      g.deviance, g.d2, g.adjusted_d2, g.log_likelihood, g.pseudo_r2, g.adjusted_pseudo_r2,
      criteria, fit.parameters, g.pearson_dispersion, g.overdispersion_alpha, g.overdispersion_t);
  if (command.family == "poisson" && g.pearson_dispersion > 2) {
    std::cout << "Flows vary more than Poisson's: these errors are too small; --family "
                 "quasi-poisson or negative-binomial widens them.\n";
  }
  std::cout << (fit.converged ? fmt::format("converged: {} iterations, {} readings of all cells\n",
                                            fit.iterations, fit.readings)
                              : fmt::format("NOT CONVERGED after {} iterations: {}\n",
                                            fit.iterations, fit.trouble));
  if (!fit.note.empty()) std::cout << "note: " << fit.note << '\n';
}

ExitCode by_likelihood(const GravityFit& command, const GravityInputs& inputs) {
  Terms terms;
  terms.model.constraint = constraint_named(command.constraint);
  terms.model.deterrence = deterrence_named(command.deterrence);
  terms.model.family = family_named(command.family);
  terms.add(inputs, command.origin_mass, Term::Side::origin, true);
  terms.add(inputs, command.destination_mass, Term::Side::destination, true);
  for (const auto& column : command.origin_terms) {
    terms.add(inputs, column, Term::Side::origin, false);
  }
  for (const auto& column : command.destination_terms) {
    terms.add(inputs, column, Term::Side::destination, false);
  }
  for (const auto& [name, all] : inputs.pair_covariate) terms.add_pair(name, all);
  const calibration::InteractionData data = inputs.data();
  const calibration::InteractionFit fit = calibration::fit_interaction(data, terms.model);
  print_fit(fit, command);
  write_flows(command.out, inputs.zones, calibration::fitted_rows(data, terms.model, fit), "flow",
              false, command.force,
              {{"objective", fit.objective}, {"converged", fit.converged ? "yes" : "no"}});
  if (!command.model.empty()) {
    const std::string text =
        model_text(terms.model, terms.sources, inputs.zones, inputs.intrazonal, fit);
    io::write_atomically(command.model, std::as_bytes(std::span(text)), command.force);
  }
  return fit.converged ? ExitCode::ok : ExitCode::not_converged;
}

/// Objectives without a likelihood: one deterrence coefficient, masses as they are.
ExitCode by_other_objective(const GravityFit& command, const GravityInputs& inputs) {
  models::Law law;
  law.deterrence.kind = deterrence_named(command.deterrence);
  if (law.deterrence.kind != models::DeterrenceKind::power &&
      law.deterrence.kind != models::DeterrenceKind::exponential) {
    throw UsageError("--objective " + command.objective +
                     " seeks one coefficient: --deterrence power or exponential");
  }
  if (!command.model.empty()) throw UsageError("--model is written by --objective likelihood only");
  if (!inputs.pair_covariate.empty() || !command.origin_terms.empty() ||
      !command.destination_terms.empty()) {
    throw UsageError("further terms are fitted by --objective likelihood only");
  }
  const std::vector<double> ones(inputs.size(), 1.0);
  const auto mass = [&](const std::string& column) {
    return std::span<const double>(column.empty() ? ones : inputs.column.at(column));
  };
  const models::LawInputs places{inputs.size(),
                                 inputs.cost_rows(),
                                 mass(command.origin_mass),
                                 mass(command.destination_mass),
                                 inputs.intrazonal,
                                 {}};
  const calibration::InteractionData data = inputs.data();
  const models::Constraint constraint = constraint_named(command.constraint);
  models::Balance balance;
  bool converged = true;
  std::string objective, trouble;
  if (command.objective == "mean-cost") {
    const auto fit = calibration::fit_mean_cost(data, law, places, constraint);
    law = calibration::with_parameter(law, fit.coefficient);
    balance = fit.balance;
    converged = fit.converged;
    objective = fit.objective;
    trouble = fit.trouble;
  } else {
    const auto range = calibration::sensible_range(law, places);
    const auto fit =
        calibration::fit_common_part(data, law, places, constraint, range.least, range.most);
    law = fit.law;
    balance = fit.balance;
    converged = fit.balance.converged;
    objective = fit.objective;
    if (!converged) trouble = "balancing did not converge";
  }
  std::cout << fmt::format("{} constrained, {} deterrence; {}\n\n{:<32} {:>14.9g}\n",
                           command.constraint, command.deterrence, objective,
                           models::term_name(law.deterrence.kind, 0),
                           law.deterrence.coefficient[0]);
  const RowSource rows = models::balanced_rows(models::law_rows(law, places), balance);
  print_goodness(calibration::goodness_of(data, rows));
  std::cout << (converged ? "converged\n" : "NOT CONVERGED: " + trouble + '\n');
  write_flows(command.out, inputs.zones, rows, "flow", false, command.force,
              {{"objective", objective}, {"converged", converged ? "yes" : "no"}});
  return converged ? ExitCode::ok : ExitCode::not_converged;
}

ExitCode run_fit(GravityFit command) {
  check_matrix_output(command.out, command.force);
  if (!command.model.empty()) io::check_output(command.model, command.force);
  command.files.masses = {command.origin_mass, command.destination_mass};
  GravityInputs inputs = read_gravity_inputs(command.files, columns_of(command), true);
  inputs.keep_costs();
  return command.objective == "likelihood" ? by_likelihood(command, inputs)
                                           : by_other_objective(command, inputs);
}

}  // namespace

void add_gravity_fit(CLI::App& gravity, Action& action) {
  auto command = std::make_shared<GravityFit>();
  CLI::App* sub = gravity.add_subcommand("fit", "Estimates a gravity model from observed flows");
  command->files.add_flow_options(*sub);
  sub->add_option("--constraint", command->constraint, "which sums are held [doubly]")
      ->check(CLI::IsMember(constraint_names()));
  sub->add_option("--deterrence", command->deterrence, "how flows fall with cost [exponential]")
      ->check(CLI::IsMember(deterrence_names()));
  sub->add_option("--family", command->family, "distribution of a flow [poisson]")
      ->check(CLI::IsMember({"poisson", "quasi-poisson", "negative-binomial"}));
  sub->add_option("--objective", command->objective, "what is optimised [likelihood]")
      ->check(CLI::IsMember({"likelihood", "cpc", "mean-cost"}));
  sub->add_option("--origin-mass", command->origin_mass, "column of zones; enters as logarithm");
  sub->add_option("--destination-mass", command->destination_mass, "likewise");
  sub->add_option("--origin-term", command->origin_terms, "further columns, as they are");
  sub->add_option("--destination-term", command->destination_terms, "likewise");
  command->files.add_pair_option(*sub);
  sub->add_option("-o,--out", command->out, "fitted flows: .h5, .omx or .csv");
  sub->add_option("--model", command->model, "the fitted model as JSON, for `predict`");
  sub->add_flag("--force", command->force, "replaces files");
  sub->footer(
      "Costs of 0 off the diagonal need --deterrence exponential, combined or top-exponential.\n"
      "A cell <15 is known to be below 15 (censored); an empty one is not known.\n"
      "Ends with 5 if the fit did not converge.\n\n"
      "Example:\n"
      "  ravenstein gravity fit --flows od.csv --flow trips --costs od.csv --cost km \\\n"
      "    --zones zones.csv --constraint production --destination-mass population \\\n"
      "    --deterrence power --model fit.json --out fitted.omx");
  sub->callback([&action, command] { action = [command] { return run_fit(*command); }; });
}

}  // namespace ravenstein::cli
