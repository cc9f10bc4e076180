// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and `kill` while something must not be left half done.
#pragma once

#include <csignal>

namespace ravenstein::cli {

/// While it lives, SIGINT, SIGTERM and SIGUSR1 (which schedulers send before a limit) only ask to
/// stop; afterwards they act as before.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Somebody asked to stop.
  bool stop_requested() const;
  /// With which signal, the last one; 0: nobody did.
  int signal() const;

 private:
  struct sigaction old_interrupt_ {};
  struct sigaction old_terminate_ {};
  struct sigaction old_user_ {};
};

}  // namespace ravenstein::cli
