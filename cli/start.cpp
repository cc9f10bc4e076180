// SPDX-License-Identifier: Apache-2.0
// `ravenstein`: one process alone, or the way to the program for several.
#include "cli/launcher.hpp"
#include "cli/program.hpp"

int main(int argc, char** argv) {
  const ravenstein::cli::Launched launched = ravenstein::cli::launched_by();
  if (launched.ranks > 1) return ravenstein::cli::become_parallel(argv, launched);
  ravenstein::Alone alone;
  return ravenstein::cli::run_program(argc, argv, alone);
}
