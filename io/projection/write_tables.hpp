// SPDX-License-Identifier: Apache-2.0
// The tables of a projection file: people by time and zone, and by cause, stratum or home as well.
#pragma once

#include <span>
#include <string>

#include "io/projection/contents.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// Whether every table by category is empty or has as many categories as have names.
bool categories_fit(const Projection& projection, std::size_t zones);

/// Names of causes and strata, of each if there is more than one; their dimensions.
void write_category_names(const hdf5::Group& root, const Projection& projection,
                          SharedDimensions& dimensions);
/// std::logic_error if a count of single people or cohorts is not whole.
void write_tables(const hdf5::Group& root, const SharedDimensions& dimensions,
                  const Projection& projection, int compression);
/// `codes` name the zones, which are homes as well.
void write_categories(const hdf5::Group& root, const SharedDimensions& dimensions,
                      const Projection& projection, std::span<const std::string> codes,
                      int compression);
void write_beside(const hdf5::Group& root, const SharedDimensions& dimensions,
                  const std::vector<BesideRun>& beside, Interval interval, int compression);

}  // namespace ravenstein::io
