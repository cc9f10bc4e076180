// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <set>

#include "cli/campaign_folder.hpp"
#include "cli/crash_notes.hpp"
#include "cli/sweep_commands.hpp"
#include "cli/text.hpp"
#include "engine/core/quantile.hpp"
#include "io/campaign/folder_lock.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::Failure;
using calibration::RunState;

/// Workers whose sign of life is younger than this are taken to be at work.
constexpr double kAliveWithin_s = 30;

std::string count_text(std::size_t count) { return grouped(static_cast<std::int64_t>(count)); }

double age_s(const fs::path& path) {
  return std::chrono::duration<double>(fs::file_time_type::clock::now() - fs::last_write_time(path))
      .count();
}

/// A line for each worker that has ever worked here.
std::string workers_text(const fs::path& folder) {
  const bool locked = io::is_locked(folder);
  std::set<fs::path> signs;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".alive") signs.insert(entry.path());
  }
  std::string text;
  for (const fs::path& path : signs) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    const double age = age_s(path);
    const bool alive = locked && age < kAliveWithin_s;
    text += fmt::format("  {}: {} ({}; last sign of life {} ago)\n", path.stem().string(),
                        alive ? "running" : "not running", line, duration_text(age));
  }
  return text;
}

std::string times_text(const calibration::Ledger& ledger) {
  std::vector<double> seconds;
  for (const calibration::RunEntry& run : ledger.runs) {
    if (run.state == RunState::ok) seconds.push_back(run.seconds);
  }
  if (seconds.empty()) return "";
  std::ranges::sort(seconds);
  return fmt::format("a run takes {} (median; 5 % of them {} or less, 5 % {} or more)\n",
                     duration_text(quantile_of_sorted(seconds, 0.5)),
                     duration_text(quantile_of_sorted(seconds, 0.05)),
                     duration_text(quantile_of_sorted(seconds, 0.95)));
}

ExitCode tell_status(const std::string& folder) {
  const OpenCampaign open = remembered(folder);
  const calibration::Ledger ledger = ledger_of(open);
  std::cout << open.campaign.form.title << '\n'
            << fmt::format("{} runs: {} ok, {} failed, {} pending\n",
                           count_text(ledger.runs.size()), count_text(ledger.count(RunState::ok)),
                           count_text(ledger.count(RunState::failed)),
                           count_text(ledger.count(RunState::pending)))
            << times_text(ledger) << workers_text(open.folder)
            << fmt::format("journals: {}\n", bytes_text(ledger.journal_bytes));
  if (!ledger.projections.empty()) {
    std::cout << count_text(ledger.projections.size()) << " whole projections are kept\n";
  }
  for (const auto& [run, crashes] : read_crashes(open.folder)) {
    if (run >= ledger.runs.size() || ledger.runs[run].state == RunState::ok) continue;
    std::cout << fmt::format("run {} crashed the program {} times\n", run, crashes.times);
  }
  if (ledger.lost_rows > 0) {
    std::cout << fmt::format("{} results are no longer in their file and will be made again\n",
                             count_text(ledger.lost_rows));
  }
  return ExitCode::ok;
}

std::string quoted(const std::string& text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' ? "\"\"" : std::string(1, c);
  return result + '"';
}

/// CSV: what failed, why, and at which parameters.
ExitCode tell_failures(const std::string& folder) {
  const OpenCampaign open = remembered(folder);
  const calibration::Ledger ledger = ledger_of(open);
  std::map<std::size_t, std::string> reasons;
  for (const auto& [run, reason] : ledger.reasons) reasons[run] = reason;  // the last counts
  std::cout << "run,scenario,replicate,failure,attempts";
  for (const auto& parameter : open.campaign.parameters) std::cout << ',' << parameter.info.name;
  std::cout << ",reason\n";
  for (std::size_t r = 0; r < ledger.runs.size(); ++r) {
    const calibration::RunEntry& entry = ledger.runs[r];
    if (entry.state != RunState::failed) continue;
    const calibration::RunSpec spec = open.plan.spec(r);
    std::cout << fmt::format("{},{},{},{},{}", r,
                             quoted(open.campaign.scenarios[spec.scenario].name), spec.replicate,
                             name_of(entry.failure), entry.attempts);
    const auto point = open.plan.design.point(spec.point);
    for (std::size_t p = 0; p < point.size(); ++p) {
      std::cout << ',' << to_string(io::decoded(open.campaign.parameters[p].info, point[p]));
    }
    std::cout << ',' << quoted(reasons[r]) << '\n';
  }
  return ExitCode::ok;
}

}  // namespace

void add_sweep_status(CLI::App& sweep, Action& action) {
  auto folder = std::make_shared<std::string>();
  CLI::App* status =
      sweep.add_subcommand("status", "How far a campaign is, and whether somebody works on it");
  status->add_option("folder", *folder, "of the campaign")->required();
  status->footer("Examples:\n  ravenstein sweep status mali.sweep");
  status->callback([&action, folder] { action = [folder] { return tell_status(*folder); }; });
  CLI::App* failures =
      sweep.add_subcommand("failures", "Which runs failed, why, and at which parameters, as CSV");
  failures->add_option("folder", *folder, "of the campaign")->required();
  failures->footer("Examples:\n  ravenstein sweep failures mali.sweep > failures.csv");
  failures->callback([&action, folder] { action = [folder] { return tell_failures(*folder); }; });
}

}  // namespace ravenstein::cli
