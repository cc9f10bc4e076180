// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

#include "calibration/campaign/measures_of_run.hpp"
#include "io/checksum.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::size_t kMostRuns = std::size_t{1} << 31U;
constexpr std::size_t kBlocks = 1024;  ///< about so many blocks of a scenario
constexpr std::size_t kMostInBlock = 4096;
constexpr std::size_t kLeastReduced = 16;  ///< runs of a block whose fields are reduced
constexpr std::size_t kMostWhole = 16;     ///< of which whole projections wait in memory
constexpr std::size_t kSketch = 32;

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014): every bit of the input acts on all.
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31U);
}

std::uint64_t first_word(const std::string& hex) {
  std::uint64_t word = 0;
  std::from_chars(hex.data(), hex.data() + 16, word, 16);
  return word;
}

std::string scenario_digest(const io::CampaignScenario& scenario) {
  std::string text = scenario.file.path + '\n';
  for (const io::EmbeddedFile& input : scenario.file.inputs) {
    text += input.path + ' ' + input.sha256 + '\n';
  }
  for (const std::string& override_text : scenario.file.overrides) text += override_text + '\n';
  return io::sha256(text);
}

std::string fingerprint_of(const io::Campaign& campaign, const CampaignPlan& plan) {
  const io::CampaignForm& form = campaign.form;
  std::string text = fmt::format("{} {} {} {} {}\n", form.seed, plan.replicates, plan.block,
                                 plan.sketch, static_cast<int>(form.design.kind));
  for (const auto& scenario : campaign.scenarios) {
    text += scenario.name + ' ' + scenario_digest(scenario) + '\n';
  }
  for (const auto& parameter : campaign.parameters) text += parameter.info.name + '\n';
  for (const std::string& measure : plan.kept.measures) text += "measure " + measure + '\n';
  for (const KeptTable& table : plan.kept.series) text += "series " + table.name + '\n';
  for (const KeptTable& table : plan.kept.fields) text += "field " + table.name + '\n';
  if (plan.kept.projections > 0) text += fmt::format("projections {}\n", plan.kept.projections);
  if (form.on_failure == io::RunFailure::retry) text += fmt::format("retries {}\n", form.retries);
  if (plan.recover_value) text += fmt::format("recover {}\n", *plan.recover_value);
  const auto& values = plan.design.values;
  text.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  return io::sha256(text);
}

std::size_t block_size(const io::Campaign& campaign, const CampaignPlan& plan) {
  std::size_t size = static_cast<std::size_t>(campaign.form.block);
  if (size == 0) {
    size = std::clamp((plan.runs_per_scenario() + kBlocks - 1) / kBlocks, std::size_t{1},
                      kMostInBlock);
    if (plan.kept.projections > 0) size = std::min(size, kMostWhole);
    if (!plan.kept.fields.empty()) size = std::max(size, kLeastReduced);
  }
  if (plan.sobol_fields) {  // rows of the design are not split
    const std::size_t row = plan.design.group * plan.replicates;
    size = (size + row - 1) / row * row;
  }
  return std::min(size, std::max(plan.runs_per_scenario(), std::size_t{1}));
}

}  // namespace

std::size_t KeptPlan::series_cells() const {
  std::size_t cells = 0;
  for (const KeptTable& table : series) cells += table.cells();
  return cells;
}

std::size_t KeptPlan::field_cells() const {
  std::size_t cells = 0;
  for (const KeptTable& table : fields) cells += table.cells();
  return cells;
}

std::size_t CampaignPlan::first_run(std::size_t block_number) const {
  const std::size_t scenario = block_number / blocks_per_scenario();
  return scenario * runs_per_scenario() + block_number % blocks_per_scenario() * block;
}

std::size_t CampaignPlan::runs_of(std::size_t block_number) const {
  const std::size_t before = block_number % blocks_per_scenario() * block;
  return std::min(block, runs_per_scenario() - before);
}

std::size_t CampaignPlan::block_of(std::size_t run) const {
  const std::size_t scenario = run / runs_per_scenario();
  return scenario * blocks_per_scenario() + run % runs_per_scenario() / block;
}

RunSpec CampaignPlan::spec(std::size_t run) const {
  const std::size_t point = run / replicates;
  return {run, point / design.points, point % design.points,
          static_cast<std::uint32_t>(run % replicates), 0};
}

bool CampaignPlan::keeps_projection(std::size_t run) const {
  return run % replicates < kept.projections;
}

std::size_t CampaignPlan::projections_kept() const {
  return scenarios * design.points * std::min(replicates, kept.projections);
}

std::uint64_t CampaignPlan::run_id(std::size_t run) const {
  const RunSpec one = spec(run);
  std::uint64_t hash = mixed(scenario_key[one.scenario]);
  for (const double value : design.point(one.point)) {
    hash = mixed(hash ^ std::bit_cast<std::uint64_t>(value));
  }
  return mixed(hash ^ one.replicate);
}

CampaignPlan plan_of(const io::Campaign& campaign) {
  CampaignPlan plan;
  plan.design = design_of(campaign);
  plan.scenarios = campaign.scenarios.size();
  plan.replicates = static_cast<std::size_t>(campaign.form.replicates);
  plan.kept = kept_plan(campaign);
  const double runs = static_cast<double>(plan.scenarios) * static_cast<double>(plan.replicates) *
                      static_cast<double>(plan.design.points);
  if (runs > static_cast<double>(kMostRuns)) {
    throw InputError(InputKind::scenario,
                     {{{},
                       "design",
                       fmt::format("expected at most {} runs, found {:.0f}", kMostRuns, runs),
                       ""}});
  }
  if (campaign.form.on_failure == io::RunFailure::recover) {
    plan.recover_value = campaign.form.recover_value;
  }
  plan.second_order = campaign.form.design.second_order;
  plan.sobol_fields =
      campaign.form.design.kind == io::DesignKind::saltelli && !plan.kept.fields.empty();
  plan.block = block_size(campaign, plan);
  plan.sketch = std::min(plan.block, kSketch);
  for (const auto& scenario : campaign.scenarios) {
    plan.scenario_key.push_back(first_word(scenario_digest(scenario)));
  }
  plan.fingerprint = fingerprint_of(campaign, plan);
  return plan;
}

}  // namespace ravenstein::calibration
