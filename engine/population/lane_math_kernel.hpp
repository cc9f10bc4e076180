// SPDX-License-Identifier: Apache-2.0
// The loops of lane_math. Included once per instruction set, always inside an anonymous namespace,
// so that no copy is shared between them. Vectors are spelled out, because the compiler's own are
// twice as slow here.
#pragma once

#include "engine/population/lane_math.hpp"

namespace ravenstein {
namespace {

using FourLanes [[gnu::vector_size(32), gnu::aligned(8), gnu::may_alias]] = double;
constexpr std::size_t kParts = kLanes / 4;

inline FourLanes* lanes(double* row) { return reinterpret_cast<FourLanes*>(row); }
inline const FourLanes* lanes(const double* row) { return reinterpret_cast<const FourLanes*>(row); }
/// to += sum
inline void add(double* to, const FourLanes (&sum)[kParts]) {
  for (std::size_t p = 0; p < kParts; ++p) lanes(to)[p] += sum[p];
}

void take_loop(double* people, const double* share, std::size_t rows, double* to,
               std::size_t stride, double* sum) {
  FourLanes taken[kParts] = {};
  for (std::size_t r = 0; r < rows; ++r) {
    FourLanes* from = lanes(people + r * kLanes);
    FourLanes* into = lanes(to + r * stride);
    for (std::size_t p = 0; p < kParts; ++p) {
      const FourLanes leaving = from[p] * share[r];
      from[p] -= leaving;
      into[p] += leaving;
      taken[p] += leaving;
    }
  }
  add(sum, taken);
}

void gather_loop(const double* people, const std::uint32_t* index, const double* weight,
                 std::size_t n, double* to) {
  FourLanes sum[kParts];
  for (std::size_t p = 0; p < kParts; ++p) sum[p] = lanes(to)[p];
  for (std::size_t k = 0; k < n; ++k) {
    const FourLanes* row = lanes(people + index[k] * kLanes);
    for (std::size_t p = 0; p < kParts; ++p) sum[p] += weight[k] * row[p];
  }
  for (std::size_t p = 0; p < kParts; ++p) lanes(to)[p] = sum[p];
}

void gather_two_loop(const double* people, const std::uint32_t* index, const double* weight_a,
                     const double* weight_b, std::size_t n, double* to_a, double* to_b) {
  FourLanes a[kParts], b[kParts];
  for (std::size_t p = 0; p < kParts; ++p) {
    a[p] = lanes(to_a)[p];
    b[p] = lanes(to_b)[p];
  }
  for (std::size_t k = 0; k < n; ++k) {
    const FourLanes* row = lanes(people + index[k] * kLanes);
    for (std::size_t p = 0; p < kParts; ++p) {
      a[p] += weight_a[k] * row[p];
      b[p] += weight_b[k] * row[p];
    }
  }
  for (std::size_t p = 0; p < kParts; ++p) {
    lanes(to_a)[p] = a[p];
    lanes(to_b)[p] = b[p];
  }
}

void settle_loop(double* displaced, double* integrated, std::size_t rows, const double* going,
                 const double* staying, double settling, double* at_home, double* gone,
                 double* settled) {
  FourLanes all_gone[kParts] = {}, all_settled[kParts] = {};
  for (std::size_t r = 0; r < rows; ++r) {
    FourLanes* people = lanes(displaced + r * kLanes);
    FourLanes* stayers = lanes(integrated + r * kLanes);
    FourLanes* home = lanes(at_home + r * kLanes);
    for (std::size_t p = 0; p < kParts; ++p) {
      const FourLanes go = people[p] * lanes(going)[p];
      const FourLanes left = people[p] - go;
      const FourLanes stay = left * lanes(staying)[p];
      const FourLanes become = stay + (left - stay) * settling;
      people[p] = left - become;
      stayers[p] += become;
      home[p] += go;
      all_gone[p] += go;
      all_settled[p] += become;
    }
  }
  add(gone, all_gone);
  add(settled, all_settled);
}

void renew_loop(double* people, std::size_t rows, const double* births, const double* dying,
                const double* newborn, double* born, double* died) {
  FourLanes children[kParts] = {}, dead[kParts] = {};
  for (std::size_t r = 0; r < rows; ++r) {
    FourLanes* row = lanes(people + r * kLanes);
    for (std::size_t p = 0; p < kParts; ++p) {
      const FourLanes lost = row[p] * dying[r];
      children[p] += row[p] * births[r];
      row[p] -= lost;
      dead[p] += lost;
    }
  }
  add(born, children);
  add(died, dead);
  for (std::size_t r = 0; r < rows; ++r) {
    if (newborn[r] == 0) continue;
    FourLanes* row = lanes(people + r * kLanes);
    for (std::size_t p = 0; p < kParts; ++p) row[p] += children[p] * newborn[r];
  }
}

constexpr LaneMath kLaneMath{take_loop, gather_loop, gather_two_loop, settle_loop, renew_loop};

}  // namespace
}  // namespace ravenstein
