// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace ravenstein {

/// What people are who rest in a zone and are not its residents. Displaced people abroad are
/// refugees; stranded ones set out but could not get through; integrated ones stay for good;
/// returnees have come home.
enum class Status : std::uint8_t { displaced, stranded, integrated, returnee };
inline constexpr std::size_t kStatuses = 4;

}  // namespace ravenstein
