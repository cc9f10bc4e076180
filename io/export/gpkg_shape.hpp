// SPDX-License-Identifier: Apache-2.0
// A geometry of a GeoPackage as bytes, and the rectangle around it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>

namespace ravenstein::io {

inline constexpr std::int32_t kWgs84 = 4326;

/// Without bytes: no position is known. Degrees.
struct Shape {
  std::string bytes;
  double west = std::numeric_limits<double>::infinity(), east = -west, south = west, north = -west;

  void take_in(double longitude_deg, double latitude_deg) {
    west = std::min(west, longitude_deg);
    east = std::max(east, longitude_deg);
    south = std::min(south, latitude_deg);
    north = std::max(north, latitude_deg);
  }
};

template <class T>
void append(std::string& bytes, T value) {
  static_assert(std::endian::native == std::endian::little);
  std::array<char, sizeof(T)> raw{};
  std::memcpy(raw.data(), &value, sizeof(T));
  bytes.append(raw.data(), raw.size());
}

/// A position of the shape.
inline void append_position(Shape& shape, double longitude_deg, double latitude_deg) {
  append(shape.bytes, longitude_deg);
  append(shape.bytes, latitude_deg);
  shape.take_in(longitude_deg, latitude_deg);
}

/// A shape that begins with the GeoPackage header (§2.1.3: no envelope, little-endian) and the
/// beginning of well-known binary of this type.
inline Shape begin_shape(std::uint32_t type) {
  Shape shape;
  shape.bytes.assign("GP\0\x01", 4);
  append(shape.bytes, kWgs84);
  shape.bytes += '\x01';
  append(shape.bytes, type);
  return shape;
}

}  // namespace ravenstein::io
