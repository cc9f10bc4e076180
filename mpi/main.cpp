// SPDX-License-Identifier: Apache-2.0
// `ravenstein-mpi`: the same program for several ranks. Rank 0 speaks for all; the others are heard
// only if they alone fail.
#include <iostream>
#include <limits>
#include <sstream>
#include <streambuf>

#include "cli/program.hpp"
#include "mpi/mpi_ranks.hpp"

namespace {

/// Swallows everything.
class Silence : public std::streambuf {
 protected:
  int overflow(int character) override { return character == EOF ? 0 : character; }
};

/// Ends with the code if all ranks end; a rank that failed alone takes the others with it.
int end_together(ravenstein::mpi::MpiRanks& ranks, int code, const std::string& held_back) {
  constexpr double kPatience = 5;  // seconds
  const bool failed = code != 0;
  if (ranks.all_arrive(failed ? kPatience : std::numeric_limits<double>::infinity())) return code;
  std::clog << held_back << "ravenstein: rank " << ranks.rank()
            << " ended; the others are ended, too\n";
  ranks.abort(code);
}

}  // namespace

int main(int argc, char** argv) {
  ravenstein::mpi::MpiRanks ranks;
  if (ranks.rank() == 0)
    return end_together(ranks, ravenstein::cli::run_program(argc, argv, ranks), "");
  Silence silence;
  std::stringbuf errors;
  std::streambuf* const out = std::cout.rdbuf(&silence);
  std::streambuf* const error = std::cerr.rdbuf(&errors);
  const int code = ravenstein::cli::run_program(argc, argv, ranks);
  std::cout.rdbuf(out);
  std::cerr.rdbuf(error);
  return end_together(ranks, code, errors.str());
}
