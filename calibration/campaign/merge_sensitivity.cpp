// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <optional>

#include "calibration/campaign/merge.hpp"

namespace ravenstein::calibration {
namespace {

using io::hdf5::Group;
using io::hdf5::Type;
using io::hdf5::Variable;

/// The measures of one point as the methods want them: means over replicates. A measure that no
/// run defines (scores without observations) is left out of all points and comes back as NaN.
class Outcomes {
 public:
  Outcomes(const CampaignPlan& plan, const Ledger& ledger, const std::vector<double>& measures,
           std::size_t scenario)
      : plan_(plan),
        ledger_(ledger),
        measures_(measures),
        first_run_(scenario * plan.runs_per_scenario()) {
    const std::size_t count = plan.kept.measures.size();
    for (std::size_t m = 0; m < count; ++m) {
      bool defined = true;
      for (std::size_t r = 0; r < plan.runs_per_scenario(); ++r) {
        if (!has_values(first_run_ + r)) continue;
        defined = defined && std::isfinite(measures[(first_run_ + r) * count + m]);
      }
      if (defined) used_.push_back(m);
    }
  }

  const std::vector<std::size_t>& used() const { return used_; }

  Outcome of(std::size_t point) const {
    Outcome outcome;
    outcome.values.assign(used_.size(), 0);
    const std::size_t count = plan_.kept.measures.size();
    for (std::size_t k = 0; k < plan_.replicates; ++k) {
      const std::size_t run = first_run_ + point * plan_.replicates + k;
      if (!has_values(run)) {
        outcome.failure = "no result";
        return outcome;
      }
      for (std::size_t u = 0; u < used_.size(); ++u) {
        outcome.values[u] +=
            measures_[run * count + used_[u]] / static_cast<double>(plan_.replicates);
      }
    }
    return outcome;
  }

 private:
  bool has_values(std::size_t run) const {
    const RunState state = ledger_.runs[run].state;
    return state == RunState::ok || (state == RunState::failed && plan_.recover_value);
  }

  const CampaignPlan& plan_;
  const Ledger& ledger_;
  const std::vector<double>& measures_;
  std::size_t first_run_;
  std::vector<std::size_t> used_;
};

/// Tells a method what came of all the points of its design.
template <class State>
void tell_all(State& state, const Outcomes& outcomes) {
  std::size_t point = 0;
  while (!finished(state)) {
    std::vector<Outcome> batch;
    for (std::size_t asked = ask(state).size(); asked > 0; --asked) {
      batch.push_back(outcomes.of(point++));
    }
    tell(state, batch);
  }
}

/// A variable over scenario x measure x parameter, filled scenario by scenario.
class Cube {
 public:
  Cube(const CampaignPlan& plan, std::string name, std::string long_name)
      : plan_(plan),
        name_(std::move(name)),
        long_name_(std::move(long_name)),
        values_(plan.scenarios * plan.kept.measures.size() * plan.design.parameters, std::nan("")) {
  }

  /// `matrix`: measures that are used x parameters.
  void fill(std::size_t scenario, const std::vector<std::size_t>& used,
            const Eigen::MatrixXd& matrix) {
    for (std::size_t u = 0; u < used.size(); ++u) {
      for (std::size_t p = 0; p < plan_.design.parameters; ++p) {
        values_[(scenario * plan_.kept.measures.size() + used[u]) * plan_.design.parameters + p] =
            matrix(static_cast<Eigen::Index>(u), static_cast<Eigen::Index>(p));
      }
    }
  }
  void write(const Group& root, const MergedDimensions& at) const {
    Variable variable = root.variable(name_, Type::float64, {at.scenario, at.measure, at.parameter},
                                      {.fill = std::nan("")});
    variable.text("long_name", long_name_);
    variable.write<double>(values_);
  }

 private:
  const CampaignPlan& plan_;
  std::string name_, long_name_;
  std::vector<double> values_;
};

void write_sobol(const Group& root, const MergedDimensions& at, const io::Campaign& campaign,
                 const CampaignPlan& plan, const Ledger& ledger,
                 const std::vector<double>& measures) {
  Cube first(plan, "sobol_first", "first-order Sobol' index (Saltelli et al. 2010)");
  Cube first_low(plan, "sobol_first_lower", "its 2.5 % percentile over resampled rows");
  Cube first_high(plan, "sobol_first_upper", "its 97.5 % percentile");
  Cube total(plan, "sobol_total", "total Sobol' index (Jansen 1999)");
  Cube total_low(plan, "sobol_total_lower", "its 2.5 % percentile over resampled rows");
  Cube total_high(plan, "sobol_total_upper", "its 97.5 % percentile");
  std::vector<double> rows;
  for (std::size_t s = 0; s < plan.scenarios; ++s) {
    const Outcomes outcomes(plan, ledger, measures, s);
    SobolState state = sobol_state(campaign);
    if (!outcomes.used().empty()) tell_all(state, outcomes);
    rows.push_back(state.next_row - state.failed_rows);
    if (rows.back() < 2) continue;
    const SobolIndices found = indices(state);
    first.fill(s, outcomes.used(), found.value.first);
    first_low.fill(s, outcomes.used(), found.lower.first);
    first_high.fill(s, outcomes.used(), found.upper.first);
    total.fill(s, outcomes.used(), found.value.total);
    total_low.fill(s, outcomes.used(), found.lower.total);
    total_high.fill(s, outcomes.used(), found.upper.total);
  }
  for (const Cube* cube : {&first, &first_low, &first_high, &total, &total_low, &total_high}) {
    cube->write(root, at);
  }
  Variable variable = root.variable("sobol_rows", Type::float64, {at.scenario});
  variable.text("long_name", "rows of the design all of whose runs worked");
  variable.write<double>(rows);
}

void write_morris(const Group& root, const MergedDimensions& at, const io::Campaign& campaign,
                  const CampaignPlan& plan, const Ledger& ledger,
                  const std::vector<double>& measures) {
  Cube mean(plan, "morris_mean", "mean elementary effect (Morris 1991), per share of probability");
  Cube absolute(plan, "morris_mean_absolute", "mean of its size (mu*)");
  Cube sd(plan, "morris_sd", "standard deviation of the effects");
  for (std::size_t s = 0; s < plan.scenarios; ++s) {
    const Outcomes outcomes(plan, ledger, measures, s);
    MorrisState state = morris_state(campaign);
    if (!outcomes.used().empty()) tell_all(state, outcomes);
    if (state.count.size() == 0) continue;
    mean.fill(s, outcomes.used(), state.mean);
    absolute.fill(s, outcomes.used(), state.mean_absolute);
    sd.fill(s, outcomes.used(), effect_sd(state));
  }
  for (const Cube* cube : {&mean, &absolute, &sd}) cube->write(root, at);
}

}  // namespace

void write_sensitivity(const Group& root, const MergedDimensions& dimensions,
                       const io::Campaign& campaign, const CampaignPlan& plan, const Ledger& ledger,
                       const std::vector<double>& measures) {
  if (campaign.form.design.kind == io::DesignKind::saltelli) {
    write_sobol(root, dimensions, campaign, plan, ledger, measures);
  } else if (campaign.form.design.kind == io::DesignKind::morris) {
    write_morris(root, dimensions, campaign, plan, ledger, measures);
  }
}

}  // namespace ravenstein::calibration
