// SPDX-License-Identifier: Apache-2.0
// Shell completion, made from the command line that the program really has.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace ravenstein::cli {

struct OptionShape {
  std::vector<std::string> names;  ///< with their dashes; empty: positional
  std::string description;
  bool takes_value = false;
  std::vector<std::string> choices;  ///< of its value; empty: anything, probably a file
};

struct CommandShape {
  std::vector<std::string> path;  ///< e.g. {"import", "flee"}; empty: the program itself
  std::string description;
  std::vector<std::string> subcommands;
  std::vector<OptionShape> options;
};

/// The program and all its subcommands, depth first.
std::vector<CommandShape> shape_of(const CLI::App& app);

std::string bash_completion(const std::vector<CommandShape>& commands);
std::string zsh_completion(const std::vector<CommandShape>& commands);
std::string fish_completion(const std::vector<CommandShape>& commands);

}  // namespace ravenstein::cli
