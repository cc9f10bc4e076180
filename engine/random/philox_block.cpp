// SPDX-License-Identifier: Apache-2.0
#include "engine/random/philox_block.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/random/philox_kernel.hpp"

namespace ravenstein {
namespace {

PhiloxAddress address_of(const DrawKey& key, Purpose purpose, std::uint32_t step,
                         std::uint32_t draw) {
  return {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32), step,
          key.member, purpose_and_draw(purpose, draw)};
}

}  // namespace

void philox_block(const DrawKey& key, Purpose purpose, std::uint32_t first_subject,
                  std::uint32_t step, std::uint32_t draw, std::span<std::uint32_t> words,
                  SimdLevel level) {
  if (words.size() % 4 != 0) throw std::logic_error("philox_block: words not a multiple of four");
  const PhiloxAddress address = address_of(key, purpose, step, draw);
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

void philox_block(const DrawKey& key, Purpose purpose, std::span<const std::uint32_t> subject,
                  std::uint32_t step, std::uint32_t draw, std::span<std::uint32_t> words,
                  SimdLevel level) {
  if (words.size() != 4 * subject.size()) {
    throw std::logic_error("philox_block: not four words per subject");
  }
  std::size_t done = 0;
  if (level != SimdLevel::scalar) {
    done = philox_fill_list_avx2(address_of(key, purpose, step, draw), subject.data(),
                                 subject.size(), words.data());
  }
  for (; done < subject.size(); ++done) {
    const PhiloxWords four = philox(key, purpose, subject[done], step, draw);
    std::copy(four.begin(), four.end(), words.begin() + static_cast<std::ptrdiff_t>(4 * done));
  }
}

}  // namespace ravenstein
