// SPDX-License-Identifier: Apache-2.0
// Philox for many subjects at once, with the CPU's vector instructions. Bit-equal to
// philox() at every level.
#pragma once

#include <cstdint>
#include <span>

#include "engine/random/philox.hpp"
#include "engine/random/simd_level.hpp"

namespace ravenstein {

/// words[4 i + w] = philox(key, purpose, first_subject + i, step, draw)[w]. The number of words
/// must be a multiple of four (std::logic_error). `level` must not be above best_simd_level().
void philox_block(const DrawKey& key, Purpose purpose, std::uint32_t first_subject,
                  std::uint32_t step, std::uint32_t draw, std::span<std::uint32_t> words,
                  SimdLevel level = best_simd_level());

/// The same for any subjects: words[4 i + w] = philox(key, purpose, subject[i], step, draw)[w]. The
/// number of words must be four times that of subjects (std::logic_error).
void philox_block(const DrawKey& key, Purpose purpose, std::span<const std::uint32_t> subject,
                  std::uint32_t step, std::uint32_t draw, std::span<std::uint32_t> words,
                  SimdLevel level = best_simd_level());

}  // namespace ravenstein
