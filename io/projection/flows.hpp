// SPDX-License-Identifier: Apache-2.0
// Origin-destination flows in a projection file.
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
  hdf5::Dimension cause{};    ///< of size 0 if there is only one
  hdf5::Dimension stratum{};  ///< likewise
  hdf5::Dimension city{};     ///< of size 0 if there are none
};

/// Rows, causes and zones: how large a table of all flows would be.
struct FlowShape {
  std::size_t rows = 0;
  std::size_t causes = 1;
  std::size_t zones = 0;
};

/// Whether flows of this size are stored as a table over (time, zone, zone_dest), or (time, cause,
/// zone, zone_dest) if there is more than one cause.
bool flows_are_dense(const FlowShape& shape);

/// Writes `flow` or, if there are too many cells, the group `flows_coo`. `codes` name the zones.
void write_flows(const hdf5::Group& root, const SharedDimensions& dimensions,
                 const Projection& projection, std::span<const std::string> codes, int compression);

/// Reads either; empty if there is neither. The shape is already known.
std::vector<FlowEntry> read_flows(const hdf5::Reader& file, const FlowShape& shape);

}  // namespace ravenstein::io
