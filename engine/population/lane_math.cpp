// SPDX-License-Identifier: Apache-2.0
#include "engine/population/lane_math.hpp"

#include "engine/population/lane_math_kernel.hpp"
#include "engine/random/simd_level.hpp"

namespace ravenstein {

const LaneMath& lane_math() {
  static const LaneMath& kBest =
      best_simd_level() != SimdLevel::scalar && lane_math_avx2() != nullptr ? *lane_math_avx2()
                                                                            : kLaneMath;
  return kBest;
}

}  // namespace ravenstein
