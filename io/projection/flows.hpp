// SPDX-License-Identifier: Apache-2.0
// Daily origin-destination flows in a projection file.
#pragma once

#include <vector>

#include "engine/projection.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// The root's dimensions that variables share.
struct SharedDimensions {
  hdf5::Dimension time;
  hdf5::Dimension zone;
};

/// Whether flows of this size are stored as a table over (time, zone, zone_dest).
bool flows_are_dense(std::size_t days, std::size_t zones);

/// Writes `flow` or, if there are too many cells, the group `flows_coo`. `codes` name the zones.
void write_flows(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes, int compression);

/// Reads either; empty if there is neither. The period and the zones are already known.
std::vector<FlowEntry> read_flows(const hdf5::Reader& file, std::size_t days, std::size_t zones);

}  // namespace ravenstein::io
