// SPDX-License-Identifier: Apache-2.0
#include "engine/random/simd_level.hpp"

namespace ravenstein {

SimdLevel best_simd_level() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return SimdLevel::avx512;
  if (__builtin_cpu_supports("avx2")) return SimdLevel::avx2;
#endif
  return SimdLevel::scalar;
}

}  // namespace ravenstein
