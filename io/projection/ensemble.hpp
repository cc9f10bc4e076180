// SPDX-License-Identifier: Apache-2.0
// Quantiles and means over the members of an ensemble in a projection file: of a table `displaced`,
// `displaced_quantile` (quantile, time, zone) and `displaced_mean` (time, zone); of tables by cause
// or stratum with that dimension as well. The same of sums: `displaced_total_...` over zones,
// `arrivals_period_...` over rows, `arrivals_period_total_...` over both. And, of each member,
// `member_present_end` (member, zone) and its like, and `parameter_draw` (member, parameter).
#pragma once

#include <string>

#include "io/projection/contents.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/hdf5.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// std::logic_error if a table is none of the projection's or has another shape.
void write_ensemble(const hdf5::Group& root, const SharedDimensions& dimensions,
                    const EnsembleRecord& ensemble, const Projection& projection, int compression);
/// Without members if the file is of a single run.
EnsembleRecord read_ensemble(const hdf5::Reader& file, const Projection& projection,
                             std::size_t zones);

}  // namespace ravenstein::io
