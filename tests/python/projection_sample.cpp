// SPDX-License-Identifier: Apache-2.0
// Writes the sample projections that the Python tests open: projection_sample PATH [DAYS ZONES], or
// projection_sample PATH months.
#include "tests/io/projection_sample.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

#include "io/projection/write.hpp"
#include "tests/io/country_sample.hpp"

int main(int argc, char** argv) {
  using namespace ravenstein::io;
  if (argc == 3 && std::string_view(argv[2]) == "months") {
    write_projection(argv[1], testing::sample_country(), {.force = true});
    return 0;
  }
  if (argc != 2 && argc != 4) {
    std::cerr << "usage: projection_sample PATH [DAYS ZONES | months]\n";
    return 2;
  }
  const int days = argc == 4 ? std::atoi(argv[2]) : 40;
  const auto zones = static_cast<std::size_t>(argc == 4 ? std::atoi(argv[3]) : 5);
  write_projection(argv[1], testing::sample_projection(days, zones), {.force = true});
}
