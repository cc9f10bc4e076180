// SPDX-License-Identifier: Apache-2.0
#include "cli/sweep_plan.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <thread>

#include "calibration/campaign/run_once.hpp"
#include "calibration/campaign/store.hpp"
#include "cli/campaign_projection.hpp"
#include "cli/text.hpp"
#include "engine/simulation.hpp"
#include "io/campaign/manifest.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::RunOutputs;
using calibration::RunSpec;
using calibration::RunState;
using Clock = std::chrono::steady_clock;

std::string count_text(std::size_t count) { return grouped(static_cast<std::int64_t>(count)); }

/// NaN is NaN.
bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return a.size() == b.size() &&
         (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(double)) == 0);
}

bool same(const RunOutputs& a, const RunOutputs& b) {
  return same(a.measures, b.measures) && same(a.series, b.series) && same(a.fields, b.fields);
}

/// Written and removed again.
std::uint64_t projection_size(const OpenCampaign& open, const RunSpec& run,
                              const RunOutputs& outputs) {
  if (!outputs.projection) return 0;
  const fs::path file =
      fs::temp_directory_path() / fmt::format("ravenstein-pilot-{}.h5", ::getpid());
  projection_writer(open)(file, run, *outputs.projection);
  const std::uint64_t bytes = fs::file_size(file);
  fs::remove(file);
  return bytes;
}

std::uint64_t bytes_of(const calibration::CampaignPlan& plan, const Pilot& pilot) {
  constexpr std::uint64_t kJournal = 100;  // of a run that is a block of its own
  std::uint64_t bytes = plan.runs() * (kJournal + io::row_bytes(calibration::run_columns(plan)));
  if (plan.kept.field_cells() > 0) {
    bytes += plan.blocks() * io::row_bytes(calibration::field_columns(plan));
  }
  return bytes + pilot.projection_bytes;
}

std::string notes_text(const OpenCampaign& open, const Pilot& pilot) {
  std::string text;
  for (const std::size_t s : pilot.without_chance) {
    const io::CampaignScenario& scenario = open.campaign.scenarios[s];
    const bool flows = scenario.file.scenario.resolution == Resolution::flows;
    text += fmt::format(
        "note: replicates 0 and 1 of scenario {} come out the same in all that is kept{}: more "
        "than "
        "one may say nothing more\n",
        scenario.name, flows ? " (resolution: flows is without chance)" : "");
  }
  return text;
}

/// What a campaign that began has done; all are left of one that did not.
calibration::Ledger known(const OpenCampaign& open) {
  check_begun(open);
  if (io::has_manifest(open.folder)) return ledger_of(open);
  calibration::Ledger nothing;
  nothing.runs.resize(open.plan.runs());
  return nothing;
}

}  // namespace

Pilot pilot_of(const OpenCampaign& open, bool replicates) {
  const calibration::CampaignPlan& plan = open.plan;
  const calibration::RunFunction run = calibration::simulated_runs(open.campaign, plan);
  const auto made = [&](const RunSpec& spec) {
    RunOutputs outputs;
    in_arena(1, [&] { outputs = run(spec, [] {}); });
    return outputs;
  };
  Pilot pilot;
  for (std::size_t s = 0; s < plan.scenarios; ++s) {
    const RunSpec first = plan.spec(s * plan.runs_per_scenario());
    const Clock::time_point start = Clock::now();
    const RunOutputs outputs = made(first);
    pilot.run_s.push_back(std::chrono::duration<double>(Clock::now() - start).count());
    pilot.projection_bytes +=
        projection_size(open, first, outputs) * plan.projections_kept() / plan.scenarios;
    if (!replicates || plan.replicates == 1) continue;
    if (same(outputs, made(plan.spec(first.number + 1)))) pilot.without_chance.push_back(s);
  }
  return pilot;
}

double seconds_left(const OpenCampaign& open, const calibration::Ledger& ledger,
                    const Pilot& pilot) {
  double seconds = 0;
  for (std::size_t run = 0; run < ledger.runs.size(); ++run) {
    if (ledger.runs[run].state != RunState::pending) continue;
    seconds += pilot.run_s[run / open.plan.runs_per_scenario()];
  }
  return seconds;
}

ExitCode tell_plan(const OpenCampaign& open, int threads) {
  const calibration::CampaignPlan& plan = open.plan;
  const calibration::Ledger ledger = known(open);
  const Pilot pilot = pilot_of(open, true);
  const int used =
      threads > 0 ? threads : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
  double one_s = 0;
  for (const double s : pilot.run_s) one_s += s / static_cast<double>(pilot.run_s.size());
  const std::size_t left = ledger.count(RunState::pending);
  std::cout << open.campaign.form.title << '\n'
            << fmt::format("{} runs: {} scenarios x {} points x {} replicates\n",
                           count_text(plan.runs()), plan.scenarios, count_text(plan.design.points),
                           count_text(plan.replicates))
            << fmt::format("handed out in {} blocks of {}\n", plan.blocks(), plan.block);
  if (io::has_manifest(open.folder)) {
    std::cout << fmt::format("begun: {} done, {} failed, {} left\n",
                             count_text(ledger.count(RunState::ok)),
                             count_text(ledger.count(RunState::failed)), count_text(left));
  }
  std::cout << fmt::format("time: about {} on {} threads (one run: {}, measured)\n",
                           duration_text(seconds_left(open, ledger, pilot) / used), used,
                           duration_text(one_s))
            << fmt::format("disk: about {} in all\n", bytes_text(bytes_of(plan, pilot)));
  if (pilot.projection_bytes > 0) {
    std::cout << fmt::format("of that {} for {} whole projections\n",
                             bytes_text(pilot.projection_bytes),
                             count_text(plan.projections_kept()));
  }
  std::cout << notes_text(open, pilot)
            << fmt::format("would work in {}; nothing has been run\n", open.folder.string());
  return ExitCode::ok;
}

}  // namespace ravenstein::cli
