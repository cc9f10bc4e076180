// SPDX-License-Identifier: Apache-2.0
// Campaigns whose runs are formulas, in folders that disappear.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "calibration/campaign/execute.hpp"
#include "calibration/campaign/merge.hpp"
#include "calibration/campaign/plan.hpp"

namespace ravenstein::calibration {

class CampaignFolder {
 public:
  CampaignFolder();
  CampaignFolder(const CampaignFolder&) = delete;
  CampaignFolder& operator=(const CampaignFolder&) = delete;
  ~CampaignFolder();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// One scenario of two zones and three days, `points` points of one parameter 0, 1, 2, ... and
/// `replicates`; a measure and, if asked for, a series and a field.
struct TestCampaign {
  io::Campaign campaign;
  CampaignPlan plan;
};
TestCampaign test_campaign(std::size_t points, std::size_t replicates, std::size_t block,
                           bool tables);

/// Run n: measure n + 1/2; cell c of tables 1000 c + (n * 37) % 101.
RunOutputs formula(const CampaignPlan& plan, const RunSpec& run);

/// Sweeps what is left on so many threads.
SweepResult sweep_rest(const std::filesystem::path& folder, const CampaignPlan& plan,
                       const RunFunction& run, int threads, bool rerun_failed = false);

/// All datasets of a file, by name, as their bytes.
std::vector<std::pair<std::string, std::string>> datasets(const std::filesystem::path& file);

/// Merges and reads back.
std::vector<std::pair<std::string, std::string>> merged(const std::filesystem::path& folder,
                                                        const TestCampaign& test, bool copy);

}  // namespace ravenstein::calibration
