// SPDX-License-Identifier: Apache-2.0
// Tells whether the people of a projection file are still those that were written: HDF5 itself
// guards its own records, but not the values of small datasets.
#pragma once

#include <string>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// SHA-256 over people per day and zone (of the run and those beside it), flows and counts.
std::string people_sha256(const ProjectionFile& contents);

}  // namespace ravenstein::io
