// SPDX-License-Identifier: Apache-2.0
#include "cli/campaign_projection.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <span>

#include "calibration/campaign/run_once.hpp"
#include "calibration/scores/of_scenario.hpp"
#include "calibration/scores/skill.hpp"
#include "cli/exit_code.hpp"
#include "cli/project.hpp"
#include "cli/scoring.hpp"
#include "io/campaign/append_file.hpp"
#include "io/checksum.hpp"
#include "io/projection/write.hpp"
#include "models/member.hpp"
#include "models/registry.hpp"

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
using calibration::RunSpec;

/// `ravenstein run` refuses a seed where nothing is drawn.
bool draws_numbers(const Scenario& scenario, const ParameterValues& values) {
  if (scenario.resolution != Resolution::flows) return true;
  const models::BehaviourModel* model = models::find_behaviour_model(scenario.behaviour.model);
  return model != nullptr && model->uses && model->uses(values, scenario).draws_of_its_own;
}

/// What makes a plain run of the scenario into this one.
std::vector<std::string> overrides_of(const OpenCampaign& open, const RunSpec& run) {
  const io::ScenarioFile& file = open.campaign.scenarios[run.scenario].file;
  const Scenario& scenario = file.scenario;
  const ParameterValues values = calibration::run_parameters(open.campaign, open.plan, run);
  std::vector<std::string> overrides;
  const auto set = [&](const std::string& name) {
    overrides.push_back(
        fmt::format("behaviour.parameters.{}={}", name, to_string(values.at(name))));
  };
  const auto drawn = models::drawn_names(scenario, file.posterior.get());
  for (const std::string& name : drawn) set(name);
  for (const io::DesignParameter& parameter : open.campaign.parameters) set(parameter.info.name);
  if (draws_numbers(scenario, values)) {
    overrides.push_back(fmt::format("seed={}", open.campaign.form.seed));
  }
  overrides.emplace_back("beside=[]");  // campaigns run nothing beside
  if (scenario.ensemble.members > 1 || !drawn.empty()) {
    overrides.emplace_back("ensemble=");
  }
  if (file.posterior != nullptr) {  // without it nothing says where the draws are from
    overrides.push_back("remarks=" + nlohmann::json(scenario.remarks).dump());
  }
  return overrides;
}

/// A run of another member or seed is not what `ravenstein run` of the file repeats.
std::string remark_of(const OpenCampaign& open, const RunSpec& run) {
  if (run.replicate == 0 && run.retry == 0) return "";
  return fmt::format(
      "Replicate {}{} of a campaign: its chance is not that of the seed {} alone, so `ravenstein "
      "run` of this file gives replicate 0.",
      run.replicate, run.retry > 0 ? fmt::format(", retry {},", run.retry) : "",
      open.campaign.form.seed);
}

/// Scores as `ravenstein run` has them, with the parameters of the run.
std::vector<io::SkillRow> skill_rows(const OpenCampaign& open, const RunSpec& run,
                                     const Projection& projection) {
  Scenario scenario = open.campaign.scenarios[run.scenario].file.scenario;
  scenario.behaviour.parameters = calibration::run_parameters(open.campaign, open.plan, run);
  const calibration::CampObservations observed = calibration::camp_observations(scenario);
  if (observed.codes.empty() || projection.period.interval != Interval::day) return {};
  const calibration::Forecast forecast = calibration::forecast_of(scenario, projection);
  return stored_rows(calibration::skill({&forecast, 1}, observed));
}

}  // namespace

calibration::ProjectionWriter projection_writer(const OpenCampaign& open) {
  return [&open](const fs::path& to, const RunSpec& run, const Projection& projection) {
    const io::CampaignScenario& scenario = open.campaign.scenarios.at(run.scenario);
    io::ProjectionFile contents = describe(scenario.file);
    contents.projection = projection;
    const std::string remark = remark_of(open, run);
    if (!remark.empty()) contents.remarks.push_back(remark);
    contents.skill = skill_rows(open, run, projection);
    contents.provenance = provenance_of(scenario.file, {.threads = 1});
    contents.provenance.seed = static_cast<std::uint64_t>(open.campaign.form.seed);
    for (std::string& text : overrides_of(open, run)) {
      contents.provenance.overrides.push_back(std::move(text));
    }
    contents.provenance.command_line = fmt::format(
        "ravenstein sweep {}: run {}, scenario {}, point {}, replicate {}",
        open.yaml.filename().string(), run.number, scenario.name, run.point, run.replicate);
    io::write_projection(to, contents, {.force = true});
  };
}

std::size_t extract_projection(const OpenCampaign& open, const calibration::Ledger& ledger,
                               std::size_t run, const fs::path& output, bool force) {
  const calibration::CampaignPlan& plan = open.plan;
  if (run >= plan.runs()) {
    throw UsageError(
        fmt::format("--extract: expected a run from 0 to {}, found {}", plan.runs() - 1, run));
  }
  if (!plan.keeps_projection(run)) {
    throw UsageError(
        plan.kept.projections == 0
            ? "--extract: this campaign keeps no whole projections (keep: projections: 1)"
            : fmt::format("--extract: run {} is replicate {}; whole projections are kept of the "
                          "first {} (keep: projections)",
                          run, run % plan.replicates, plan.kept.projections));
  }
  const auto found = ledger.projections.find(run);
  if (found == ledger.projections.end()) {
    throw std::runtime_error(
        ledger.runs[run].state == calibration::RunState::failed
            ? fmt::format("run {} failed, so it has no projection", run)
            : fmt::format("run {} is not done: `ravenstein sweep resume {}` makes it", run,
                          open.folder.string()));
  }
  const auto& [file, record] = found->second;
  const std::string bytes = io::bytes_of_file(open.folder / file, record.offset, record.bytes);
  if (io::sha256(bytes) != record.sha256) {
    throw std::runtime_error(
        fmt::format("{}: the projection of run {} is damaged: remove the file and resume the "
                    "campaign, which makes it again",
                    (open.folder / file).string(), run));
  }
  io::write_atomically(output, std::as_bytes(std::span(bytes)), force);
  return bytes.size();
}

}  // namespace ravenstein::cli
