// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <memory>

#include "calibration/interaction/predict.hpp"
#include "cli/gravity_commands.hpp"
#include "cli/gravity_model_file.hpp"
#include "cli/gravity_places.hpp"
#include "engine/core/problem.hpp"
#include "engine/core/row_math.hpp"
#include "models/movement/interaction_law.hpp"

namespace ravenstein::cli {
namespace {

struct GravityPredict {
  GravityFiles files;
  std::string model;
  std::string law;
  double parameter = 1;
  std::string mass;
  std::string constraint;
  std::string origin_total, destination_total;
  double total = 0;
  std::string out;
  bool force = false;
};

std::vector<std::string> columns_of(const GravityPredict& command, const ModelFile& model) {
  std::vector<std::string> columns;
  for (const std::string& name : {command.mass, command.origin_total, command.destination_total}) {
    if (!name.empty()) columns.push_back(name);
  }
  for (const std::string& name : columns_of(model)) columns.push_back(name);
  return columns;
}

/// Columns that cannot be negative: masses, sums of flows, and of what logarithms are taken.
std::vector<std::string> masses_of(const GravityPredict& command, const ModelFile& model) {
  std::vector<std::string> masses{command.mass, command.origin_total, command.destination_total};
  for (const TermSource& source : model.sources) {
    if (source.logarithm) masses.push_back(source.column);
  }
  return masses;
}

/// The model's own effects of places are used where no sums are given that would take their place.
bool uses_effects(const GravityPredict& command, const ModelFile& model) {
  const bool known = !model.origin_effect.empty() || !model.destination_effect.empty();
  return known && command.constraint.empty() && command.origin_total.empty() &&
         command.destination_total.empty() && command.total == 0;
}

models::Constraint constraint_of(const GravityPredict& command, const ModelFile& model) {
  if (!command.constraint.empty()) return constraint_named(command.constraint);
  if (command.model.empty()) return models::Constraint::production;
  if (uses_effects(command, model)) return models::Constraint::unconstrained;
  const bool plain = model.model.constraint == models::Constraint::total && command.total == 0;
  return plain ? models::Constraint::unconstrained : model.model.constraint;
}

void check_totals(const GravityPredict& command, models::Constraint constraint) {
  using models::Constraint;
  const bool out = constraint == Constraint::production || constraint == Constraint::doubly;
  const bool in = constraint == Constraint::attraction || constraint == Constraint::doubly;
  const auto need = [&](bool needed, bool given, const char* option) {
    if (needed && !given) {
      throw UsageError(fmt::format("constraint {}: {} is missing", name_of(constraint), option));
    }
  };
  need(out, !command.origin_total.empty(), "--origin-total");
  need(in, !command.destination_total.empty(), "--destination-total");
  need(constraint == Constraint::total, command.total > 0, "--total");
}

ExitCode run_predict(GravityPredict command) {
  if (command.model.empty() == command.law.empty()) {
    throw UsageError("expected either --model (of `gravity fit`) or --law");
  }
  check_matrix_output(command.out, command.force);
  ModelFile model;
  if (!command.model.empty()) model = read_model(command.model);
  if (!model.converged) {
    warn(command.model + ": the fit had not converged, so these flows are not a fitted model's");
  }
  const models::Constraint constraint = constraint_of(command, model);
  check_totals(command, constraint);
  command.files.masses = masses_of(command, model);
  const GravityInputs inputs =
      read_gravity_inputs(command.files, columns_of(command, model), false);
  std::vector<std::vector<double>> kept;
  place_terms(model, inputs, kept);
  if (uses_effects(command, model)) {
    const char* hint = "give the sums of flows, e.g. --origin-total COLUMN";
    model.model.origin_effect = effects_of(model.origin_effect, inputs.zones, command.model, hint);
    model.model.destination_effect =
        effects_of(model.destination_effect, inputs.zones, command.model, hint);
  }
  const RowSource cost = inputs.cost_rows();
  RowSource weights;
  if (!command.model.empty()) {
    weights = calibration::weights_of(model.model, inputs.size(), inputs.size(), cost);
  } else {
    const std::vector<double>& mass = inputs.column.at(command.mass);
    models::Law law;
    law.kind = law_named(command.law);
    law.parameter = command.parameter;
    law.normalised = true;
    weights = models::law_rows(law, {inputs.size(), cost, mass, mass, inputs.intrazonal, {}});
  }
  const auto margin = [&](const std::string& column) {
    return column.empty() ? std::span<const double>()
                          : std::span<const double>(inputs.column.at(column));
  };
  const models::Balance balance = models::balance(
      inputs.size(), inputs.size(), weights, constraint,
      {command.total, margin(command.origin_total), margin(command.destination_total), inputs.zones,
       inputs.zone_file.empty() ? inputs.cost_file : inputs.zone_file});
  write_flows(command.out, inputs.zones, models::balanced_rows(weights, balance), "flow", false,
              command.force, {{"constraint", std::string(name_of(constraint))}});
  std::cout << fmt::format("{} zones, {} constrained: {}\n", inputs.size(), name_of(constraint),
                           command.out);
  if (balance.converged) return ExitCode::ok;
  std::cout << fmt::format("NOT CONVERGED: sums of destinations are right to {:.2g} only\n",
                           balance.worst_margin);
  return ExitCode::not_converged;
}

}  // namespace

void add_gravity_predict(CLI::App& gravity, Action& action) {
  auto command = std::make_shared<GravityPredict>();
  CLI::App* sub =
      gravity.add_subcommand("predict", "Flows by a fitted model or a law without fitting");
  command->files.add_cost_options(*sub);
  command->files.add_pair_option(*sub);
  sub->add_option("--model", command->model, "written by `ravenstein gravity fit --model`");
  std::vector<std::string> laws;
  for (const models::LawKind kind : models::law_kinds()) {
    if (!models::has_deterrence(kind)) laws.emplace_back(name_of(kind));
  }
  sub->add_option("--law", command->law, "instead of a model")->check(CLI::IsMember(laws));
  sub->add_option("--parameter", command->parameter, "of schneider, extended-radiation, rank [1]");
  sub->add_option("--mass", command->mass, "column of zones: masses of a law");
  sub->add_option("--constraint", command->constraint, "which sums are held [the model's]")
      ->check(CLI::IsMember(constraint_names()));
  sub->add_option("--origin-total", command->origin_total, "column of zones: how many leave");
  sub->add_option("--destination-total", command->destination_total, "how many arrive");
  sub->add_option("--total", command->total, "all flows together");
  sub->add_option("-o,--out", command->out, "flows: .h5, .omx or .csv")->required();
  sub->add_flag("--force", command->force, "replaces the file");
  sub->footer(
      "Example:\n"
      "  ravenstein gravity predict --law radiation --zones zones.csv --mass population \\\n"
      "    --origin-total commuters --out flows.omx");
  sub->callback([&action, command] {
    if (!command->law.empty() && command->mass.empty()) throw CLI::RequiredError("--mass");
    action = [command] { return run_predict(*command); };
  });
}

}  // namespace ravenstein::cli
