// SPDX-License-Identifier: Apache-2.0
// Random points from the priors, for sensitivity from whatever runs there are (rbd_fast.hpp).
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include "calibration/batch/evaluation.hpp"
#include "calibration/priors/prior.hpp"

namespace ravenstein::calibration {

struct RandomDesign {
  std::vector<Prior> factors;
  std::uint32_t runs = 1000;
  std::uint64_t seed = 0;
  std::uint32_t next = 0, failed_runs = 0;
  std::vector<std::vector<double>> points, outputs;  ///< of the runs that worked

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.factors, s.runs, s.seed, s.next, s.failed_runs, s.points, s.outputs);
  }
};

std::vector<Evaluation> ask(const RandomDesign& state);
void tell(RandomDesign& state, std::span<const Outcome> outcomes);
inline bool finished(const RandomDesign& state) { return state.next >= state.runs; }

/// First-order indices, outputs x factors; NaN columns where too few runs worked.
Eigen::MatrixXd first_order(const RandomDesign& state);

}  // namespace ravenstein::calibration
