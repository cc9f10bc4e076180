// SPDX-License-Identifier: Apache-2.0
// The parts of a projection file that are lists of records: observations, sources, inputs.
#pragma once

#include "io/projection/contents.hpp"
#include "io/projection/flows.hpp"
#include "io/projection/netcdf_writer.hpp"

namespace ravenstein::io {

/// `observed` (time, zone) and the counts it was interpolated from.
void write_observations(const hdf5::Group& root, const SharedDimensions& dimensions,
                        const ProjectionFile& contents, int compression);
/// Births and deaths only of runs that have them.
void write_totals(const hdf5::Group& root, const Projection& projection);
/// What of the scenario a reader needs beside the numbers: sources, remarks, the behaviour.
void write_scenario(const hdf5::Group& root, const ProjectionFile& contents);
/// With the checksum of the people (digest.hpp).
void write_provenance(const hdf5::Group& root, const Provenance& provenance,
                      const std::string& people_sha256);

/// The scenario word for word, its overrides and inputs, into the group `provenance` of any file.
void write_scenario_inputs(const hdf5::Group& group, const Provenance& provenance);

}  // namespace ravenstein::io
