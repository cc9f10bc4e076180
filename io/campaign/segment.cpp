// SPDX-License-Identifier: Apache-2.0
#include "io/campaign/segment.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "io/projection/atomic_file.hpp"

namespace ravenstein::io {
namespace {

namespace fs = std::filesystem;
using hdf5::check;
using hdf5::Handle;

std::uint64_t bytes_of_row(const SegmentColumn& column) {
  std::uint64_t bytes = hdf5::size_of(column.type);
  for (const std::uint64_t extent : column.shape) bytes *= extent;
  return bytes;
}

/// Its place in the file is settled at once and nothing is written there.
Handle laid_out(const Handle& file, const SegmentColumn& column, std::uint64_t rows) {
  std::vector<hsize_t> extent{rows};
  extent.insert(extent.end(), column.shape.begin(), column.shape.end());
  const Handle space(check(
      H5Screate_simple(static_cast<int>(extent.size()), extent.data(), nullptr), "make a shape"));
  const Handle properties(check(H5Pcreate(H5P_DATASET_CREATE), "make properties"));
  check(H5Pset_layout(properties.get(), H5D_CONTIGUOUS), "lay out", column.name);
  check(H5Pset_alloc_time(properties.get(), H5D_ALLOC_TIME_EARLY), "lay out", column.name);
  check(H5Pset_fill_time(properties.get(), H5D_FILL_TIME_NEVER), "lay out", column.name);
  check(H5Pset_obj_track_times(properties.get(), false), "lay out", column.name);
  return Handle(
      check(H5Dcreate2(file.get(), column.name.c_str(), hdf5::file_type(column.type).get(),
                       space.get(), H5P_DEFAULT, properties.get(), H5P_DEFAULT),
            "lay out", column.name));
}

void lay_out(const fs::path& path, std::vector<SegmentColumn>& columns, std::uint64_t rows) {
  const Handle access(check(H5Pcreate(H5P_FILE_ACCESS), "make a file"));
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110), "make a file");
  check(H5Pset_fclose_degree(access.get(), H5F_CLOSE_STRONG), "make a file");
  check(H5Pset_file_locking(access.get(), false, true), "make a file");
  const Handle file(
      check(H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, access.get()), "make a file"));
  for (SegmentColumn& column : columns) {
    column.row_bytes = bytes_of_row(column);
    column.offset = H5Dget_offset(laid_out(file, column, rows).get());
    if (column.offset == HADDR_UNDEF) hdf5::fail("lay out \"" + column.name + '"');
  }
  check(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), "complete the file");
}

[[noreturn]] void refuse(const fs::path& path) { throw WriteError(path, std::strerror(errno)); }

}  // namespace

std::uint64_t row_bytes(std::span<const SegmentColumn> columns) {
  std::uint64_t bytes = 0;
  for (const SegmentColumn& column : columns) bytes += bytes_of_row(column);
  return bytes;
}

SegmentInfo create_segment(const fs::path& folder, const std::string& file,
                           std::vector<SegmentColumn> columns, std::uint64_t rows) {
  hdf5::silence();
  SegmentInfo info{file, rows, 0, std::move(columns)};
  try {
    write_atomically(folder / file, true, [&](const fs::path& temporary) {
      lay_out(temporary, info.columns, rows);
      info.bytes = fs::file_size(temporary);
    });
  } catch (const hdf5::Error& error) {
    throw WriteError(folder / file, error.what());
  }
  return info;
}

Segment::Segment(const fs::path& folder, SegmentInfo info, Access access)
    : path_(folder / info.file), info_(std::move(info)) {
  const bool writes = access == Access::write;
  file_ = ::open(path_.c_str(), (writes ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (file_ < 0) refuse(path_);
  const off_t end = ::lseek(file_, 0, SEEK_END);
  length_ = end < 0 ? 0 : static_cast<std::uint64_t>(end);
  if (writes && length_ < info_.bytes && ::ftruncate(file_, static_cast<off_t>(info_.bytes)) != 0) {
    refuse(path_);
  }
}

Segment::~Segment() {
  if (file_ >= 0) ::close(file_);
}

bool Segment::holds(std::uint64_t row) const {
  for (const SegmentColumn& column : info_.columns) {
    if (column.offset + (row + 1) * column.row_bytes > length_) return false;
  }
  return row < info_.rows;
}

void Segment::write(std::size_t column, std::uint64_t first_row, std::span<const std::byte> bytes) {
  const SegmentColumn& where = info_.columns.at(column);
  std::uint64_t at = where.offset + first_row * where.row_bytes;
  while (!bytes.empty()) {
    const ssize_t written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse(path_);
    if (written == 0) throw WriteError(path_, "nothing more can be written");
    bytes = bytes.subspan(static_cast<std::size_t>(written));
    at += static_cast<std::uint64_t>(written);
  }
}

void Segment::read(std::size_t column, std::uint64_t row, std::uint64_t skip,
                   std::span<std::byte> bytes) const {
  const SegmentColumn& where = info_.columns.at(column);
  std::uint64_t at = where.offset + row * where.row_bytes + skip;
  while (!bytes.empty()) {
    const ssize_t found = ::pread(file_, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (found < 0 && errno == EINTR) continue;
    if (found <= 0) {
      throw std::runtime_error(
          fmt::format("{}: {}", path_.string(), found < 0 ? std::strerror(errno) : "ends early"));
    }
    bytes = bytes.subspan(static_cast<std::size_t>(found));
    at += static_cast<std::uint64_t>(found);
  }
}

void Segment::sync() {
  if (::fdatasync(file_) != 0 && errno != EINVAL) refuse(path_);
}

}  // namespace ravenstein::io
