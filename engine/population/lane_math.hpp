// SPDX-License-Identifier: Apache-2.0
// What happens to expected people of kLanes homes at once, with vector instructions where the CPU
// has them; the bits never depend on it. Arrays are rows x kLanes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ravenstein {

inline constexpr std::size_t kLanes = 16;

/// What one instruction set offers.
struct LaneMath {
  /// The share of each row leaves: off `people`, on to row r of `to` at to[r * stride]; `sum`
  /// (kLanes) grows by them all.
  void (*take)(double* people, const double* share, std::size_t rows, double* to,
               std::size_t stride, double* sum);
  /// to += sum_n weight[n] * row[n], row n being at people[index[n] * kLanes]; one row.
  void (*gather)(const double* people, const std::uint32_t* index, const double* weight,
                 std::size_t n, double* to);
  /// The same to two rows, whose people come from the same rows: each is read once.
  void (*gather_two)(const double* people, const std::uint32_t* index, const double* weight_a,
                     const double* weight_b, std::size_t n, double* to_a, double* to_b);
  /// Of each row `going` (per lane) go home, of the rest `staying` (per lane) and of the rest again
  /// `settling` become integrated. The sums (kLanes) grow by who went home and who became
  /// integrated.
  void (*settle)(double* displaced, double* integrated, std::size_t rows, const double* going,
                 const double* staying, double settling, double* at_home, double* gone,
                 double* settled);
  /// Births per person and shares dying by row; the newborn are spread over rows.
  void (*renew)(double* people, std::size_t rows, const double* births, const double* dying,
                const double* newborn, double* born, double* died);
};

/// The best this CPU has.
const LaneMath& lane_math();
/// The table of the AVX2 file, or nullptr where it is not compiled for such a CPU.
const LaneMath* lane_math_avx2();

}  // namespace ravenstein
