// SPDX-License-Identifier: Apache-2.0
// The program, whoever starts it: alone, or one of several ranks.
#pragma once

#include "engine/ranks.hpp"

namespace ravenstein::cli {

/// Does what the command line asks for and returns the exit code. Commands that know nothing of
/// ranks are done by rank 0 while the others wait.
int run_program(int argc, char** argv, Ranks& ranks);

}  // namespace ravenstein::cli
