// SPDX-License-Identifier: Apache-2.0
// A run that crashes the program is noted in the campaign's folder at the last moment, so that it
// is not tried for ever. Only crashes (a bad access, an abort, ...) count: what is killed from
// outside with SIGKILL, or by a power cut, leaves no note and loses no attempt.
#pragma once

#include <csignal>
#include <cstddef>
#include <filesystem>
#include <map>

#include "calibration/campaign/run_once.hpp"

namespace ravenstein::cli {

struct Crashes {
  int times = 0;
  int last_signal = 0;
};

/// What the workers of a campaign noted, by run.
std::map<std::size_t, Crashes> read_crashes(const std::filesystem::path& folder);
/// As if nothing had crashed.
void forget_crashes(const std::filesystem::path& folder);

/// The same runs, which are noted while they are made; one that crashed the program `attempts`
/// times fails at once (ProgramCrashed).
calibration::RunFunction crashes_noted(calibration::RunFunction run,
                                       std::map<std::size_t, Crashes> before, int attempts);

/// While it lives, a crash adds to the worker's note the run that the crashing thread makes (of a
/// thread that makes none, as when the signal came from outside, all that are being made), and the
/// program ends as it would have. One at a time.
class CrashGuard {
 public:
  CrashGuard(const std::filesystem::path& folder, int worker);
  CrashGuard(const CrashGuard&) = delete;
  CrashGuard& operator=(const CrashGuard&) = delete;
  ~CrashGuard();
};

}  // namespace ravenstein::cli
