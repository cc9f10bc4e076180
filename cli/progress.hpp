// SPDX-License-Identifier: Apache-2.0
// How far a run has come, on standard error: results alone go to standard output.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace ravenstein::cli {

/// automatic: a bar on a terminal, else nothing. plain: a line for every tenth.
enum class ProgressMode { automatic, plain, none };

class Progress {
 public:
  /// `step`: what is counted, in the singular.
  Progress(ProgressMode mode, std::string label, int total_steps, std::string step = "day");
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void update(int steps_done);

 private:
  void draw_bar(int steps_done);

  using Clock = std::chrono::steady_clock;
  std::string label_, step_;
  int total_steps_;
  bool bar_ = false;
  bool plain_ = false;
  bool bar_drawn_ = false;
  int tenths_told_ = 0;
  Clock::time_point next_draw_;
};

}  // namespace ravenstein::cli
