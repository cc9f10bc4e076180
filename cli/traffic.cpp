// SPDX-License-Identifier: Apache-2.0
#include "cli/traffic.hpp"

#include <fmt/format.h>

#include <array>

namespace ravenstein::cli {

std::string traffic_text(Ranks& ranks, const Traffic& before, double seconds, int steps) {
  constexpr double kNanoseconds = 1e9;
  const Traffic now = ranks.traffic();
  std::array<std::int64_t, 5> sums{
      now.collectives - before.collectives, now.messages - before.messages,
      now.bytes - before.bytes,
      static_cast<std::int64_t>((now.seconds - before.seconds) * kNanoseconds),
      static_cast<std::int64_t>(seconds * kNanoseconds)};
  ranks.sum(sums);
  const double shares = static_cast<double>(ranks.size()) * steps;
  const auto mean = [&](std::size_t n) { return static_cast<double>(sums[n]) / shares; };
  return fmt::format(
      "{} ranks; each in a step: {:.1f} calls of all, {:.1f} messages, {:.0f} bytes sent; {:.3f} "
      "ms "
      "of {:.3f} ms exchanging and waiting for others\n",
      ranks.size(), mean(0), mean(1), mean(2), mean(3) / kNanoseconds * 1e3,
      mean(4) / kNanoseconds * 1e3);
}

}  // namespace ravenstein::cli
