// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/commands.hpp"
#include "cli/disclosure_options.hpp"
#include "cli/report_inputs.hpp"
#include "cli/text.hpp"
#include "engine/core/problem.hpp"
#include "io/files.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/report/boundaries.hpp"

namespace ravenstein::cli {
namespace {

struct ReportCommand {
  std::vector<std::string> projections;
  std::string output;
  std::string zone;
  std::string language = "en";
  DisclosureOptions disclosure;
  std::vector<std::string> attributions;
  std::string boundaries;
  bool force = false;
  bool quiet = false;
};

bool is_json(const std::string& output) {
  return std::filesystem::path(output).extension() == ".json";
}

/// The bytes of the file; InputError if it cannot be read.
std::string boundaries_of(const std::string& path) {
  if (path.empty()) return {};
  const std::filesystem::path file = path;
  io::InputFiles files = io::InputFiles::on_disk(file.parent_path());
  Problems problems;
  const io::EmbeddedFile* read =
      files.read(file.filename().generic_string(), {}, "boundaries", problems);
  problems.throw_if_any();
  return read->bytes;
}

/// One for each projection, in their order, or one for the first; then those of --with.
void add_attributions(const ReportCommand& command, ReportInputs& inputs) {
  if (command.attributions.size() > inputs.sources.size()) {
    throw UsageError("--attribution: more files than projections and --with");
  }
  for (std::size_t n = 0; n < command.attributions.size(); ++n) {
    inputs.sources[n].attribution = io::read_attribution(command.attributions[n]);
  }
}

ExitCode report(const ReportCommand& command) {
  const std::string output =
      !command.output.empty()
          ? command.output
          : std::filesystem::path(command.projections[0]).stem().string() + ".html";
  if (!is_json(output)) check_page_name("--out", output);
  io::check_output(output, command.force);
  ReportInputs inputs = read_report_inputs(command.projections, command.disclosure.with, std::cerr);
  add_attributions(command, inputs);
  io::ReportOptions options;
  options.published_elsewhere = inputs.published_elsewhere;
  options.language = command.language;
  options.release = command.disclosure.kind();
  options.disclosure = command.disclosure.settings();
  if (!command.zone.empty()) options.focus = command.zone;
  options.boundaries = boundaries_of(command.boundaries);
  options.boundaries_name = command.boundaries;
  const io::ReportData data = io::build_report(inputs.sources, options);
  const std::string text = is_json(output) ? io::report_json(data) : report_html(data);
  io::write_atomically(output, std::as_bytes(std::span(text)), command.force);
  if (command.quiet) return ExitCode::ok;
  std::cerr << io::boundaries_note(data.boundaries, data.zones);
  if (!data.how.empty()) std::cout << data.how << '\n';
  std::cout << fmt::format("Wrote {} ({})\n", output, bytes_text(text.size()));
  return ExitCode::ok;
}

}  // namespace

void add_report(CLI::App& app, Action& action) {
  auto command = std::make_shared<ReportCommand>();
  CLI::App* sub = app.add_subcommand(
      "report", "One page that opens in any browser, without a network: for those who decide");
  sub->add_option("projections", command->projections,
                  "files written by `ravenstein run`; the first is the baseline")
      ->required()
      ->expected(1, 16);
  sub->add_option("-o,--out", command->output,
                  "the page to write [named after the first projection]; .json: its data alone");
  sub->add_option("--zone", command->zone, "code of the zone to show first");
  sub->add_option("--lang", command->language, "language to show first")
      ->check(CLI::IsMember({"en", "fr", "es", "ar"}))
      ->capture_default_str();
  add_disclosure_options(*sub, command->disclosure);
  sub->add_option("--attribution", command->attributions,
                  "what each cause explains: a .json of `ravenstein attribute`; repeatable, in the "
                  "order of the projections and of --with")
      ->expected(1)
      ->take_all();
  sub->add_option(
      "--boundaries", command->boundaries,
      "GeoJSON of the zones, found by whichever property holds their codes [the scenario's]");
  sub->add_flag("--force", command->force, "overwrite the output if it exists");
  sub->add_flag("-q,--quiet", command->quiet, "say nothing but errors");
  sub->footer(
      "Examples:\n"
      "  ravenstein report mali-2012.h5\n"
      "  ravenstein report baseline.h5 failed-deyr.h5 --zone SO22 --lang fr -o deyr.html\n"
      "  ravenstein report deyr.h5 --with baseline.h5   # if both are published\n"
      "  ravenstein report somalia.h5 --release restricted -o internal.html");
  sub->callback([&action, command] { action = [command] { return report(*command); }; });
}

}  // namespace ravenstein::cli
