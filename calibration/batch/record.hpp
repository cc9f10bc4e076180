// SPDX-License-Identifier: Apache-2.0
// The state of an algorithm as bytes, and back: to stop and go on, and to compare two states
// exactly (NaN included). A state names its fields once:
//
//   template <class Self> static auto fields(Self& self) { return std::tie(self.a, self.b); }
//
// Fields are numbers, enumerations, strings, vectors, Eigen matrices and other states. Bytes are
// those of the machine, so they serve the machine's own resumption, not exchange.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace ravenstein::calibration {

template <class T>
concept PlainNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;
template <class T>
concept HasFields = requires(T& value) {
  T::fields(value);
};

class RecordWriter {
 public:
  template <PlainNumber T>
  void put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void put(const std::string& text) {
    put(std::uint64_t{text.size()});
    bytes_ += text;
  }
  template <class T>
  void put(const std::vector<T>& values) {
    put(std::uint64_t{values.size()});
    for (const auto& value : values) put(static_cast<const T&>(value));
  }
  template <int Rows, int Columns>
  void put(const Eigen::Matrix<double, Rows, Columns>& matrix) {
    put(static_cast<std::int64_t>(matrix.rows()));
    put(static_cast<std::int64_t>(matrix.cols()));
    for (Eigen::Index i = 0; i < matrix.size(); ++i) put(matrix.data()[i]);
  }
  template <HasFields T>
  void put(const T& state) {
    std::apply([this](const auto&... field) { (put(field), ...); }, T::fields(state));
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Throws std::runtime_error where the bytes are not those of such a state.
class RecordReader {
 public:
  explicit RecordReader(std::string_view bytes) : bytes_(bytes) {}

  template <PlainNumber T>
  void get(T& value) {
    if (bytes_.size() < sizeof value) fail("ends early");
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
  }
  void get(std::string& text) {
    const std::uint64_t size = get_size(1);
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  template <class T>
  void get(std::vector<T>& values) {
    values.assign(get_size(1), T{});
    for (T& value : values) get(value);
  }
  template <int Rows, int Columns>
  void get(Eigen::Matrix<double, Rows, Columns>& matrix) {
    std::int64_t rows = 0, columns = 0;
    get(rows);
    get(columns);
    const auto room = static_cast<std::int64_t>(bytes_.size() / sizeof(double));
    const bool fits = rows >= 0 && columns >= 0 && (Rows < 0 || rows == Rows) &&
                      (Columns < 0 || columns == Columns) && (rows == 0 || columns <= room / rows);
    if (!fits) fail("holds a matrix of another shape");
    matrix.resize(rows, columns);
    for (Eigen::Index i = 0; i < matrix.size(); ++i) get(matrix.data()[i]);
  }
  template <HasFields T>
  void get(T& state) {
    std::apply([this](auto&... field) { (get(field), ...); }, T::fields(state));
  }
  void finish() const {
    if (!bytes_.empty()) fail("goes on after its end");
  }

 private:
  std::uint64_t get_size(std::uint64_t bytes_each) {
    std::uint64_t size = 0;
    get(size);
    if (size > bytes_.size() / bytes_each) fail("ends early");
    return size;
  }
  [[noreturn]] static void fail(const char* what) {
    throw std::runtime_error(std::string("record of an algorithm's state ") + what);
  }
  std::string_view bytes_;
};

template <HasFields State>
std::string to_bytes(const State& state) {
  RecordWriter writer;
  writer.put(state);
  return writer.take();
}

template <HasFields State>
State from_bytes(std::string_view bytes) {
  State state;
  RecordReader reader(bytes);
  reader.get(state);
  reader.finish();
  return state;
}

}  // namespace ravenstein::calibration
