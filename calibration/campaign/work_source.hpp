// SPDX-License-Identifier: Apache-2.0
// Where the threads of a process get their next block from: a counter, or the rank that hands out
// blocks to all ranks.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "engine/ranks.hpp"

namespace ravenstein::calibration {

/// What a process has in mind: it works; it ends early; or it wants all of them to end.
enum class Intent : std::uint8_t { work, leave, abort };

/// Positions in a list of work that every process knows.
class WorkSource {
 public:
  virtual ~WorkSource() = default;
  /// The next one, for any thread; may wait. Empty: there is no more.
  virtual std::optional<std::size_t> take() = 0;
  /// What is between processes; called again and again by one thread. True when nothing more is.
  virtual bool serve(Intent intent) = 0;
  /// Another process wants all to end.
  virtual bool aborted() const { return false; }
  /// How long the thread that serves may do something else.
  virtual std::chrono::milliseconds patience() const = 0;
};

/// All of it for this process.
class OwnWork final : public WorkSource {
 public:
  explicit OwnWork(std::size_t size) : size_(size) {}
  std::optional<std::size_t> take() override;
  bool serve(Intent) override { return true; }
  std::chrono::milliseconds patience() const override { return std::chrono::milliseconds(50); }

 private:
  std::size_t size_;
  std::atomic<std::size_t> next_{0};
};

/// Divided among ranks while it lasts: rank 0 hands out and works as well, the others ask before
/// they run dry. Once one of them aborts no more is handed out; what was is still made. `ranks`
/// outlives it and is used by nobody else meanwhile.
std::unique_ptr<WorkSource> shared_work(std::size_t size, Ranks& ranks);

}  // namespace ravenstein::calibration
