// SPDX-License-Identifier: Apache-2.0
// HDF5 1.10 crashes at the end of the program if it cannot write what it still holds of a file (no
// space, say).
#pragma once

#include "io/projection/hdf5.hpp"

namespace ravenstein::io::hdf5 {

/// Of an open file on the disk that will not be completed: what HDF5 still has to write goes into
/// memory. Nothing is done to other files.
void give_up(Id file);

}  // namespace ravenstein::io::hdf5
