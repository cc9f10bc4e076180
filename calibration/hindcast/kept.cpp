// SPDX-License-Identifier: Apache-2.0
#include "calibration/hindcast/kept.hpp"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace ravenstein::calibration {
namespace {

constexpr double kMostWhole = 1e15;

/// Seven bits a byte, the lowest first; the highest bit says that more follow.
void put_whole(std::string& bytes, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) bytes += static_cast<char>(0x80U | (number & 0x7fU));
  bytes += static_cast<char>(number);
}

/// A whole number as one more than it is; 0 says that the eight bytes of any other number follow.
void put(std::string& bytes, double value) {
  const bool whole =
      value >= 0 && value <= kMostWhole && value == std::floor(value) && !std::signbit(value);
  if (whole) return put_whole(bytes, static_cast<std::uint64_t>(value) + 1);
  const auto bits = std::bit_cast<std::uint64_t>(value);
  bytes += '\0';
  bytes.append(reinterpret_cast<const char*>(&bits), sizeof bits);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t whole() {
    std::uint64_t number = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1)[0]);
      number |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80) return number;
    }
    throw std::runtime_error("a piece of a hindcast has a number that does not end");
  }
  double number() {
    const std::uint64_t short_one = whole();
    if (short_one > 0) return static_cast<double>(short_one - 1);
    std::uint64_t bits = 0;
    std::memcpy(&bits, take(sizeof bits).data(), sizeof bits);
    return std::bit_cast<double>(bits);
  }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) throw std::runtime_error("a piece of a hindcast is cut off");
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
};

}  // namespace

std::vector<double> kept(const Kept& keeper, const std::string& piece,
                         const std::function<std::vector<double>()>& work) {
  if (keeper.known) {
    if (auto values = keeper.known(piece)) return std::move(*values);
  }
  std::vector<double> values = work();
  if (keeper.made) keeper.made(piece, values);
  return values;
}

std::string to_piece_record(const std::string& piece, const std::vector<double>& values) {
  std::string bytes;
  put_whole(bytes, piece.size());
  bytes += piece;
  put_whole(bytes, values.size());
  for (const double value : values) put(bytes, value);
  return bytes;
}

std::pair<std::string, std::vector<double>> from_piece_record(std::string_view record) {
  Reader reader(record);
  std::string piece(reader.take(reader.whole()));
  const std::uint64_t count = reader.whole();
  if (count > reader.left()) throw std::runtime_error("a piece of a hindcast is cut off");
  std::vector<double> values;
  values.reserve(count);
  for (std::uint64_t i = 0; i < count; ++i) values.push_back(reader.number());
  return {std::move(piece), std::move(values)};
}

}  // namespace ravenstein::calibration
