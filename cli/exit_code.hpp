// SPDX-License-Identifier: Apache-2.0
// How the program ends, and the errors that only the program knows.
#pragma once

#include <functional>
#include <iosfwd>
#include <stdexcept>
#include <string>

namespace ravenstein::cli {

enum class ExitCode : int {
  ok = 0,
  runtime_error = 1,
  usage = 2,
  scenario_invalid = 3,
  data_invalid = 4,
  not_converged = 5,       ///< results are written and say so
  disclosure_refused = 6,  ///< nothing may be shown to the public
  output_exists = 7,
  interrupted = 130,
};

/// What was asked for cannot be meant: ends with ExitCode::usage.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a subcommand does once the command line has been read.
using Action = std::function<ExitCode()>;

/// Runs the action and tells on `error` what went wrong, all problems of an input at once.
ExitCode run_guarded(const Action& action, std::ostream& error);

}  // namespace ravenstein::cli
