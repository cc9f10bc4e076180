// SPDX-License-Identifier: Apache-2.0
// People present over time as small charts, for the end of a run.
#pragma once

#include <string>

#include "io/projection/contents.hpp"

namespace ravenstein::cli {

/// All zones together and those with most people at the end; of an ensemble its medians. Empty if
/// nobody is away from home or there is one row only.
std::string over_time_text(const io::ProjectionFile& contents);

}  // namespace ravenstein::cli
