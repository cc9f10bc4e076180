// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes as the scenario's YAML. From a first byte `=` on they are an override instead.
#include <cstddef>
#include <cstdint>
#include <string>

#include "world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  auto files = ravenstein::fuzz::files();
  if (text.starts_with('=')) {
    ravenstein::fuzz::read(files, {text.substr(1)});
  } else {
    files["s.yaml"] = text;
    ravenstein::fuzz::read(files);
  }
  return 0;
}
