// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "calibration/hindcast/hindcast_file.hpp"
#include "cli/build_info.hpp"
#include "cli/commands.hpp"
#include "cli/freed_memory.hpp"
#include "cli/interrupt.hpp"
#include "cli/work_journal.hpp"
#include "cli/work_options.hpp"
#include "engine/simulation.hpp"
#include "io/checksum.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/projection/provenance.hpp"

namespace ravenstein::cli {
namespace {

struct HindcastCommand : WorkOptions {
  std::string input;
  std::vector<std::string> overrides;
  std::string json;
  bool markdown = false;
  bool resume = false;
  bool force = false;
};

int at_most(double runs) { return static_cast<int>(std::min<double>(runs, INT_MAX)); }

/// Runs of cases; searches may end earlier.
int runs_of(const calibration::CrisisHindcast& hindcast) {
  double runs = 0;
  for (const calibration::CrisisForm& form : hindcast.forms) {
    const auto cases = static_cast<double>(form.crises.size());
    runs += cases * hindcast.search.points;
    if (hindcast.search.search != calibration::PooledSearch::points) {
      runs += cases * (cases + 1) * hindcast.search.most_evaluations;
    }
  }
  return at_most(runs);
}

/// Forecasts of a cause from an origin, and whole sets of destinations.
int forecasts_of(const calibration::RollingHindcast& hindcast) {
  double forecasts = 0;
  for (const calibration::DepartureHindcast& of : hindcast.departures) {
    forecasts += static_cast<double>(of.origins.size() * of.causes.size());
  }
  for (const calibration::DestinationHindcast& of : hindcast.destinations) {
    forecasts += 6 * static_cast<double>(of.causes.size());
  }
  return at_most(forecasts);
}

/// Counts what has been done and says whether to go on; called from several threads.
class Watch {
 public:
  Watch(const HindcastCommand& command, const InterruptGuard& interrupt, int total,
        const char* step)
      : total_(total),
        interrupt_(interrupt),
        progress_(command.progress_mode(), "hindcast", total, step) {}
  bool operator()() {
    const std::lock_guard<std::mutex> lock(mutex_);
    progress_.update(std::min(++done_, total_));
    return !interrupt_.stop_requested();
  }

