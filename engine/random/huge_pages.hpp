// SPDX-License-Identifier: Apache-2.0
// Memory for large tables that are read at random: asked for in pages of 2 MB where the system has
// them (Linux), since with 4 kB pages each read also misses the address translation buffers.
#pragma once

#include <cstddef>
#include <new>

namespace ravenstein {

/// Allocator for standard containers; small arrays get ordinary memory.
template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class U>
  HugePages(const HugePages<U>&) {
  }  // NOLINT(google-explicit-constructor): the standard asks for it

  T* allocate(std::size_t count);
  void deallocate(T* memory, std::size_t count);

  template <class U>
  bool operator==(const HugePages<U>&) const {
    return true;
  }
};

/// Memory aligned to pages of 2 MB if `bytes` is at least that; std::bad_alloc.
void* allocate_pages(std::size_t bytes);
void free_pages(void* memory, std::size_t bytes);

template <class T>
T* HugePages<T>::allocate(std::size_t count) {
  if (count > static_cast<std::size_t>(-1) / 2 / sizeof(T)) throw std::bad_array_new_length();
  return static_cast<T*>(allocate_pages(count * sizeof(T)));
}

template <class T>
void HugePages<T>::deallocate(T* memory, std::size_t count) {
  free_pages(memory, count * sizeof(T));
}

}  // namespace ravenstein
