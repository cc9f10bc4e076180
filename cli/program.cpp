// SPDX-License-Identifier: Apache-2.0
// The `ravenstein` program: reads the command line, does the one thing that was asked for, and says
// how it ended. start.cpp and mpi/main.cpp call it.
#include "cli/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

#include "cli/build_info.hpp"
#include "cli/commands.hpp"
#include "engine/core/problem.hpp"

namespace ravenstein::cli {
namespace {

constexpr const char* kFooter =
    "Exit codes: 0 ok, 1 runtime error, 2 usage, 3 scenario invalid, 4 data invalid,\n"
    "            5 not converged, 6 not for the public, 7 output exists, 130 interrupted.\n\n"
    "First steps:\n"
    "  ravenstein init my-first && ravenstein run my-first\n"
    "  ravenstein run scenarios/mali-2012 && ravenstein skill mali-2012.h5\n"
    "  ravenstein run --help";

void add_commands(CLI::App& app, Action& action, const std::vector<std::string>& command_line,
                  Ranks& ranks) {
  add_check(app, action);
  add_run(app, action, command_line, ranks);
  add_attribute(app, action);
  add_assimilate(app, action, command_line);
  add_calibrate(app, action);
  add_sweep(app, action, ranks);
  add_merge(app, action);
  add_compare(app, action);
  add_report(app, action);
  add_plot(app, action);
  add_import(app, action);
  add_skill(app, action);
  add_quality(app, action);
  add_hindcast(app, action);
  add_gravity(app, action);
  add_needs(app, action);
  add_export(app, action);
  add_grid(app, action);
  add_inspect(app, action);
  add_schema(app, action);
  add_init(app, action);
  add_completion(app, action);
  add_version(app, action);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string unknown_subcommand(const std::string& word, const std::vector<std::string>& names) {
  const std::string hint = did_you_mean(word, names);
  return fmt::format("there is no subcommand \"{}\"; {}\nRun with --help for the list.\n", word,
                     hint.empty() ? "known: " + joined(names) : hint);
}

/// The long options of a command, as they are written.
std::vector<std::string> options_of(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

/// What is wrong with a word that is no subcommand or no option, or "".
std::string unknown_word(const CLI::App& app, int argc, char** argv) {
  const CLI::App* command = &app;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--") return {};
    if (word.starts_with("--")) {
      const std::string name = word.substr(0, word.find('='));
      const std::vector<std::string> names = options_of(*command);
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      const std::string hint = did_you_mean(name, names);
      return fmt::format("there is no option {}{}{}\nRun with --help for the list.\n", name,
                         hint.empty() ? "" : "; ", hint);
    }
    std::vector<std::string> names;
    for (const CLI::App* below : command->get_subcommands(nullptr)) {
      names.push_back(below->get_name());
    }
    if (names.empty() || word.starts_with('-')) continue;
    const bool takes_words =
        !command->get_options([](const CLI::Option* option) { return option->get_positional(); })
             .empty();
    if (takes_words && std::find(names.begin(), names.end(), word) == names.end()) continue;
    if (std::find(names.begin(), names.end(), word) == names.end()) {
      return unknown_subcommand(word, names);
    }
    command = command->get_subcommand(word);
  }
  return {};
}

int tell_usage_error(const CLI::App& app, const CLI::ParseError& error, int argc, char** argv) {
  const bool help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
  const std::string unknown = help ? "" : unknown_word(app, argc, argv);
  if (!unknown.empty()) {
    std::cerr << unknown;
  } else {
    app.exit(error, std::cout, std::cerr);
  }
  return static_cast<int>(help ? ExitCode::ok : ExitCode::usage);
}

/// Commands in which every rank has a part; the others are rank 0's alone.
bool takes_ranks(const CLI::App& app) {
  static const std::vector<std::string> kTogether{"run", "sweep", "resume", "rerun"};
  const CLI::App* command = app.get_subcommands().front();
  if (!command->get_subcommands().empty()) command = command->get_subcommands().front();
  const std::string name = command->get_name();
  return std::find(kTogether.begin(), kTogether.end(), name) != kTogether.end();
}

int run_parsed(int argc, char** argv, Ranks& ranks) {
  CLI::App app{"Ravenstein simulates and forecasts how people move.", "ravenstein"};
  app.require_subcommand(1);
  app.set_version_flag("--version", fmt::format("ravenstein {}", build_info().version));
  app.footer(kFooter);
  Action action;
  add_commands(app, action, {argv, argv + argc}, ranks);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return tell_usage_error(app, error, argc, argv);
  }
  if (ranks.size() > 1 && !takes_ranks(app)) {
    if (ranks.rank() != 0) return static_cast<int>(ExitCode::ok);
    std::cerr << fmt::format("note: this command uses one of the {} ranks\n", ranks.size());
  }
  return static_cast<int>(run_guarded(action, std::cerr));
}

}  // namespace

int run_program(int argc, char** argv, Ranks& ranks) {
  try {
    return run_parsed(argc, argv, ranks);
  } catch (const std::exception& error) {
    std::cerr << "ravenstein: " << error.what() << '\n';
    return static_cast<int>(ExitCode::runtime_error);
  }
}

}  // namespace ravenstein::cli
