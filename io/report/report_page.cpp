// SPDX-License-Identifier: Apache-2.0
#include "io/report/report_page.hpp"

#include <zlib.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace ravenstein::io {
namespace {

constexpr std::string_view kBlock = R"(<script type="application/json" id="report-data"></script>)";
constexpr std::string_view kPlain = R"(<script type="application/json" id="report-data">)";
constexpr std::string_view kPacked = R"(<script type="application/gzip+base64" id="report-data">)";
constexpr std::string_view kEnd = "</script>";

/// gzip without a time or a name: equal data give equal bytes.
std::string gzip(std::string_view text) {
  z_stream stream{};
  constexpr int kGzipWindow = 15 + 16, kMemory = 8;
  if (deflateInit2(&stream, 6, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("zlib cannot compress");
  }
  std::string packed(deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int ended = deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (ended != Z_STREAM_END) throw std::runtime_error("zlib cannot compress");
  return packed;
}

/// RFC 4648, section 4.
std::string base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t n = 0; n < bytes.size(); n += 3) {
    std::uint32_t bits = 0;
    const std::size_t here = std::min<std::size_t>(3, bytes.size() - n);
    for (std::size_t b = 0; b < 3; ++b) {
      bits = bits << 8U | (b < here ? static_cast<unsigned char>(bytes[n + b]) : 0U);
    }
    for (std::size_t d = 0; d < 4; ++d) {
      text += d <= here ? kDigits[bits >> (18U - 6U * d) & 63U] : '=';
    }
  }
  return text;
}

}  // namespace

std::string report_page(std::string_view page, std::string_view json) {
  const std::size_t place = page.find(kBlock);
  if (place == std::string_view::npos) {
    throw std::logic_error("the page of reports has no place for data");
  }
  if (page.find(kBlock, place + 1) != std::string_view::npos) {
    throw std::logic_error("the page of reports has more than one place for data");
  }
  const bool packed = json.size() > kPlainReportBytes;
  std::string filled(page.substr(0, place));
  filled += packed ? kPacked : kPlain;
  filled += packed ? base64(gzip(json)) : std::string(json);
  filled += kEnd;
  return filled += page.substr(place + kBlock.size());
}

}  // namespace ravenstein::io
