// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.hpp"

namespace ravenstein::cli {
namespace {

// A signal handler can reach nothing but a global.
volatile std::sig_atomic_t g_stop_requested = 0;

extern "C" void request_stop(int signal) { g_stop_requested = signal; }

}  // namespace

InterruptGuard::InterruptGuard() {
  g_stop_requested = 0;
  struct sigaction action {};
  action.sa_handler = request_stop;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;  // a write to the file is not cut short
  sigaction(SIGINT, &action, &old_interrupt_);
  sigaction(SIGTERM, &action, &old_terminate_);
  sigaction(SIGUSR1, &action, &old_user_);
}

InterruptGuard::~InterruptGuard() {
  sigaction(SIGINT, &old_interrupt_, nullptr);
  sigaction(SIGTERM, &old_terminate_, nullptr);
  sigaction(SIGUSR1, &old_user_, nullptr);
}

bool InterruptGuard::stop_requested() const { return g_stop_requested != 0; }
int InterruptGuard::signal() const { return g_stop_requested; }

}  // namespace ravenstein::cli
