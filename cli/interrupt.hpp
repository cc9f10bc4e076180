// SPDX-License-Identifier: Apache-2.0
// Ctrl-C and `kill` while something must not be left half done.
#pragma once

#include <csignal>

namespace ravenstein::cli {

/// While it lives, SIGINT and SIGTERM only ask to stop; afterwards they act as before.
class InterruptGuard {
 public:
  InterruptGuard();
  ~InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

  /// Somebody asked to stop.
  bool stop_requested() const;

 private:
  struct sigaction old_interrupt_ {};
  struct sigaction old_terminate_ {};
};

}  // namespace ravenstein::cli
