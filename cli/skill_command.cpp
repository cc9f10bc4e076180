// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "calibration/scores/print.hpp"
#include "cli/commands.hpp"
#include "cli/scoring.hpp"
#include "cli/text.hpp"
#include "io/projection/read.hpp"

namespace ravenstein::cli {
namespace {

struct SkillCommand {
  std::string projection;
  bool markdown = false;
};

ExitCode print_skill(const SkillCommand& command) {
  const io::ProjectionFile file = io::read_projection(command.projection);
  const auto table = skill_of(file);
  if (!table) {
    std::cout << command.projection
              << (file.observations.empty()
                      ? " holds no observations of zones that receive people.\n"
                      : " was not recorded by day, as scores need it.\n");
    return ExitCode::ok;
  }
  const auto layout =
      command.markdown ? calibration::Layout::markdown : calibration::Layout::terminal;
  std::cout << file.title << "\n\n" << calibration::skill_text(*table, layout);
  if (!file.remarks.empty()) std::cout << "\nRemarks\n";
  for (const std::string& remark : file.remarks) std::cout << bullet(remark);
  return ExitCode::ok;
}

}  // namespace

void add_skill(CLI::App& app, Action& action) {
  auto command = std::make_shared<SkillCommand>();
  CLI::App* sub = app.add_subcommand(
      "skill", "Scores a projection, per camp and in total, beside forecasts without skill");
  sub->add_option("projection", command->projection, "a file written by `ravenstein run`")
      ->required();
  sub->add_flag("--markdown", command->markdown, "tables in Markdown");
  sub->footer(
      "Examples:\n"
      "  ravenstein skill mali-2012.h5\n"
      "  ravenstein skill mali-2012.h5 --markdown > skill.md");
  sub->callback([&action, command] { action = [command] { return print_skill(*command); }; });
}

}  // namespace ravenstein::cli
