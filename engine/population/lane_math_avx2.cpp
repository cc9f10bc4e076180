// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2; called only where the CPU has it.
#include "engine/population/lane_math_kernel.hpp"

namespace ravenstein {

const LaneMath* lane_math_avx2() {
#ifdef __AVX2__
  return &kLaneMath;
#else
  return nullptr;
#endif
}

}  // namespace ravenstein
