// SPDX-License-Identifier: Apache-2.0
// What of a scenario can be relied on where other parts of it have problems.
#pragma once

namespace ravenstein::io {

struct SoundParts {
  bool period = false;  ///< first day and length
  bool zones = false;   ///< all of them, with their codes
  bool model = false;   ///< the behaviour's model is one there is
  bool all = false;     ///< no problem at all
};

}  // namespace ravenstein::io
