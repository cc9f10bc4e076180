// SPDX-License-Identifier: Apache-2.0
#include "engine/random/huge_pages.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace ravenstein {
namespace {

constexpr std::size_t kPage = std::size_t{1} << 21;

}  // namespace

void* allocate_pages(std::size_t bytes) {
  if (bytes < kPage) return ::operator new(bytes);
  void* memory = ::operator new (bytes, std::align_val_t{kPage});
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  madvise(memory, bytes / kPage * kPage, MADV_HUGEPAGE);  // only a wish: failing is no error
#endif
  return memory;
}

void free_pages(void* memory, std::size_t bytes) {
  if (bytes < kPage) {
    ::operator delete(memory);
  } else {
    ::operator delete (memory, std::align_val_t{kPage});
  }
}

}  // namespace ravenstein
