// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/world/zone.hpp"

namespace ravenstein {

/// A zone on a river, with the next one upstream (kNowhere: none in the data).
struct RiverZone {
  ZoneIndex zone = kNowhere;
  ZoneIndex upstream = kNowhere;
};

}  // namespace ravenstein
