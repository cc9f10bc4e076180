// SPDX-License-Identifier: Apache-2.0
#include "calibration/interaction/sampling.hpp"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

namespace ravenstein::calibration {
namespace {

const std::vector<std::vector<double>> kMean{{0, 30.5, 2.5}, {12, 0, 7}, {0.25, 0.75, 0}};

RowSource expected() {
  return [](std::size_t i, std::span<double> row) {
    std::copy(kMean[i].begin(), kMean[i].end(), row.begin());
  };
}

std::vector<std::vector<std::int64_t>> draw(SampleKind kind, std::uint32_t realisation) {
  const FlowSampler sampler(3, 3, expected(), kind, {42, 0}, realisation);
  std::vector<std::vector<std::int64_t>> all(3, std::vector<std::int64_t>(3));
  for (std::size_t i = 0; i < 3; ++i) sampler.row(i, all[i]);
  return all;
}

TEST_CASE("Samples keep what they promise and average to the expectation") {
  constexpr int kDraws = 4000;
  for (const SampleKind kind :
       {SampleKind::poisson, SampleKind::multinomial, SampleKind::multinomial_by_origin}) {
    INFO(static_cast<int>(kind));
    double sum[3][3] = {};
    for (std::uint32_t r = 0; r < kDraws; ++r) {
      const auto flows = draw(kind, r);
      std::int64_t total = 0;
      for (std::size_t i = 0; i < 3; ++i) {
        CHECK(flows[i][i] == 0);
        const std::int64_t out = std::accumulate(flows[i].begin(), flows[i].end(), std::int64_t{0});
        if (kind == SampleKind::multinomial_by_origin) {
          REQUIRE(out == std::llround(kMean[i][0] + kMean[i][1] + kMean[i][2]));
        }
        total += out;
        for (std::size_t j = 0; j < 3; ++j) sum[i][j] += static_cast<double>(flows[i][j]);
      }
      if (kind == SampleKind::multinomial) REQUIRE(total == 53);
    }
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 3; ++j) {  // five standard errors of a Poisson mean
        const double error = std::sqrt(kMean[i][j] / kDraws);
        CHECK(sum[i][j] / kDraws == Approx(kMean[i][j]).margin(5 * error));
      }
    }
  }
}

TEST_CASE("Samples are the same in any order and by any number of threads") {
  const auto forwards = draw(SampleKind::multinomial, 7);
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
  const FlowSampler sampler(3, 3, expected(), SampleKind::multinomial, {42, 0}, 7);
  std::vector<std::int64_t> row(3);
  for (const std::size_t i : {2, 0, 1}) {
    sampler.row(i, row);
    CHECK(row == forwards[i]);
  }
  CHECK(draw(SampleKind::multinomial, 8) != forwards);
}

}  // namespace
}  // namespace ravenstein::calibration
