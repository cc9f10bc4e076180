// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/completion.hpp"

namespace ravenstein::cli {
namespace {

ExitCode print_completion(const CLI::App& app, const std::string& shell) {
  const auto commands = shape_of(app);
  if (shell == "bash") std::cout << bash_completion(commands);
  if (shell == "zsh") std::cout << zsh_completion(commands);
  if (shell == "fish") std::cout << fish_completion(commands);
  return ExitCode::ok;
}

}  // namespace

void add_completion(CLI::App& app, Action& action) {
  auto shell = std::make_shared<std::string>();
  CLI::App* command =
      app.add_subcommand("completion", "Prints a script that lets the shell complete commands");
  command->add_option("shell", *shell, "which shell")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->footer(
      "Examples:\n"
      "  source <(ravenstein completion bash)\n"
      "  ravenstein completion zsh > ~/.zfunc/_ravenstein\n"
      "  ravenstein completion fish > ~/.config/fish/completions/ravenstein.fish");
  command->callback(
      [&app, &action, shell] { action = [&app, shell] { return print_completion(app, *shell); }; });
}

}  // namespace ravenstein::cli
