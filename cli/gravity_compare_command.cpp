// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <iostream>
#include <memory>

#include "calibration/interaction/compare.hpp"
#include "cli/gravity_commands.hpp"
#include "cli/progress.hpp"

namespace ravenstein::cli {
namespace {

struct GravityCompare {
  GravityFiles files;
  std::string origin_mass, destination_mass;
  std::string leave_out = "cells";
  std::vector<std::string> constraints, laws;
  int folds = 5;
  std::uint64_t seed = 1;
};

bool wanted(const std::vector<std::string>& list, std::string_view name) {
  return list.empty() || std::find(list.begin(), list.end(), name) != list.end();
}

void print(const std::vector<calibration::CandidateScore>& scores, const GravityCompare& command) {
  std::cout << fmt::format(
      "Ranked by CPC of {} left out, mean and standard error of {} folds (seed {}); CPC seen is of "
      "all\ncells, fitted to them. Two models whose difference is below two standard errors are "
      "not "
      "told apart.\n\n{:>4}  {:<28} {:<12} {:>9} {:>8} {:>9} {:>10}  {}\n",
      command.leave_out, command.folds, command.seed, "", "law", "constraint", "CPC", "error",
      "CPC seen", "dev./cell", "fitted by: parameters");
  int rank = 0;
  for (const calibration::CandidateScore& score : scores) {
    std::string how = score.objective;
    for (std::size_t k = 0; k < score.parameters.size(); ++k) {
      how += fmt::format("{}{:.5g}", k == 0 ? ": " : ", ", score.parameters[k]);
    }
    if (!score.trouble.empty()) how = "failed: " + score.trouble;
    std::cout << fmt::format("{:>4}  {:<28} {:<12} {:>9.5f} {:>8.5f} {:>9.5f} {:>10.4g}  {}\n",
                             ++rank, score.candidate.name(), name_of(score.candidate.constraint),
                             score.cpc, score.cpc_error, score.cpc_seen, score.deviance, how);
  }
}

ExitCode run_compare(GravityCompare command) {
  const std::vector<std::string> columns{command.origin_mass, command.destination_mass};
  command.files.masses = columns;
  GravityInputs inputs = read_gravity_inputs(command.files, columns, true);
  inputs.keep_costs();
  std::vector<calibration::Candidate> candidates;
  for (const calibration::Candidate& one : calibration::all_candidates()) {
    // An origin left out has no sum that could be held.
    if (command.leave_out == "origins" && calibration::has_origin_effects(one.constraint)) continue;
    if (wanted(command.constraints, name_of(one.constraint)) &&
        wanted(command.laws, name_of(one.law.kind))) {
      candidates.push_back(one);
    }
  }
  if (candidates.empty()) throw UsageError("no law is left to compare");
  const models::LawInputs places{inputs.size(),
                                 inputs.cost_rows(),
                                 inputs.column.at(command.origin_mass),
                                 inputs.column.at(command.destination_mass),
                                 inputs.intrazonal,
                                 {}};
  calibration::CompareOptions options;
  options.folds = command.folds;
  options.seed = command.seed;
  options.by_origin = command.leave_out == "origins";
  Progress progress(ProgressMode::automatic, "comparing", static_cast<int>(candidates.size()));
  options.progress = [&](int done, int) { progress.update(done); };
  print(calibration::compare_models(inputs.data(), places, candidates, options), command);
  return ExitCode::ok;
}

}  // namespace

void add_gravity_compare(CLI::App& gravity, Action& action) {
  auto command = std::make_shared<GravityCompare>();
  CLI::App* sub = gravity.add_subcommand(
      "compare", "Fits every law under every constraint, ranked on flows that were left out");
  command->files.add_flow_options(*sub);
  sub->add_option("--origin-mass", command->origin_mass, "column of zones")->required();
  sub->add_option("--destination-mass", command->destination_mass, "column of zones")->required();
  sub->add_option("--leave-out", command->leave_out, "cells or whole origins [cells]")
      ->check(CLI::IsMember({"cells", "origins"}));
  sub->add_option("--constraint", command->constraints, "only these [all but unconstrained]")
      ->check(CLI::IsMember(constraint_names()));
  sub->add_option("--law", command->laws, "only these [all]")->check(CLI::IsMember(law_names()));
  sub->add_option("--folds", command->folds, "parts to leave out in turn [5]")
      ->check(CLI::Range(2, 1000));
  sub->add_option("--seed", command->seed, "deals cells to folds [1]");
  sub->footer(
      "Example:\n"
      "  ravenstein gravity compare --flows od.csv --flow trips --costs od.csv --cost km \\\n"
      "    --zones zones.csv --origin-mass population --destination-mass population");
  sub->callback([&action, command] { action = [command] { return run_compare(*command); }; });
}

}  // namespace ravenstein::cli
