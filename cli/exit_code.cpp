// SPDX-License-Identifier: Apache-2.0
#include "cli/exit_code.hpp"

#include <iostream>
#include <new>
#include <ostream>

#include "cli/terminal.hpp"
#include "engine/core/problem.hpp"
#include "engine/simulation.hpp"
#include "io/projection/atomic_file.hpp"
#include "io/report/too_few.hpp"

namespace ravenstein::cli {
namespace {

ExitCode tell(std::ostream& error, const std::string& text, ExitCode code) {
  error << emphasised("ravenstein: ", stderr) << text << '\n';
  return code;
}

ExitCode tell_problems(std::ostream& error, const InputError& input) {
  for (const Problem& problem : input.problems()) error << to_string(problem) << '\n';
  const std::size_t count = input.problems().size();
  const bool scenario = input.kind() == InputKind::scenario;
  return tell(error, std::to_string(count) + (count == 1 ? " problem" : " problems") + " found",
              scenario ? ExitCode::scenario_invalid : ExitCode::data_invalid);
}

}  // namespace

ExitCode run_guarded(const Action& action, std::ostream& error) {
  try {
    const ExitCode code = action();
    // A full disk behind `ravenstein ... > file` must not look like success.
    if (!std::cout.flush()) throw std::runtime_error("standard output could not be written");
    return code;
  } catch (const InputError& input) {
    return tell_problems(error, input);
  } catch (const UsageError& usage) {
    return tell(error, usage.what(), ExitCode::usage);
  } catch (const io::OutputExists& exists) {
    return tell(error, exists.what(), ExitCode::output_exists);
  } catch (const io::TooFewToShow& few) {
    return tell(error, few.what(), ExitCode::disclosure_refused);
  } catch (const Interrupted&) {
    return tell(error, "interrupted; nothing was written", ExitCode::interrupted);
  } catch (const std::bad_alloc&) {
    return tell(error, "out of memory; --dry-run tells how much a run needs",
                ExitCode::runtime_error);
  } catch (const std::logic_error& bug) {
    return tell(error, std::string("internal error (please report it): ") + bug.what(),
                ExitCode::runtime_error);
  } catch (const std::exception& failure) {
    return tell(error, failure.what(), ExitCode::runtime_error);
  }
}

}  // namespace ravenstein::cli
