// SPDX-License-Identifier: Apache-2.0
// Tells whether the people of a projection file are still those that were written: HDF5 itself
// guards its own records, but not the values of small datasets.
#pragma once

#include <string>

#include "io/projection/contents.hpp"

namespace ravenstein::io {

/// SHA-256 over people per row and zone (of the run, its ensemble and those beside it), by
/// cause, stratum and home, flows and counts. Tables that a file lacks leave no trace, so that
/// files of earlier minor versions keep theirs.
std::string people_sha256(const ProjectionFile& contents);

}  // namespace ravenstein::io
