// SPDX-License-Identifier: Apache-2.0
#include "calibration/fit/random_design.hpp"

#include <algorithm>
#include <limits>

#include "calibration/sensitivity/rbd_fast.hpp"

namespace ravenstein::calibration {
namespace {

constexpr std::uint32_t kBatch = 256;
constexpr Eigen::Index kHarmonics = 10;

}  // namespace

std::vector<Evaluation> ask(const RandomDesign& state) {
  const std::uint32_t count = std::min(kBatch, state.runs - state.next);
  std::vector<Evaluation> batch;
  for (std::uint32_t i = state.next; i < state.next + count; ++i) {
    Stream stream = draws(state.seed, purpose::kProposal, 0, i);
    batch.push_back({draw(state.factors, stream), evaluation_key(state.seed, 0, i)});
  }
  return batch;
}

void tell(RandomDesign& state, std::span<const Outcome> outcomes) {
  const std::vector<Evaluation> batch = ask(state);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (outcomes[i].usable()) {
      state.points.push_back(batch[i].parameters);
      state.outputs.push_back(outcomes[i].values);
    } else {
      ++state.failed_runs;
    }
  }
  state.next += static_cast<std::uint32_t>(outcomes.size());
}

Eigen::MatrixXd first_order(const RandomDesign& state) {
  const auto factors = static_cast<Eigen::Index>(state.factors.size());
  const auto runs = static_cast<Eigen::Index>(state.points.size());
  const auto outputs = static_cast<Eigen::Index>(runs == 0 ? 0 : state.outputs.front().size());
  Eigen::MatrixXd indices =
      Eigen::MatrixXd::Constant(outputs, factors, std::numeric_limits<double>::quiet_NaN());
  if (runs < 4 * kHarmonics) return indices;
  Eigen::MatrixXd points(factors, runs);
  for (Eigen::Index r = 0; r < runs; ++r) {
    points.col(r) = Eigen::Map<const Eigen::VectorXd>(
        state.points[static_cast<std::size_t>(r)].data(), factors);
  }
  for (Eigen::Index o = 0; o < outputs; ++o) {
    Eigen::VectorXd output(runs);
    for (Eigen::Index r = 0; r < runs; ++r) {
      output[r] = state.outputs[static_cast<std::size_t>(r)][static_cast<std::size_t>(o)];
    }
    indices.row(o) = rbd_fast(points, output, static_cast<int>(kHarmonics)).transpose();
  }
  return indices;
}

}  // namespace ravenstein::calibration
