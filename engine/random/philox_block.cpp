// SPDX-License-Identifier: Apache-2.0
#include "engine/random/philox_block.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/random/philox_kernel.hpp"

namespace ravenstein {

void philox_block(const DrawKey& key, Purpose purpose, std::uint32_t first_subject,
                  std::uint32_t step, std::uint32_t draw, std::span<std::uint32_t> words,
                  SimdLevel level) {
  if (words.size() % 4 != 0) throw std::logic_error("philox_block: words not a multiple of four");
  const PhiloxAddress address{static_cast<std::uint32_t>(key.seed),
                              static_cast<std::uint32_t>(key.seed >> 32), step, key.member,
                              purpose_and_draw(purpose, draw)};
  const std::size_t subjects = words.size() / 4;
  std::size_t done = 0;
  if (level == SimdLevel::avx512) {
    done = philox_fill_avx512(address, first_subject, subjects, words.data());
  } else if (level == SimdLevel::avx2) {
    done = philox_fill_avx2(address, first_subject, subjects, words.data());
  }
  for (; done < subjects; ++done) {
    const auto subject = first_subject + static_cast<std::uint32_t>(done);
    const PhiloxWords four = philox(key, purpose, subject, step, draw);
    std::copy(four.begin(), four.end(), words.begin() + static_cast<std::ptrdiff_t>(4 * done));
  }
}

}  // namespace ravenstein
