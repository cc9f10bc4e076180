// SPDX-License-Identifier: Apache-2.0
#include "calibration/assimilation/whole_persons.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

#include "engine/random/draws.hpp"

namespace ravenstein::calibration {

std::vector<std::int64_t> whole_counts(std::span<const double> wanted, std::int64_t total) {
  if (wanted.empty() || total < 0) {
    throw std::invalid_argument("whole persons: expected places and a total >= 0");
  }
  std::vector<double> share(wanted.begin(), wanted.end());
  for (double& s : share) s = std::isfinite(s) ? std::max(0.0, s) : 0;
  double sum = std::accumulate(share.begin(), share.end(), 0.0);
  if (!(sum > 0)) {
    std::fill(share.begin(), share.end(), 1);
    sum = static_cast<double>(share.size());
  }
  std::vector<std::int64_t> count;
  std::int64_t left = total;
  for (double& s : share) {
    s = s / sum * static_cast<double>(total);
    count.push_back(static_cast<std::int64_t>(s));
    s -= static_cast<double>(count.back());
    left -= count.back();
  }
  std::vector<std::size_t> order(share.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return share[a] > share[b]; });
  // Rounding may leave one too many as well as some too few.
  for (std::size_t i = 0; left > 0; i = (i + 1) % order.size(), --left) ++count[order[i]];
  for (std::size_t i = order.size(); left < 0; i = i == 1 ? order.size() : i - 1) {
    if (count[order[i - 1]] == 0) continue;
    --count[order[i - 1]];
    ++left;
  }
  return count;
}

std::vector<Correction> corrections(std::span<const std::int64_t> counts,
                                    std::span<const std::int64_t> wanted, Stream& stream) {
  const auto sum = [](std::span<const std::int64_t> list) {
    return std::accumulate(list.begin(), list.end(), std::int64_t{0});
  };
  if (counts.size() != wanted.size() || sum(counts) != sum(wanted)) {
    throw std::invalid_argument("whole persons: expected equal totals, found " +
                                std::to_string(sum(counts)) + " and " +
                                std::to_string(sum(wanted)));
  }
  std::vector<std::int64_t> room(counts.size()), drawn(counts.size());
  for (std::size_t x = 0; x < counts.size(); ++x) {
    room[x] = std::max(std::int64_t{0}, wanted[x] - counts[x]);
  }
  std::vector<Correction> moves;
  for (std::size_t from = 0; from < counts.size(); ++from) {
    const std::int64_t leave = counts[from] - wanted[from];
    if (leave <= 0) continue;
    multivariate_hypergeometric(stream, leave, room, drawn);
    for (std::size_t to = 0; to < room.size(); ++to) {
      if (drawn[to] == 0) continue;
      moves.push_back({from, to, drawn[to]});
      room[to] -= drawn[to];
    }
  }
  return moves;
}

}  // namespace ravenstein::calibration
