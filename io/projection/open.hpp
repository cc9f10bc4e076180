// SPDX-License-Identifier: Apache-2.0
// Opens a projection file, or says clearly why it is none.
#pragma once

#include <filesystem>
#include <functional>
#include <new>
#include <stdexcept>

#include "io/projection/hdf5.hpp"

namespace ravenstein::io {

/// Throws InputError (data) if the file is missing, empty, not HDF5, cut off, HDF5 of another
/// kind, or of a version of the format that this program does not read.
hdf5::Reader open_projection(const std::filesystem::path& path);

/// The InputError for a projection that turns out to be damaged while it is read.
[[noreturn]] void throw_damaged(const std::filesystem::path& path, const std::string& what);

/// Runs `use` on the opened file; whatever goes wrong inside it is told as an InputError.
template <class Use>
auto with_projection(const std::filesystem::path& path, Use use) {
  const hdf5::Reader file = open_projection(path);
  try {
    return use(file);
  } catch (const hdf5::Error& error) {
    throw_damaged(path, error.what());
  } catch (const std::out_of_range&) {
    throw_damaged(path, "an attribute without a value");
  } catch (const std::length_error&) {
    throw_damaged(path, "a variable too large to be true");
  } catch (const std::bad_alloc&) {
    throw_damaged(path, "a variable too large to be read");
  }
}

}  // namespace ravenstein::io
