// SPDX-License-Identifier: Apache-2.0
// What the files compiled for one vector instruction set offer to the rest. Those files include
// nothing but plain data: an inline function of the standard library compiled there could be the
// copy the linker keeps, and would then stop older CPUs.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ravenstein {

/// A Philox address but for its subject, as words of counter and key (engine/random/philox.hpp).
struct PhiloxAddress {
  std::uint32_t key_low;
  std::uint32_t key_high;
  std::uint32_t step;
  std::uint32_t member;
  std::uint32_t purpose_and_draw;
};

/// Fill 4 words each for subjects first_subject, first_subject + 1, ... and return for how many
/// subjects they did so: whole vectors only, the caller does the rest; 0 where not compiled in.
std::size_t philox_fill_avx2(const PhiloxAddress& address, std::uint32_t first_subject,
                             std::size_t subjects, std::uint32_t* words);
std::size_t philox_fill_avx512(const PhiloxAddress& address, std::uint32_t first_subject,
                               std::size_t subjects, std::uint32_t* words);

/// The same for a list of subjects.
std::size_t philox_fill_list_avx2(const PhiloxAddress& address, const std::uint32_t* subject,
                                  std::size_t subjects, std::uint32_t* words);

}  // namespace ravenstein
