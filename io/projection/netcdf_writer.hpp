// SPDX-License-Identifier: Apache-2.0
// Composes an HDF5 file that is netCDF-4 as well, in memory: dimension scales with their numbers,
// creation order kept, no times of modification (they would make equal runs differ). Nothing
// reaches the disk, so HDF5 never sees a full one; whoever asks gets the file's bytes.
// Contract: netCDF-4 file format specification, "Creating netCDF-4 files with HDF5".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/projection/hdf5.hpp"

namespace ravenstein::io::hdf5 {

/// A netCDF dimension.
struct Dimension {
  std::size_t number = 0;  ///< position in Scales; netCDF's dimension id
  std::size_t size = 0;
};

/// The file's dimension scales and which axes of which datasets they are attached to. HDF5's own
/// H5DSattach_scale rewrites a scale's whole list for every axis; this writes each list once.
/// Layout of the attributes: HDF5 Dimension Scale Specification, §3.
class Scales {
 public:
  std::size_t size() const { return scales_.size(); }
  void add(const Handle& scale) { scales_.push_back({scale, {}}); }
  void attach(const Handle& dataset, const std::vector<Dimension>& dimensions);
  /// Writes the lists of the scales; once, when all are attached.
  void write_references() const;

 private:
  struct Reference {
    std::uint64_t dataset;  ///< hobj_ref_t
    std::int32_t axis;
  };
  struct Scale {
    Handle dataset;
    std::vector<Reference> references;
  };
  std::vector<Scale> scales_;
};

/// Rows of a dataset in another file that stand for rows of a virtual variable.
struct VirtualRows {
  std::string file;          ///< its name, beside the file that is written
  std::string dataset;       ///< of the same shape but for its first axis
  std::size_t all_rows = 0;  ///< of that dataset
  std::size_t source = 0;    ///< the first row there
  std::size_t row = 0;       ///< the first row here
  std::size_t rows = 0;
};

struct VariableOptions {
  std::optional<double> fill{};      ///< value of missing cells; also written as `_FillValue`
  std::vector<std::size_t> chunk{};  ///< empty: chosen here
  int deflate = 0;                   ///< 0..9; variables below kCompressFrom bytes never are
  /// If there are any, the variable has no values of its own but shows these; the rest is `fill`.
  std::vector<VirtualRows> sources{};
};

/// Smaller variables are stored as they are: inflating costs readers and us more than it saves.
inline constexpr std::size_t kCompressFrom = 64 * 1024;
/// Chunks are at most about this large.
inline constexpr std::size_t kChunkBytes = 1024 * 1024;

/// Something that carries attributes: numbers as lists of one or more, texts as scalars.
class Attributed {
 public:
  /// Of fixed length (netCDF's char), which more programs read than strings. Without a value there
  /// is no attribute.
  void text(const std::string& name, std::string_view value);
  template <class T>
  void number(const std::string& name, T value) {
    write_numbers(name, type_of<T>(), &value, 1);
  }
  template <class T>
  void numbers(const std::string& name, std::span<const T> values) {
    write_numbers(name, type_of<T>(), values.data(), values.size());
  }

 protected:
  explicit Attributed(Handle object) : object_(std::move(object)) {}
  void write_numbers(const std::string& name, Type type, const void* values, std::size_t count);

  Handle object_;
};

class Variable : public Attributed {
 public:
  Variable(Handle dataset, std::size_t size, std::size_t number = 0)
      : Attributed(std::move(dataset)), size_(size), number_(number) {}
  /// All values in row-major order.
  template <class T>
  void write(std::span<const T> values) {
    if constexpr (std::is_same_v<T, std::string>) {
      write_texts(values);
    } else {
      write_values(type_of<T>(), values.data(), values.size());
    }
  }
  /// The values of a block of cells.
  template <class T>
  void write_block(std::span<const std::size_t> offset, std::span<const std::size_t> count,
                   std::span<const T> values) {
    write_block(type_of<T>(), offset, count, values.data(), values.size());
  }
  /// Of a coordinate variable: the dimension it stands for.
  Dimension dimension() const { return {number_, size_}; }

 private:
  void write_values(Type type, const void* values, std::size_t count);
  void write_texts(std::span<const std::string> texts);
  void write_block(Type type, std::span<const std::size_t> offset,
                   std::span<const std::size_t> count, const void* values, std::size_t size);

  std::size_t size_;
  std::size_t number_;  ///< of the dimension, if it is a coordinate
};

class Group : public Attributed {
 public:
  Group group(const std::string& name) const;
  /// A dimension without values of its own.
  Dimension dimension(const std::string& name, std::size_t size) const;
  /// A dimension with its values; their variable has its name.
  Variable coordinate(const std::string& name, Type type, std::size_t size) const;
  /// A variable over these dimensions (none: a scalar).
  Variable variable(const std::string& name, Type type, const std::vector<Dimension>& dimensions,
                    const VariableOptions& options = {}) const;

 private:
  friend class Writer;
  Group(Handle group, Scales* scales) : Attributed(std::move(group)), scales_(scales) {}
  /// Makes the dataset a scale and returns the dimension's number.
  std::size_t make_scale(const Handle& dataset, const std::string& name) const;

  Scales* scales_;  ///< the writer's
};

/// The bytes of a file, as HDF5 left them in memory.
class Image {
 public:
  Image(std::byte* memory, std::size_t size) : memory_(memory, std::free), size_(size) {}
  std::span<const std::byte> bytes() const { return {memory_.get(), size_}; }

 private:
  std::unique_ptr<std::byte, void (*)(void*)> memory_;
  std::size_t size_;
};

/// Where HDF5 leaves the bytes of a file in memory when it has closed it.
struct FileMemory {
  void* begin = nullptr;
  std::size_t size = 0;
};

class Writer {
 public:
  Writer();
  /// Writes to a file instead, for what does not fit into memory; ends with `close`.
  explicit Writer(const std::filesystem::path& path);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer();

  Group root();
  /// Closes everything and returns the bytes of the file.
  Image finish();
  /// Closes a file that was written to the disk.
  void close();

 private:
  Handle file_;
  FileMemory memory_;
  Scales scales_;
};

}  // namespace ravenstein::io::hdf5
