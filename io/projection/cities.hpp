// SPDX-License-Identifier: Apache-2.0
// What a projection tells of cities: variables `city_NAME` over (time, city).
#pragma once

#include <span>
#include <string>

#include "engine/projection.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// Nothing, if there are no cities; else `dimensions` has theirs afterwards. `codes` name the
/// zones. std::logic_error if a table has another shape.
void write_cities(const hdf5::Group& root, SharedDimensions& dimensions,
                  const Projection& projection, std::span<const std::string> codes,
                  int compression);
void read_cities(const hdf5::Reader& file, std::size_t zones, Projection& projection);

}  // namespace ravenstein::io
