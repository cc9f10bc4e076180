// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace ravenstein::cli {

/// From now on memory that a run frees is kept for the next run of this process, which else waits
/// for the kernel to clear its pages anew: some percent of a run of a tenth of a second.
void keep_freed_memory();

}  // namespace ravenstein::cli
