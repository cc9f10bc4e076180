// SPDX-License-Identifier: Apache-2.0
// The state of a run as bytes, and back. Bytes are those of the machine: they serve stopping and
// going on, and copies of runs, not exchange.
#pragma once

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace ravenstein {

/// Values without padding inside, so that equal states are equal bytes.
template <class T>
concept PlainState = std::has_unique_object_representations_v<T> || std::is_same_v<T, double>;

class StateWriter {
 public:
  template <PlainState T>
  void put(const T& value) {
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  template <PlainState T>
  void put(const std::vector<T>& values) {
    put(std::uint64_t{values.size()});
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Throws std::runtime_error where the bytes are not those of such a run.
class StateReader {
 public:
  explicit StateReader(std::string_view bytes) : bytes_(bytes) {}

  template <PlainState T>
  void get(T& value) {
    need(sizeof value);
    std::memcpy(&value, bytes_.data(), sizeof value);
    bytes_.remove_prefix(sizeof value);
  }
  template <PlainState T>
  void get(std::vector<T>& values) {
    std::uint64_t size = 0;
    get(size);
    if (size > bytes_.size() / sizeof(T)) fail();
    values.resize(size);
    if (size == 0) return;
    std::memcpy(values.data(), bytes_.data(), size * sizeof(T));
    bytes_.remove_prefix(size * sizeof(T));
  }
  /// A list that must be as long as it is.
  template <PlainState T>
  void get_same_size(std::vector<T>& values) {
    const std::size_t size = values.size();
    get(values);
    if (values.size() != size) fail();
  }
  void finish() const {
    if (!bytes_.empty()) fail();
  }

 private:
  void need(std::size_t size) const {
    if (bytes_.size() < size) fail();
  }
  [[noreturn]] static void fail() {
    throw std::runtime_error("checkpoint: not the state of a run of this scenario");
  }
  std::string_view bytes_;
};

}  // namespace ravenstein
