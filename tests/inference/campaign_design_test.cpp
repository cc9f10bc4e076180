// SPDX-License-Identifier: Apache-2.0
// The points of designs, and Sobol' indices of a known function by way of a whole campaign.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <set>

#include "campaign_for_tests.hpp"
#include "io/projection/hdf5.hpp"

using namespace ravenstein;
using namespace ravenstein::calibration;

namespace {

io::Campaign campaign_of(io::DesignKind kind, int parameters, const Distribution& distribution) {
  io::Campaign campaign;
  campaign.form.design.kind = kind;
  for (int p = 0; p < parameters; ++p) {
    io::DesignParameter& parameter = campaign.parameters.emplace_back();
    parameter.info.name = "x" + std::to_string(p);
    parameter.distribution = distribution;
  }
  return campaign;
}

/// Ishigami and Homma 1990 with a = 7, b = 0.1.
double ishigami(std::span<const double> x) {
  return std::sin(x[0]) + 7 * std::pow(std::sin(x[1]), 2) +
         0.1 * std::pow(x[2], 4) * std::sin(x[0]);
}

}  // namespace

TEST_CASE("campaign: a grid has every combination, the last parameter fastest") {
  io::Campaign campaign = campaign_of(io::DesignKind::grid, 2, {});
  campaign.parameters[0].values = {1, 2};
  campaign.parameters[1].values = {10, 20, 30};
  const Design design = design_of(campaign);
  CHECK(design.points == 6);
  CHECK(design.values == std::vector<double>{1, 10, 1, 20, 1, 30, 2, 10, 2, 20, 2, 30});
}

TEST_CASE("campaign: a Latin hypercube has one value in each share of each parameter") {
  io::Campaign campaign =
      campaign_of(io::DesignKind::latin_hypercube, 3, Distribution::uniform(0, 1));
  campaign.form.design.points = 50;
  const Design design = design_of(campaign);
  for (std::size_t p = 0; p < 3; ++p) {
    std::set<int> shares;
    for (std::size_t i = 0; i < 50; ++i) shares.insert(static_cast<int>(design.point(i)[p] * 50));
    CHECK(shares.size() == 50);
  }
}

TEST_CASE("campaign: random and Sobol' points do not depend on how many there are") {
  const auto kind = GENERATE(io::DesignKind::random, io::DesignKind::sobol);
  io::Campaign campaign = campaign_of(kind, 2, Distribution::uniform(-1, 3));
  campaign.form.design.points = 8;
  const Design few = design_of(campaign);
  campaign.form.design.points = 64;
  const Design many = design_of(campaign);
  for (std::size_t i = 0; i < few.values.size(); ++i) CHECK(few.values[i] == many.values[i]);
  double mean = 0;
  for (const double x : many.values) mean += x / 128;
  CHECK(mean == Approx(1).margin(0.4));  // 3 standard errors of 128 independent values: 0.31
}

TEST_CASE("campaign: morris trajectories change one parameter at a time") {
  io::Campaign campaign = campaign_of(io::DesignKind::morris, 4, Distribution::uniform(0, 1));
  campaign.form.design.trajectories = 5;
  const Design design = design_of(campaign);
  CHECK(design.group == 5);
  REQUIRE(design.points == 25);
  for (std::size_t i = 0; i < 25; ++i) {
    if (i % 5 == 0) continue;
    int changed = 0;
    for (std::size_t p = 0; p < 4; ++p) {
      changed += design.point(i)[p] != design.point(i - 1)[p] ? 1 : 0;
    }
    CHECK(changed == 1);
  }
}

TEST_CASE("campaign: Sobol' indices of Ishigami's function, of a measure and of a field") {
  // Analytic: S = .3139, .4424, 0; T = .5576, .4424, .2437 (Ishigami and Homma 1990).
  constexpr double kPi = std::numbers::pi;
  TestCampaign test = test_campaign(1, 1, 1, true);
  const io::Campaign drawn =
      campaign_of(io::DesignKind::saltelli, 3, Distribution::uniform(-kPi, kPi));
  test.campaign.parameters = drawn.parameters;
  test.campaign.form.design = drawn.form.design;
  test.campaign.form.design.rows = 2048;
  CampaignPlan& plan = test.plan;
  plan.design = design_of(test.campaign);
  CHECK(plan.design.group == 5);
  plan.replicates = 2;
  plan.block = 70 * 10;  // seventy rows of five points, twice each
  plan.sketch = 32;
  plan.sobol_fields = true;
  const CampaignFolder folder;
  sweep_rest(
      folder.path(), plan,
      [&](const RunSpec& run, const std::function<void()>&) {
        // Replicates differ; their mean is the function.
        const double y = ishigami(plan.design.point(run.point)) + (run.replicate == 0 ? 1 : -1);
        RunOutputs outputs{{y}, std::vector<double>(6, y), {}};
        for (int c = 0; c < 6; ++c) outputs.fields.push_back((c + 1) * y);
        return outputs;
      },
      2);
  merged(folder.path(), test, false);
  const io::hdf5::Reader file(folder.path() / "campaign.h5");
  const auto first = file.read<double>("/sobol_first");
  const auto total = file.read<double>("/sobol_total");
  const double expected_first[] = {0.3139, 0.4424, 0};
  const double expected_total[] = {0.5576, 0.4424, 0.2437};
  const auto field_first = file.read<double>("/displaced_sobol_first");
  const auto field_total = file.read<double>("/displaced_sobol_total");
  for (std::size_t p = 0; p < 3; ++p) {
    CHECK(first[p] == Approx(expected_first[p]).margin(0.03));
    CHECK(total[p] == Approx(expected_total[p]).margin(0.03));
    for (std::size_t c = 0; c < 6; ++c) {  // the same sums, joined from blocks
      CHECK(field_first[p * 6 + c] == Approx(first[p]).margin(1e-10));
      CHECK(field_total[p * 6 + c] == Approx(total[p]).margin(1e-10));
    }
  }
  CHECK(file.read<double>("/sobol_rows") == std::vector<double>{2048});
}

TEST_CASE("campaign: Sobol' indices take a failed run as what on_failure: recover says") {
  TestCampaign test = test_campaign(1, 1, 1, false);
  const io::Campaign drawn = campaign_of(io::DesignKind::saltelli, 3, Distribution::uniform(-3, 3));
  test.campaign.parameters = drawn.parameters;
  test.campaign.form.design = drawn.form.design;
  test.campaign.form.design.rows = 64;
  CampaignPlan& plan = test.plan;
  plan.design = design_of(test.campaign);
  const auto indices = [&](bool fails) {
    const CampaignFolder folder;
    sweep_rest(
        folder.path(), plan,
        [&](const RunSpec& run, const std::function<void()>&) {
          if (fails && run.number == 7) throw std::runtime_error("seven is out");
          return RunOutputs{{ishigami(plan.design.point(run.point))}, {}, {}};
        },
        2);
    merged(folder.path(), test, false);
    const io::hdf5::Reader file(folder.path() / "campaign.h5");
    return std::pair(file.read<double>("/sobol_rows").at(0), file.read<double>("/sobol_total"));
  };
  const auto undisturbed = indices(false);
  CHECK(undisturbed.first == 64);
  CHECK(indices(true).first == 63);  // left out, with its row
  plan.recover_value = ishigami(plan.design.point(7));
  CHECK(indices(true) == undisturbed);
}
