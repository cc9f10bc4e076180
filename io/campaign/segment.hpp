// SPDX-License-Identifier: Apache-2.0
// HDF5 files that no kill can break: made with all their datasets laid out (contiguous, rows known)
// before the first row, put in place in one step, and then only filled with rows where HDF5 said
// that they lie. Their structure never changes, so at every moment they can be opened. Which rows
// count is told by a journal beside them. Space is taken as rows are written (sparse files).
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "io/projection/hdf5.hpp"

namespace ravenstein::io {

struct SegmentColumn {
  std::string name;
  hdf5::Type type = hdf5::Type::float64;
  std::vector<std::uint64_t> shape;  ///< of a row; empty: one number
  std::uint64_t offset = 0;          ///< of the first row in the file, in bytes
  std::uint64_t row_bytes = 0;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.name, s.type, s.shape, s.offset, s.row_bytes);
  }
};

struct SegmentInfo {
  std::string file;  ///< its name in the campaign's folder
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;  ///< of the whole file
  std::vector<SegmentColumn> columns;

  template <class Self>
  static auto fields(Self& s) {
    return std::tie(s.file, s.rows, s.bytes, s.columns);
  }
};

/// Bytes of a row over all columns.
std::uint64_t row_bytes(std::span<const SegmentColumn> columns);

/// Makes the file in `folder`; replaces one of that name. Throws WriteError, hdf5::Error.
SegmentInfo create_segment(const std::filesystem::path& folder, const std::string& file,
                           std::vector<SegmentColumn> columns, std::uint64_t rows);

/// A segment whose rows are read and written. Throws WriteError.
class Segment {
 public:
  enum class Access { read, write };
  /// To write, a file that was cut off is brought to its length again, so that HDF5 can open it.
  Segment(const std::filesystem::path& folder, SegmentInfo info, Access access);
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;
  ~Segment();

  const SegmentInfo& info() const { return info_; }
  /// Whether the row lies within what is left of the file.
  bool holds(std::uint64_t row) const;
  /// Rows first.. of a column; their bytes.
  void write(std::size_t column, std::uint64_t first_row, std::span<const std::byte> bytes);
  /// Part of rows: `bytes` from `skip` bytes into row `row` on. Throws std::runtime_error where the
  /// file ends before.
  void read(std::size_t column, std::uint64_t row, std::uint64_t skip,
            std::span<std::byte> bytes) const;
  void sync();

 private:
  std::filesystem::path path_;
  SegmentInfo info_;
  std::uint64_t length_ = 0;
  int file_ = -1;
};

}  // namespace ravenstein::io
