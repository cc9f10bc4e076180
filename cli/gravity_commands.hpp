// SPDX-License-Identifier: Apache-2.0
// The subcommands of `ravenstein gravity`, and what they share.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/exit_code.hpp"
#include "cli/gravity_inputs.hpp"
#include "engine/core/row_blocks.hpp"
#include "models/movement/balancing.hpp"
#include "models/movement/deterrence.hpp"

namespace ravenstein::cli {

void add_gravity_fit(CLI::App& gravity, Action& action);
void add_gravity_predict(CLI::App& gravity, Action& action);
void add_gravity_compare(CLI::App& gravity, Action& action);
void add_gravity_sample(CLI::App& gravity, Action& action);
void add_gravity_years(CLI::App& gravity, Action& action);

/// Names as options take them, and back; the name is one of them.
std::vector<std::string> constraint_names();
std::vector<std::string> deterrence_names();
std::vector<std::string> law_names();
models::Constraint constraint_named(const std::string& name);
models::DeterrenceKind deterrence_named(const std::string& name);
models::LawKind law_named(const std::string& name);

/// Checks that a matrix can be written there (ending, existing file) before long work.
void check_matrix_output(const std::string& path, bool force);

/// Writes rows of flows with the zones' codes, showing a bar where it takes long.
void write_flows(const std::string& path, const std::vector<std::string>& zones,
                 const RowSource& rows, const std::string& name, bool whole, bool force,
                 std::vector<std::pair<std::string, std::string>> about);

}  // namespace ravenstein::cli