 private:
  int total_, done_ = 0;
  const InterruptGuard& interrupt_;
  Progress progress_;
  std::mutex mutex_;
};

calibration::HindcastPage page_of(const HindcastCommand& command, const InterruptGuard& interrupt,
                                  calibration::HindcastFile& file,
                                  const calibration::Kept& keeper) {
  if (file.cases) {
    Watch watch(command, interrupt, runs_of(*file.cases), "run");
    file.cases->search.threads = command.threads;
    file.cases->go_on = [&watch] { return watch(); };
    file.cases->keeper = keeper;
    return calibration::page_of(*file.cases, calibration::run(*file.cases));
  }
  Watch watch(command, interrupt, forecasts_of(*file.rolling), "forecast");
  file.rolling->go_on = [&watch] { return watch(); };
  file.rolling->keeper = keeper;
  calibration::HindcastPage page;
  in_arena(command.threads, [&] { page = calibration::run(*file.rolling); });
  return page;
}

/// Only what changes the result, so that a resumed hindcast has the same bytes.
std::string command_line_of(const HindcastCommand& command) {
  std::vector<std::string> words{"ravenstein", "hindcast",
                                 std::filesystem::path(command.input).filename().string()};
  for (const std::string& text : command.overrides) {
    words.emplace_back("--set");
    words.push_back(text);
  }
  return io::command_line_without_folders(words);
}

calibration::HindcastProvenance provenance_of(const HindcastCommand& command,
                                              const calibration::HindcastFile& file) {
  const BuildInfo build = build_info();
  calibration::HindcastProvenance from;
  from.program = fmt::format("ravenstein {}", build.version);
  from.git_sha1 = build.git_hash;
  from.compiler = build.compiler;
  from.build_type = build.build_type;
  from.random_generator = io::Provenance{}.random_generator;
  from.command_line = command_line_of(command);
  from.seed = file.seed;
  from.path = file.name;
  from.sha256 = file.sha256;
  from.overrides = command.overrides;
  from.inputs = file.inputs;
  return from;
}

/// The page, pieces of it kept beside the JSON as they are made; none if it was interrupted, which
/// is told.
std::optional<calibration::HindcastPage> resumable_page(
    const HindcastCommand& command, const InterruptGuard& interrupt,
    calibration::HindcastFile& file, const calibration::HindcastProvenance& from) {
  const std::string inputs = "its YAML, a --set, a scenario or a table\t" +
                             io::sha256(calibration::page_json({}, from)) + '\n';
  WorkJournal journal(command.json, "hindcast", inputs, command.resume, command.force);
  std::map<std::string, std::string> known;  // as records, which are much smaller
  std::mutex mutex;
  for (const std::string_view record : journal.found()) {
    known.emplace(calibration::from_piece_record(record).first, record);
  }
  if (!command.quiet && command.resume) {
    std::cerr << journal.found_text(known.size(), "piece") << '\n';
  }
  calibration::Kept keeper;
  keeper.known = [&](const std::string& piece) -> std::optional<std::vector<double>> {
    std::string record;
    {
      const std::lock_guard lock(mutex);
      const auto found = known.find(piece);
      if (found == known.end()) return {};
      record = found->second;
    }
    return calibration::from_piece_record(record).second;
  };
  keeper.made = [&](const std::string& piece, const std::vector<double>& values) {
    const std::string record = calibration::to_piece_record(piece, values);
    const std::lock_guard lock(mutex);
    if (known.emplace(piece, record).second) journal.add(record);
  };
  try {
    calibration::HindcastPage page = page_of(command, interrupt, file, keeper);
    const std::string json = calibration::page_json(page, from);
    io::write_atomically(command.json, std::as_bytes(std::span(json)), command.force);
    journal.remove();
    return page;
  } catch (const Interrupted&) {
    journal.sync();
    std::cerr << fmt::format(
        "ravenstein: interrupted; what has been worked out is in {}, and the same command with\n"
        "--resume goes on with it\n",
        journal.path().string());
    return {};
  }
}

ExitCode hindcast(const HindcastCommand& command) {
  if (command.resume && command.json.empty()) {
    throw UsageError("--resume needs --json FILE: what has been worked out is kept beside it");
  }
  if (!command.json.empty()) io::check_output(command.json, command.force, io::OutputKind::json);
  calibration::HindcastFile file =
      calibration::read_hindcast_file(command.input, command.overrides);
  keep_freed_memory();
  const InterruptGuard interrupt;
  std::optional<calibration::HindcastPage> page;
  if (command.json.empty()) {
    page = page_of(command, interrupt, file, {});
  } else {
    page = resumable_page(command, interrupt, file, provenance_of(command, file));
  }
  if (!page) return ExitCode::interrupted;
  if (command.quiet) return ExitCode::ok;
  std::cout << calibration::page_text(
      *page, command.markdown ? calibration::Layout::markdown : calibration::Layout::terminal);
  if (!command.json.empty()) std::cout << "\nWrote " << command.json << '\n';
  return ExitCode::ok;
}

void add_options(CLI::App& app, HindcastCommand& command) {
  app.add_option("hindcast", command.input, "a hindcast.yaml (docs/hindcast.md)")->required();
  app.add_option("--json", command.json, "also write all scores, with all digits, to a file");
  app.add_flag("--resume", command.resume,
               "with --json: go on after Ctrl-C or a crash, to the same bytes; what is worked out "
               "is kept in a journal beside that file until it is written");
  app.add_flag("--markdown", command.markdown, "tables in Markdown");
  app.add_option("--set", command.overrides, "path=value: changes the hindcast file; repeatable")
      ->expected(1)
      ->take_all();
  add_work_options(app, command);
  app.add_flag("--force", command.force, "overwrite outputs that exist");
}

}  // namespace

void add_hindcast(CLI::App& app, Action& action) {
  auto command = std::make_shared<HindcastCommand>();
  CLI::App* sub = app.add_subcommand(
      "hindcast", "Forecasts the past: fits without it, scores, and shows forecasts without skill");
  add_options(*sub, *command);
  sub->footer(
      "A file of `cases` fits parameters to all crises but one and judges them on it, one after\n"
      "the other. A file of one `scenario` fits to the past, forecasts, slides on.\n\n"
      "Examples:\n"
      "  ravenstein hindcast scenarios/flee-cases/day-30.yaml\n"
      "  ravenstein hindcast scenarios/somalia/hindcast.yaml --json somalia.json\n"
      "  ravenstein hindcast scenarios/somalia/hindcast.yaml --json somalia.json --resume\n"
      "  ravenstein hindcast scenarios/somalia/hindcast.yaml --set members=100 --markdown");
  sub->callback([&action, command] { action = [command] { return hindcast(*command); }; });
}

}  // namespace ravenstein::cli
