// SPDX-License-Identifier: Apache-2.0
#include "calibration/campaign/work_source.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <span>

namespace ravenstein::calibration {
namespace {

using namespace std::chrono_literals;

/// What a rank tells rank 0: it wants more, it goes, or all shall go.
enum class Wish : std::uint8_t { more, leave, abort };

/// A range of the list; empty: there is no more.
struct Range {
  std::uint64_t begin = 0, end = 0;
};

/// Rank 0.
class Master final : public WorkSource {
 public:
  Master(std::size_t size, Ranks& ranks) : size_(size), ranks_(ranks), here_(ranks.size() - 1) {}

  std::optional<std::size_t> take() override {
    const Range range = next(1);
    return range.begin < range.end ? std::optional<std::size_t>(range.begin) : std::nullopt;
  }

  bool serve(Intent intent) override {
    while (here_ > 0) {
      const auto message = ranks_.poll();
      if (!message) return false;
      const auto wish = static_cast<Wish>(message->bytes.at(0));
      if (wish != Wish::more) {
        aborted_ = aborted_ || wish == Wish::abort;
        --here_;
        continue;
      }
      const Range range = intent != Intent::work || aborted_ ? Range{} : next(0);
      ranks_.send(message->from, std::as_bytes(std::span(&range, 1)));
      if (range.begin == range.end) --here_;
    }
    return true;
  }

  bool aborted() const override { return aborted_; }
  std::chrono::milliseconds patience() const override { return here_ > 0 ? 2ms : 50ms; }

 private:
  /// So many; 0: a part of what is left that keeps everybody busy, and leaves little to the end.
  Range next(std::size_t wanted) {
    constexpr std::size_t kMost = 64;
    const std::lock_guard lock(mutex_);
    const std::size_t left = size_ - next_;
    const std::size_t part = left / (4 * static_cast<std::size_t>(ranks_.size()));
    const std::size_t count =
        std::min(left, wanted > 0 ? wanted : std::clamp<std::size_t>(part, 1, kMost));
    next_ += count;
    return {next_ - count, next_};
  }

  std::size_t size_;
  Ranks& ranks_;
  int here_;  ///< other ranks that may still ask
  bool aborted_ = false;
  std::mutex mutex_;
  std::size_t next_ = 0;
};

/// The other ranks.
class Worker final : public WorkSource {
 public:
  explicit Worker(Ranks& ranks) : ranks_(ranks) {}

  std::optional<std::size_t> take() override {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return !waiting_.empty() || closed_; });
    if (waiting_.empty()) return std::nullopt;
    const std::size_t item = waiting_.front();
    waiting_.pop_front();
    return item;
  }

  bool serve(Intent intent) override {
    if (asked_) {
      const auto message = ranks_.poll();
      if (!message) return false;
      asked_ = false;
      take_in(*message);
    }
    const std::lock_guard lock(mutex_);
    if (intent != Intent::work) waiting_.clear();
    if (!closed_ && intent != Intent::work) {
      tell(intent == Intent::abort ? Wish::abort : Wish::leave);
      close();
    } else if (!closed_ && waiting_.size() < kLow) {
      tell(Wish::more);
      asked_ = true;
    }
    return closed_;
  }

  std::chrono::milliseconds patience() const override { return 2ms; }

 private:
  static constexpr std::size_t kLow = 2;  ///< asks for more when there are fewer

  void take_in(const Ranks::Message& message) {
    Range range;
    std::memcpy(&range, message.bytes.data(), sizeof range);
    const std::lock_guard lock(mutex_);
    for (std::uint64_t item = range.begin; item < range.end; ++item) waiting_.push_back(item);
    if (range.begin == range.end) close();
    arrived_.notify_all();
  }
  void close() {
    closed_ = true;
    arrived_.notify_all();
  }
  void tell(Wish wish) { ranks_.send(0, std::as_bytes(std::span(&wish, 1))); }

  Ranks& ranks_;
  bool asked_ = false;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<std::size_t> waiting_;
  bool closed_ = false;
};

}  // namespace

std::optional<std::size_t> OwnWork::take() {
  const std::size_t item = next_++;
  return item < size_ ? std::optional<std::size_t>(item) : std::nullopt;
}

std::unique_ptr<WorkSource> shared_work(std::size_t size, Ranks& ranks) {
  if (ranks.size() == 1) return std::make_unique<OwnWork>(size);
  if (ranks.rank() == 0) return std::make_unique<Master>(size, ranks);
  return std::make_unique<Worker>(ranks);
}

}  // namespace ravenstein::calibration
