// SPDX-License-Identifier: Apache-2.0
// A thin layer over the HDF5 C library: identifiers that close themselves, failures as exceptions,
// and what a reader needs. HDF5's headers stay out of ours; its own messages on stderr are off.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ravenstein::io::hdf5 {

/// HDF5's hid_t.
using Id = std::int64_t;

/// What was being done and HDF5's innermost reason, e.g. `read "flow": inflate() failed`. Whoever
/// knows the file's name adds it.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Throws Error with `doing` and HDF5's reason.
[[noreturn]] void fail(std::string_view doing);
/// Passes a result through, or fails if it is negative.
template <class Result>
Result check(Result result, std::string_view doing) {
  if (result < 0) fail(doing);
  return result;
}
template <class Result>
Result check(Result result, std::string_view doing, std::string_view name) {
  if (result < 0) fail(std::string(doing) + " \"" + std::string(name) + '"');
  return result;
}
/// Switches HDF5's printing of its error stack off.
void silence();

/// Shared ownership of an identifier of any kind (HDF5 counts its references).
class Handle {
 public:
  Handle() = default;
  explicit Handle(Id id) : id_(id) {}
  Handle(const Handle& other);
  Handle(Handle&& other) noexcept : id_(other.id_) { other.id_ = -1; }
  Handle& operator=(Handle other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }
  ~Handle();
  Id get() const noexcept { return id_; }

 private:
  Id id_ = -1;
};

/// Types that are stored; text is variable-length UTF-8.
enum class Type : std::uint8_t { int8, uint8, int32, int64, uint64, float64, text };

template <class T>
constexpr Type type_of() {
  if constexpr (std::is_same_v<T, std::int8_t>) return Type::int8;
  if constexpr (std::is_same_v<T, std::uint8_t>) return Type::uint8;
  if constexpr (std::is_same_v<T, std::int32_t>) return Type::int32;
  if constexpr (std::is_same_v<T, std::int64_t>) return Type::int64;
  if constexpr (std::is_same_v<T, std::uint64_t>) return Type::uint64;
  if constexpr (std::is_same_v<T, double>) return Type::float64;
  if constexpr (std::is_same_v<T, std::string>) return Type::text;
}

std::size_t size_of(Type type);
/// The type in files (little-endian), a new identifier.
Handle file_type(Type type);
/// The type in memory, a new identifier.
Handle memory_type(Type type);

/// How values are moved: through a small buffer. HDF5's own is 1 MiB, which it clears for every
/// variable that needs a conversion, as texts do.
Handle transfer();

/// A dataset as a reader sees it.
struct VariableInfo {
  std::string path;                     ///< from the root, e.g. `/skill/value`
  std::string type;                     ///< `int32`, `float64`, `string`, ...
  std::vector<std::size_t> shape;       ///< empty: a scalar
  std::vector<std::string> dimensions;  ///< names of the attached scales; "" where there is none
  bool dimension_only = false;          ///< a netCDF dimension without values
};

/// A file opened for reading.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& path);

  Id id() const { return file_.get(); }
  bool has(const std::string& path) const;
  bool has_attribute(const std::string& object, const std::string& name) const;
  std::vector<std::size_t> shape(const std::string& path) const;
  /// All values in row-major order, converted to T (double, integers, std::string).
  template <class T>
  std::vector<T> read(const std::string& path) const {
    if constexpr (std::is_same_v<T, std::string>) {
      return read_texts(path);
    } else {
      std::vector<T> values(count(path));
      read_into(path, type_of<T>(), values.data());
      return values;
    }
  }
  /// Rows first .. first+rows of the first axis.
  template <class T>
  std::vector<T> read_rows(const std::string& path, std::size_t first, std::size_t rows) const {
    std::vector<T> values(rows * row_size(path));
    rows_into(path, type_of<T>(), first, rows, values.data());
    return values;
  }
  /// A numeric attribute of any length.
  template <class T>
  std::vector<T> numbers(const std::string& object, const std::string& name) const {
    std::vector<T> values(attribute_count(object, name));
    attribute_into(object, name, type_of<T>(), values.data());
    return values;
  }
  /// A text attribute; "" where there is none.
  std::string text(const std::string& object, const std::string& name) const;
  /// Every dataset in the order of creation (of names where a file does not know it), groups
  /// descended into.
  std::vector<VariableInfo> variables() const;

 private:
  std::size_t count(const std::string& path) const;
  std::size_t attribute_count(const std::string& object, const std::string& name) const;
  void read_into(const std::string& path, Type type, void* values) const;
  std::size_t row_size(const std::string& path) const;
  void rows_into(const std::string& path, Type type, std::size_t first, std::size_t rows,
                 void* values) const;
  void attribute_into(const std::string& object, const std::string& name, Type type,
                      void* values) const;
  std::vector<std::string> read_texts(const std::string& path) const;

  Handle file_;
};

}  // namespace ravenstein::io::hdf5
