// SPDX-License-Identifier: Apache-2.0
// Scores in a projection file: one table over (forecast, measure, window, zone), so that xarray
// selects by name and a thousand scores cost no thousand texts.
#pragma once

#include <span>
#include <vector>

#include "io/projection/contents.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// Writes the group `skill`; nothing if there are no rows. Names are kept in the order of their
/// first row. std::logic_error if a score is given twice, or rows of a forecast disagree on what
/// it knew.
void write_skill(const hdf5::Group& root, std::span<const SkillRow> rows, int compression);

/// The scores that are defined, by forecast, measure, window and zone.
std::vector<SkillRow> read_skill(const hdf5::Reader& file);

}  // namespace ravenstein::io
