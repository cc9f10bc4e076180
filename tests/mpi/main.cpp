// SPDX-License-Identifier: Apache-2.0
// All ranks run all tests; a rank that fails says so and gives the exit code.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include "tests/mpi/ranks_under_test.hpp"

namespace {
ravenstein::mpi::MpiRanks* g_ranks = nullptr;  // Catch's test cases take no arguments
}

ravenstein::mpi::MpiRanks& ranks_under_test() { return *g_ranks; }

int main(int argc, char** argv) {
  ravenstein::mpi::MpiRanks ranks;
  g_ranks = &ranks;
  const int failed = Catch::Session().run(argc, argv);
  if (!ranks.all_arrive(60)) ranks.abort(1);
  return failed;
}
