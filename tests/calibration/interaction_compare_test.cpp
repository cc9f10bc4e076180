// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <cmath>

#include "calibration/interaction/compare.hpp"
#include "tests/calibration/synthetic_flows.hpp"

namespace ravenstein::calibration {
namespace {

std::vector<CandidateScore> compared(const testing::SyntheticFlows& flows, bool by_origin) {
  std::vector<double> mass;
  for (const double log_mass : flows.log_mass) mass.push_back(std::exp(log_mass));
  const models::LawInputs inputs{
      flows.n,
      [&](std::size_t i, std::span<double> row) {
        std::copy_n(flows.cost.begin() + static_cast<std::ptrdiff_t>(i * flows.n), flows.n,
                    row.begin());
      },
      mass,
      mass,
      false,
      {}};
  std::vector<Candidate> candidates;
  for (const Candidate& candidate : all_candidates()) {
    if (!by_origin || !has_origin_effects(candidate.constraint)) candidates.push_back(candidate);
  }
  CompareOptions options;
  options.by_origin = by_origin;
  return compare_models(flows.data(), inputs, candidates, options);
}

TEST_CASE("Flows of exponential gravity are told from other laws") {
  const testing::SyntheticFlows flows = testing::synthetic_flows(40, 31);
  const std::vector<CandidateScore> scores = compared(flows, false);
  CHECK(scores.size() == 4 * (6 + 2 + 8));
  double exponential = 0, error = 0, power = 0, uniform = 1;
  for (const CandidateScore& score : scores) {
    INFO(score.candidate.name() << " " << score.trouble);
    CHECK(score.trouble.empty());
    // Drawn from masses, not from sums of places: this is the model that made them.
    if (score.candidate.constraint != models::Constraint::total) continue;
    if (score.candidate.name() == "gravity exponential") {
      exponential = score.cpc;
      error = score.cpc_error;
    }
    if (score.candidate.name() == "gravity power") power = score.cpc;
    if (score.candidate.name() == "uniform") uniform = score.cpc;
  }
  CHECK(scores.front().candidate.law.kind <= models::LawKind::competing_destinations);
  CHECK(scores.front().cpc - exponential < 2 * error);  // the truth is among the best
  CHECK(exponential - power > 2 * error);
  CHECK(power > uniform);
  CHECK(error > 0);
  for (std::size_t k = 1; k < scores.size(); ++k) CHECK(scores[k - 1].cpc >= scores[k].cpc);
}

TEST_CASE("Whole origins can be left out where their sums are not held") {
  const std::vector<CandidateScore> scores = compared(testing::synthetic_flows(30, 32), true);
  CHECK(scores.front().candidate.law.kind <= models::LawKind::competing_destinations);
  CHECK(scores.front().cpc > 0.5);
}

}  // namespace
}  // namespace ravenstein::calibration
