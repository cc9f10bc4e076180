// SPDX-License-Identifier: Apache-2.0
#include "io/checksum.hpp"

#include <openssl/crypto.h>
#include <openssl/sha.h>

#include <array>

namespace ravenstein::io {

std::string sha256(std::string_view bytes) {
  // Without this OpenSSL reads its configuration first, which costs more than the sum itself.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, nullptr);
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace ravenstein::io
