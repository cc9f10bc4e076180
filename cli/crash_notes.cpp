// SPDX-License-Identifier: Apache-2.0
#include "cli/crash_notes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <memory>
#include <utility>

namespace ravenstein::cli {
namespace {

namespace fs = std::filesystem;
constexpr const char* kExtension = ".crashes";
constexpr std::array<int, 5> kSignals = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
constexpr std::size_t kMostThreads = 4096;
constexpr std::int64_t kNone = -1;

// A signal handler can reach nothing but globals.
std::array<char, 4096> g_note{};                               ///< path of the note
std::array<std::atomic<std::int64_t>, kMostThreads> g_made{};  ///< runs being made, plus one
std::array<struct sigaction, kSignals.size()> g_before{};
std::atomic<std::size_t> g_threads{0};
thread_local std::int64_t t_run = kNone;

/// The number and a character behind it, without anything that a handler may not call.
void put_number(int file, std::int64_t number, char end) {
  std::array<char, 24> text{};
  std::size_t at = text.size();
  text[--at] = end;
  do {
    text[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0);
  (void)!::write(file, text.data() + at, text.size() - at);
}

void put(int file, const char* text) { (void)!::write(file, text, std::strlen(text)); }

void note_run(int file, std::int64_t run, int signal) {
  put_number(file, run, ' ');
  put_number(file, signal, '\n');
  put(STDERR_FILENO, "ravenstein: the program crashed in run ");
  put_number(STDERR_FILENO, run, '\n');
}

extern "C" void note_crash(int signal) {
  for (std::size_t s = 0; s < kSignals.size(); ++s) {
    if (kSignals[s] == signal) ::sigaction(signal, &g_before[s], nullptr);
  }
  const int file = ::open(g_note.data(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file >= 0) {
    const std::size_t threads = std::min(g_threads.load(), kMostThreads);
    for (std::size_t t = 0; t < threads; ++t) {
      const std::int64_t run = g_made[t].load() - 1;
      if (run != kNone && (t_run == kNone || t_run == run)) note_run(file, run, signal);
    }
    ::close(file);
  }
  ::raise(signal);  // it comes when this has returned, and ends the program as it would have
}

/// So that a handler can run when the stack is full.
class HandlerStack {
 public:
  HandlerStack() : bytes_(std::make_unique<char[]>(kBytes)) {
    stack_t stack{};
    stack.ss_sp = bytes_.get();
    stack.ss_size = kBytes;
    ::sigaltstack(&stack, nullptr);
  }
  HandlerStack(const HandlerStack&) = delete;
  HandlerStack& operator=(const HandlerStack&) = delete;
  ~HandlerStack() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
  }

 private:
  static constexpr std::size_t kBytes = 65536;
  std::unique_ptr<char[]> bytes_;
};

/// The run is being made by this thread.
class BeingMade {
 public:
  explicit BeingMade(std::size_t run) {
    static thread_local const HandlerStack stack;
    static thread_local const std::size_t thread = g_threads++;
    thread_ = thread;
    t_run = static_cast<std::int64_t>(run);
    if (thread_ < kMostThreads) g_made[thread_] = t_run + 1;
  }
  BeingMade(const BeingMade&) = delete;
  BeingMade& operator=(const BeingMade&) = delete;
  ~BeingMade() {
    if (thread_ < kMostThreads) g_made[thread_] = 0;
    t_run = kNone;
  }

 private:
  std::size_t thread_ = 0;
};

}  // namespace

std::map<std::size_t, Crashes> read_crashes(const fs::path& folder) {
  std::map<std::size_t, Crashes> crashes;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (entry.path().extension() != kExtension) continue;
    std::ifstream file(entry.path());
    std::size_t run = 0;
    for (int signal = 0; file >> run >> signal;) {
      ++crashes[run].times;
      crashes[run].last_signal = signal;
    }
  }
  return crashes;
}

void forget_crashes(const fs::path& folder) {
  std::vector<fs::path> notes;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == kExtension) notes.push_back(entry.path());
  }
  for (const fs::path& note : notes) fs::remove(note);
}

calibration::RunFunction crashes_noted(calibration::RunFunction run,
                                       std::map<std::size_t, Crashes> before, int attempts) {
  return [run = std::move(run), before = std::move(before), attempts](
             const calibration::RunSpec& spec, const std::function<void()>& go_on) {
    const auto known = before.find(spec.number);
    if (known != before.end() && known->second.times >= attempts) {
      const auto& [times, signal] = known->second;
      throw calibration::ProgramCrashed(fmt::format("the process died: {}", ::strsignal(signal)),
                                        times);
    }
    const BeingMade mark(spec.number);
    return run(spec, go_on);
  };
}

CrashGuard::CrashGuard(const fs::path& folder, int worker) {
  const std::string note =
      fs::absolute(folder / fmt::format("worker-{:04}{}", worker, kExtension)).string();
  if (note.size() >= g_note.size()) return;  // no file has so long a name
  std::copy_n(note.c_str(), note.size() + 1, g_note.begin());
  struct sigaction action {};
  action.sa_handler = note_crash;
  action.sa_flags = SA_ONSTACK;
  ::sigemptyset(&action.sa_mask);
  for (std::size_t s = 0; s < kSignals.size(); ++s) {
    ::sigaction(kSignals[s], &action, &g_before[s]);
  }
}

CrashGuard::~CrashGuard() {
  for (std::size_t s = 0; s < kSignals.size(); ++s) {
    ::sigaction(kSignals[s], &g_before[s], nullptr);
  }
}

}  // namespace ravenstein::cli
