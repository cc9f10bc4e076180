// SPDX-License-Identifier: Apache-2.0
#include "campaign_for_tests.hpp"

#include <unistd.h>

#include <cstdlib>
#include <utility>

#include "io/projection/hdf5.hpp"

namespace ravenstein::calibration {

CampaignFolder::CampaignFolder() {
  std::string pattern =
      (std::filesystem::temp_directory_path() / "ravenstein-campaign-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

CampaignFolder::~CampaignFolder() {
  std::error_code none;
  std::filesystem::remove_all(path_, none);
}

TestCampaign test_campaign(std::size_t points, std::size_t replicates, std::size_t block,
                           bool tables) {
  TestCampaign test;
  test.campaign.form.title = "formulas";
  io::CampaignScenario& scenario = test.campaign.scenarios.emplace_back();
  scenario.name = "only";
  Scenario& world = scenario.file.scenario;
  world.period.days = 3;
  world.world.zones.resize(2);
  world.world.zones[0].code = "a";
  world.world.zones[1].code = "b";
  io::DesignParameter parameter;
  parameter.info.name = "x";
  test.campaign.parameters.push_back(parameter);
  CampaignPlan& plan = test.plan;
  plan.design.points = points;
  plan.design.parameters = 1;
  for (std::size_t i = 0; i < points; ++i) plan.design.values.push_back(static_cast<double>(i));
  plan.kept.measures = {"half"};
  if (tables) {
    plan.kept.series = {{"refugees", 3, 2}};
    plan.kept.fields = {{"displaced", 3, 2}};
  }
  plan.replicates = replicates;
  plan.block = block;
  plan.sketch = std::min<std::size_t>(block, 32);
  plan.scenario_key = {0x1234567890ABCDEFU};
  plan.fingerprint = "test";
  return test;
}

RunOutputs formula(const CampaignPlan& plan, const RunSpec& run) {
  const auto value = static_cast<double>(run.number * 37 % 101);
  RunOutputs outputs;
  outputs.measures = {static_cast<double>(run.number) + 0.5};
  for (std::size_t c = 0; c < plan.kept.series_cells(); ++c) {
    outputs.series.push_back(1000 * static_cast<double>(c) + value);
  }
  outputs.fields = outputs.series;
  outputs.fields.resize(plan.kept.field_cells());
  return outputs;
}

SweepResult sweep_rest(const std::filesystem::path& folder, const CampaignPlan& plan,
                       const RunFunction& run, int threads, bool rerun_failed) {
  SweepOptions options;
  options.threads = threads;
  options.sync = {8, std::chrono::milliseconds(1)};  // little is lost, much is written
  const Ledger ledger = read_ledger(folder, plan);
  return sweep_on_threads(folder, plan, work_left(ledger, plan, rerun_failed), run, options);
}

std::vector<std::pair<std::string, std::string>> datasets(const std::filesystem::path& file) {
  const io::hdf5::Reader reader(file);
  std::vector<std::pair<std::string, std::string>> all;
  for (const io::hdf5::VariableInfo& variable : reader.variables()) {
    if (variable.dimension_only) continue;
    std::string bytes;
    if (variable.type == "string") {
      for (const std::string& text : reader.read<std::string>(variable.path)) bytes += text + '\n';
    } else if (variable.type == "float64") {
      const auto values = reader.read<double>(variable.path);
      bytes.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
    } else {
      const auto values = reader.read<std::uint64_t>(variable.path);
      bytes.assign(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
    }
    all.emplace_back(variable.path, std::move(bytes));
  }
  return all;
}

std::vector<std::pair<std::string, std::string>> merged(const std::filesystem::path& folder,
                                                        const TestCampaign& test, bool copy) {
  const std::filesystem::path file = folder / (copy ? "copied.h5" : "campaign.h5");
  MergeOptions options;
  options.copy = copy;
  options.force = true;
  merge_campaign(folder, file, test.campaign, test.plan, read_ledger(folder, test.plan), options);
  return datasets(file);
}

}  // namespace ravenstein::calibration
