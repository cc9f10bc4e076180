// SPDX-License-Identifier: Apache-2.0
// One run of a campaign.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "calibration/campaign/ledger.hpp"
#include "calibration/campaign/plan.hpp"
#include "engine/core/parameter.hpp"
#include "engine/projection.hpp"
#include "engine/random/philox.hpp"

namespace ravenstein::calibration {

struct RunOutputs {
  std::vector<double> measures;
  std::vector<double> series;  ///< all kept tables one after the other
  std::vector<double> fields;
  std::shared_ptr<const Projection> projection{};  ///< of runs whose whole projection is kept
};

/// Gives a run's outputs, or throws; `go_on` is asked now and then, and throws to end the run.
/// Called from several threads at once.
using RunFunction =
    std::function<RunOutputs(const RunSpec& run, const std::function<void()>& go_on)>;

/// The run took longer than it may (thrown by `go_on`).
class Overdue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
/// The run's parameters do not fit its scenario.
class InvalidRun : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The program crashed when the run was made before, as often as it may.
class ProgramCrashed : public std::runtime_error {
 public:
  ProgramCrashed(const std::string& what, int attempts)
      : std::runtime_error(what), attempts_(attempts) {}
  int attempts() const noexcept { return attempts_; }

 private:
  int attempts_;
};

/// The parameters of a run: the point's over those that the scenario draws.
ParameterValues run_parameters(const io::Campaign& campaign, const CampaignPlan& plan,
                               const RunSpec& run);
/// What its random numbers are keyed by: the campaign's seed (of a retry one drawn from it) and the
/// replicate.
DrawKey run_key(const io::Campaign& campaign, const RunSpec& run);

/// Simulates: scenario, the point's parameters over those that the scenario draws (ensemble.draws),
/// numbers drawn with the campaign's seed and the replicate. Campaign and plan outlive it.
RunFunction simulated_runs(const io::Campaign& campaign, const CampaignPlan& plan);

/// What the models say against the points, of each scenario up to the first that does not fit;
/// throws InputError.
/// Only the first `most` points are looked at.
void check_points(const io::Campaign& campaign, const CampaignPlan& plan, std::size_t most);

}  // namespace ravenstein::calibration
