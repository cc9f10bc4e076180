// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>

#include "cli/commands.hpp"
#include "cli/disclosure_options.hpp"
#include "cli/plot_drawing.hpp"
#include "cli/projections.hpp"
#include "cli/report_inputs.hpp"
#include "io/projection/atomic_file.hpp"

namespace ravenstein::cli {
namespace {

struct PlotCommand {
  std::string projection, zone, output;
  std::string what = "present";
  DisclosureOptions disclosure;
  int width = 900, height = 540;
  bool force = false;
};

std::string format_of(const std::string& output) {
  const std::string ending = std::filesystem::path(output).extension().string();
  if (ending == ".png" || ending == ".svg") return ending.substr(1);
  throw UsageError("--out: expected a name ending in .png or .svg, found " + output);
}

ExitCode plot(const PlotCommand& command) {
  const std::string format = command.output.empty() ? "" : format_of(command.output);
  if (!command.output.empty()) io::check_output(command.output, command.force);
  const std::vector<std::string> paths = {command.projection};
  const ReportInputs inputs = read_report_inputs(paths, command.disclosure.with, std::cerr);
  io::ReportOptions options;
  options.published_elsewhere = inputs.published_elsewhere;
  options.release = command.disclosure.kind();
  options.disclosure = command.disclosure.settings();
  if (!command.zone.empty()) options.focus = command.zone;
  const io::ReportData data = io::build_report(inputs.sources, options);
  Chart chart = chart_of(data, command.what, data.focus.value_or(kNowhere));
  if (options.release == io::Release::restricted) {
    chart.note =
        chart.note.empty() ? io::kRestrictedStamp : io::kRestrictedStamp + ("  " + chart.note);
  }
  if (command.output.empty()) {
    std::cout << chart_text(chart);
    return ExitCode::ok;
  }
  io::write_atomically(command.output, command.force, [&](const std::filesystem::path& temporary) {
    draw_with_gnuplot(chart, temporary, format, command.width, command.height);
  });
  std::cout << "Wrote " << command.output << '\n';
  return ExitCode::ok;
}

}  // namespace

void add_plot(CLI::App& app, Action& action) {
  auto command = std::make_shared<PlotCommand>();
  CLI::App* sub = app.add_subcommand(
      "plot", "Draws people present or arrivals over time, on the terminal or as PNG or SVG");
  sub->add_option("projection", command->projection, "a file written by `ravenstein run`")
      ->required();
  sub->add_option("--zone", command->zone, "code of the zone [all zones together]");
  sub->add_option("--what", command->what, "present: people displaced or abroad; arrivals")
      ->check(CLI::IsMember({"present", "arrivals"}))
      ->capture_default_str();
  sub->add_option("-o,--out", command->output,
                  "a .png or .svg to write (gnuplot draws it) [the terminal]");
  sub->add_option("--width", command->width, "of the picture, in pixels")
      ->check(CLI::Range(200, 10000))
      ->capture_default_str();
  sub->add_option("--height", command->height, "of the picture, in pixels")
      ->check(CLI::Range(150, 10000))
      ->capture_default_str();
  add_disclosure_options(*sub, command->disclosure);
  sub->add_flag("--force", command->force, "overwrite the output if it exists");
  sub->footer(
      "Examples:\n"
      "  ravenstein plot somalia.h5 --zone SO22\n"
      "  ravenstein plot somalia.h5 --zone SO22 --what arrivals -o banadir.svg\n"
      "  ravenstein plot mali-2012.h5 --zone Mentao -o mentao.png");
  sub->callback([&action, command] { action = [command] { return plot(*command); }; });
}

}  // namespace ravenstein::cli
