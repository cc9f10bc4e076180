// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "cli/terminal.hpp"

namespace ravenstein::cli {
namespace {

constexpr auto kFirstDraw = std::chrono::milliseconds(300);  // a short run shows no bar at all
constexpr auto kBetweenDraws = std::chrono::milliseconds(100);
constexpr int kBarWidth = 40;

}  // namespace

Progress::Progress(ProgressMode mode, std::string label, int total_steps, std::string step)
    : label_(std::move(label)),
      step_(std::move(step)),
      total_steps_(std::max(1, total_steps)),
      bar_(mode == ProgressMode::automatic && is_terminal(stderr)),
      plain_(mode == ProgressMode::plain),
      next_draw_(Clock::now() + kFirstDraw) {}

Progress::~Progress() {
  if (bar_drawn_) fmt::print(stderr, "\r\033[K");
}

void Progress::update(int steps_done) {
  const int tenths = static_cast<int>(10LL * steps_done / total_steps_);
  if (plain_ && tenths > tenths_told_) {
    tenths_told_ = tenths;
    fmt::print(stderr, "{}: {} % ({} of {} {}s)\n", label_, 10 * tenths, steps_done, total_steps_,
               step_);
  }
  if (bar_ && Clock::now() >= next_draw_) draw_bar(steps_done);
}

void Progress::draw_bar(int steps_done) {
  const int filled =
      static_cast<int>(static_cast<long long>(kBarWidth) * steps_done / total_steps_);
  fmt::print(stderr, "\r\033[K{} [{:=<{}}{: <{}}] {} {} of {}", label_, "", filled, "",
             kBarWidth - filled, step_, steps_done, total_steps_);
  std::fflush(stderr);
  bar_drawn_ = true;
  next_draw_ = Clock::now() + kBetweenDraws;
}

}  // namespace ravenstein::cli
