// SPDX-License-Identifier: Apache-2.0
// Arbitrary bytes as one of the scenario's tables; the first byte says which.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static constexpr std::array<const char*, 8> kTables{"zones.csv",    "links.csv",   "closures.csv",
                                                      "conflict.csv", "food.csv",    "age.csv",
                                                      "counts.csv",   "recounts.csv"};
  if (size == 0) return 0;
  auto files = ravenstein::fuzz::files();
  files[kTables[data[0] % kTables.size()]] =
      std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
  ravenstein::fuzz::read(files);
  return 0;
}
