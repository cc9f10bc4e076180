// SPDX-License-Identifier: Apache-2.0
#include "cli/freed_memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ravenstein::cli {

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kLargest = 32 << 20;  // bytes; no greater threshold is accepted
  mallopt(M_MMAP_THRESHOLD, kLargest);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

}  // namespace ravenstein::cli
