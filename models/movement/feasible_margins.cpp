// SPDX-License-Identifier: Apache-2.0
#include "models/movement/feasible_margins.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace ravenstein::models {
namespace {

constexpr double kRelative = 1e-9;  // margins that differ by less are called equal
constexpr std::uint32_t kNowhere = 0xffffffff;

/// Largest flow between two sets, by breadth-first search for one more way at a time over blocks of
/// origins with something left (Edmonds and Karp 1972).
class Transport {
 public:
  Transport(std::span<const double> origin, std::span<const double> destination,
            const RowSource& weights)
      : columns_(destination.size()),
        left_(origin.begin(), origin.end()),
        room_(destination.begin(), destination.end()),
        open_(origin.size() * destination.size()),
        flow_(open_.size(), 0.0),
        tiny_(kRelative * std::accumulate(origin.begin(), origin.end(), 0.0)) {
    std::vector<double> row(columns_);
    for (std::size_t i = 0; i < left_.size(); ++i) {
      weights(i, row);
      for (std::size_t j = 0; j < columns_; ++j) open_[i * columns_ + j] = row[j] > 0;
    }
  }

  /// Sends what can be sent; what is left over is more than rounding if false.
  bool carries_all() {
    send_directly();
    while (true) {
      const std::uint32_t end = search();
      if (end == kNowhere) break;
      send_along(end);
    }
    return std::accumulate(left_.begin(), left_.end(), 0.0) <= tiny_ * 2;
  }

  /// After a failed search: origins that still reach something, and what they reach.
  const std::vector<std::uint32_t>& origin_parent() const { return origin_from_; }
  const std::vector<std::uint32_t>& destination_parent() const { return destination_from_; }

 private:
  static constexpr std::uint32_t kRoot = 0xfffffffe;
  double least() const { return tiny_ / static_cast<double>(left_.size()); }

  void send_directly() {
    for (std::size_t i = 0; i < left_.size(); ++i) {
      for (std::size_t j = 0; j < columns_ && left_[i] > 0; ++j) {
        if (!open_[i * columns_ + j]) continue;
        const double amount = std::min(left_[i], room_[j]);
        flow_[i * columns_ + j] += amount;
        left_[i] -= amount;
        room_[j] -= amount;
      }
    }
  }

  /// Marks everything that origins with something left can reach; the first destination with room.
  std::uint32_t search() {
    origin_from_.assign(left_.size(), kNowhere);
    destination_from_.assign(columns_, kNowhere);
    std::vector<std::uint32_t> queue;
    for (std::uint32_t i = 0; i < left_.size(); ++i) {
      if (left_[i] <= least()) continue;
      origin_from_[i] = kRoot;
      queue.push_back(i);
    }
    for (std::size_t q = 0; q < queue.size(); ++q) {
      const std::uint32_t i = queue[q];
      for (std::uint32_t j = 0; j < columns_; ++j) {
        if (!open_[i * columns_ + j] || destination_from_[j] != kNowhere) continue;
        destination_from_[j] = i;
        if (room_[j] > least()) return j;
        for (std::uint32_t k = 0; k < left_.size(); ++k) {  // who could give way at j
          if (origin_from_[k] != kNowhere || flow_[k * columns_ + j] <= 0) continue;
          origin_from_[k] = j;
          queue.push_back(k);
        }
      }
    }
    return kNowhere;
  }

  void send_along(std::uint32_t end) {
    double amount = room_[end];
    for (std::uint32_t j = end;;) {
      const std::uint32_t i = destination_from_[j];
      if (origin_from_[i] == kRoot) {
        amount = std::min(amount, left_[i]);
        break;
      }
      j = origin_from_[i];
      amount = std::min(amount, flow_[i * columns_ + j]);
    }
    room_[end] -= amount;
    for (std::uint32_t j = end;;) {
      const std::uint32_t i = destination_from_[j];
      flow_[i * columns_ + j] += amount;
      if (origin_from_[i] == kRoot) {
        left_[i] -= amount;
        return;
      }
      j = origin_from_[i];
      flow_[i * columns_ + j] -= amount;
    }
  }

  std::size_t columns_;
  std::vector<double> left_;
  std::vector<double> room_;
  std::vector<char> open_;
  std::vector<double> flow_;
  double tiny_;
  std::vector<std::uint32_t> origin_from_;
  std::vector<std::uint32_t> destination_from_;
};

struct Marked {
  std::vector<std::string> places;
  double sum = 0;
};

Marked marked(const std::vector<std::uint32_t>& parent, std::span<const double> margin,
              std::span<const std::string> zone) {
  Marked all;
  for (std::size_t k = 0; k < parent.size(); ++k) {
    if (parent[k] == kNowhere || margin[k] <= 0) continue;
    all.places.push_back(zone.empty() ? std::to_string(k + 1) : zone[k]);
    all.sum += margin[k];
  }
  return all;
}

std::string listed(const std::vector<std::string>& places) {
  constexpr std::size_t kMost = 12;
  const std::size_t shown = std::min(places.size(), kMost);
  std::string text = fmt::format("{}", fmt::join(places.begin(), places.begin() + shown, ", "));
  if (places.size() > kMost) text += fmt::format(" and {} more", places.size() - kMost);
  return text;
}

}  // namespace

std::string why_infeasible(std::span<const double> origin, std::span<const double> destination,
                           const RowSource& weights, std::span<const std::string> zone) {
  const double out = std::accumulate(origin.begin(), origin.end(), 0.0);
  const double in = std::accumulate(destination.begin(), destination.end(), 0.0);
  if (!(std::fabs(out - in) <= kRelative * std::max(out, in))) {
    return fmt::format("the origins' margins sum to {:.10g}, the destinations' to {:.10g}", out,
                       in);
  }
  Transport transport(origin, destination, weights);
  if (transport.carries_all()) return {};
  const Marked from = marked(transport.origin_parent(), origin, zone);
  const Marked to = marked(transport.destination_parent(), destination, zone);
  if (to.places.empty()) {
    return fmt::format("origins {} must send {:.10g}, but all their weights are zero",
                       listed(from.places), from.sum);
  }
  return fmt::format(
      "origins {} must send {:.10g}, but have weights above zero only to destinations {}, which "
      "take {:.10g}",
      listed(from.places), from.sum, listed(to.places), to.sum);
}

}  // namespace ravenstein::models
