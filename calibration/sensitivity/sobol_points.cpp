// SPDX-License-Identifier: Apache-2.0
#include "calibration/sensitivity/sobol_points.hpp"

#include <boost/random/sobol.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibration/batch/evaluation.hpp"

namespace ravenstein::calibration {
namespace {

constexpr int kMostDimensions = 3667;

std::uint32_t reversed(std::uint32_t bits) {
  bits = (bits >> 16) | (bits << 16);
  bits = (bits & 0x00ff00ffU) << 8 | (bits & 0xff00ff00U) >> 8;
  bits = (bits & 0x0f0f0f0fU) << 4 | (bits & 0xf0f0f0f0U) >> 4;
  bits = (bits & 0x33333333U) << 2 | (bits & 0xccccccccU) >> 2;
  return (bits & 0x55555555U) << 1 | (bits & 0xaaaaaaaaU) >> 1;
}

/// Whether a digit flips depends on the digits above it: in the reversed number products with even
/// constants carry upwards only (constants of Burley 2020, J. Comput. Graph. Tech. 9(4), sec. 3).
std::uint32_t scrambled(std::uint32_t bits, std::uint32_t seed) {
  bits = reversed(bits) + seed;
  for (const std::uint32_t factor : {0x6c50b47cU, 0xb82f1e52U, 0xc7afe638U, 0x8d22f6e6U}) {
    bits ^= bits * factor;
  }
  return reversed(bits);
}

}  // namespace

Eigen::MatrixXd sobol_points(int dimensions, std::uint32_t first, std::uint32_t count,
                             std::uint64_t seed) {
  if (dimensions < 1 || dimensions > kMostDimensions) {
    throw std::invalid_argument("Sobol' points: expected 1..3667 dimensions, found " +
                                std::to_string(dimensions));
  }
  const auto rows = static_cast<std::size_t>(dimensions);
  std::vector<std::uint32_t> seeds;
  for (std::uint32_t i = 0; i < rows; ++i) {
    seeds.push_back(draws(seed, purpose::kScramble, 0, i).next_u32());
  }
  // Boost's sequence starts after the origin, which belongs to a balanced set once scrambled.
  boost::random::sobol_engine<std::uint32_t, 32> engine(rows);
  if (first > 0) engine.discard(std::uintmax_t{first - 1} * rows);
  Eigen::MatrixXd points(dimensions, count);
  for (std::uint32_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < rows; ++i) {
      const std::uint32_t bits = first + k == 0 ? 0 : engine();
      points(static_cast<Eigen::Index>(i), k) =
          (static_cast<double>(scrambled(bits, seeds[i])) + 0.5) * 0x1p-32;
    }
  }
  return points;
}

}  // namespace ravenstein::calibration
