// SPDX-License-Identifier: Apache-2.0
#include "io/projection/give_up.hpp"

#include <hdf5.h>
#include <sys/mman.h>
#include <unistd.h>

namespace ravenstein::io::hdf5 {

void give_up(Id file) {
  const Handle access(H5Fget_access_plist(file));
  void* descriptor = nullptr;
  if (H5Pget_driver(access.get()) != H5FD_SEC2 ||
      H5Fget_vfd_handle(file, H5P_DEFAULT, &descriptor) < 0 || descriptor == nullptr) {
    return;
  }
  const int memory = ::memfd_create("ravenstein", MFD_CLOEXEC);
  if (memory < 0) return;
  ::dup2(memory, *static_cast<int*>(descriptor));
  ::close(memory);
}

}  // namespace ravenstein::io::hdf5
