// SPDX-License-Identifier: Apache-2.0
// The subcommands: each adds itself to the command line and, when it is the one that was asked for,
// sets the action. One file per subcommand.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "engine/ranks.hpp"

namespace ravenstein::cli {

void add_check(CLI::App& app, Action& action);
/// `command_line`: the program's arguments, for provenance.
void add_run(CLI::App& app, Action& action, const std::vector<std::string>& command_line,
             Ranks& ranks);
/// Causes switched off in turn, and what each explains.
void add_attribute(CLI::App& app, Action& action);
/// Counts taken into a running projection as they come.
void add_assimilate(CLI::App& app, Action& action, const std::vector<std::string>& command_line);
/// Fits and sensitivity as a calibration.yaml says.
void add_calibrate(CLI::App& app, Action& action);
/// Campaigns of many runs, and one file of what they gave.
void add_sweep(CLI::App& app, Action& action, Ranks& ranks);
void add_merge(CLI::App& app, Action& action);
/// Scenarios beside a baseline.
void add_compare(CLI::App& app, Action& action);
/// The page for planners.
void add_report(CLI::App& app, Action& action);
/// A chart of one zone.
void add_plot(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_skill(CLI::App& app, Action& action);
/// How good counts of people are.
void add_quality(CLI::App& app, Action& action);
/// Forecasts of the past: leave-one-case-out, rolling origins.
void add_hindcast(CLI::App& app, Action& action);
void add_gravity(CLI::App& app, Action& action);
void add_needs(CLI::App& app, Action& action);
void add_export(CLI::App& app, Action& action);
void add_grid(CLI::App& app, Action& action);
void add_inspect(CLI::App& app, Action& action);
void add_schema(CLI::App& app, Action& action);
void add_init(CLI::App& app, Action& action);
void add_completion(CLI::App& app, Action& action);
void add_version(CLI::App& app, Action& action);

}  // namespace ravenstein::cli
