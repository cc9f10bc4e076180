// SPDX-License-Identifier: Apache-2.0
// Which vector instructions to use. Results never depend on it, only speed does.
#pragma once

#include <cstdint>

namespace ravenstein {

enum class SimdLevel : std::uint8_t { scalar, avx2, avx512 };

/// The highest level this CPU has.
SimdLevel best_simd_level();

}  // namespace ravenstein
