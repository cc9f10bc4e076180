// SPDX-License-Identifier: Apache-2.0
// Compiled with -mavx2; called only where the CPU has it.
#include "engine/core/row_math_kernel.hpp"

namespace ravenstein {

const RowMath* row_math_avx2() {
#ifdef __AVX2__
  return &kRowMath;
#else
  return nullptr;
#endif
}

}  // namespace ravenstein
