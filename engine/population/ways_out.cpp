// SPDX-License-Identifier: Apache-2.0
#include "engine/population/ways_out.hpp"

#include <algorithm>
#include <numeric>

#include "engine/travel.hpp"

namespace ravenstein {
namespace {

struct Way {
  ZoneIndex from;
  std::uint32_t cause;
  double arriving;
};

/// Shares of one row, its sums; destinations by end (nights * zones + zone) are counted.
void read_row(const ChoiceTable& choice, const TravelPlan& travel, std::size_t cause,
              std::size_t zones, ZoneIndex from, WaysOut& ways) {
  const std::size_t begin = choice.begin[from], end = choice.begin[from + 1];
  const double all = std::accumulate(choice.weight.begin() + static_cast<std::ptrdiff_t>(begin),
                                     choice.weight.begin() + static_cast<std::ptrdiff_t>(end), 0.0);
  const std::size_t row = cause * zones + from;
  for (std::size_t at = begin; at < end; ++at) {
    const double share = choice.weight[at] / all;
    const double passing = choice.passing.empty() ? 1 : choice.passing[at];
    const double alive = passing * (choice.survival.empty() ? 1 : choice.survival[at]);
    ways.arriving[cause][at] = share * alive;
    ways.nights[cause][at] = travel_days(travel, choice.distance_km[at]);
    ways.arriving_in_all[row] += share * alive;
    ways.dying[row] += share * (passing - alive);
    ways.stranded[row] += share * (1 - passing);
  }
}

/// Ways of all zones and causes, put in the order of their ends; those of an end keep theirs (by
/// zone, then cause).
std::vector<Way> sort_by_end(std::span<const ChoiceTable> by_cause, std::size_t zones,
                             const WaysOut& ways, std::vector<std::size_t>& first) {
  int most = 0;
  for (std::size_t k = 0; k < ways.nights.size(); ++k) {
    for (std::size_t at = 0; at < ways.nights[k].size(); ++at) {
      if (ways.arriving[k][at] > 0) most = std::max(most, ways.nights[k][at]);
    }
  }
  first.assign((static_cast<std::size_t>(most) + 1) * zones + 1, 0);
  const auto each = [&](const auto& visit) {
    for (ZoneIndex from = 0; from < zones; ++from) {
      for (std::uint32_t k = 0; k < by_cause.size(); ++k) {
        for (std::size_t at = by_cause[k].begin[from]; at < by_cause[k].begin[from + 1]; ++at) {
          if (!(ways.arriving[k][at] > 0)) continue;
          visit(static_cast<std::size_t>(ways.nights[k][at]) * zones + by_cause[k].to[at],
                Way{from, k, ways.arriving[k][at]});
        }
      }
    }
  };
  each([&](std::size_t end, const Way&) { ++first[end + 1]; });
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<Way> sorted(first.back());
  std::vector<std::size_t> next = first;
  each([&](std::size_t end, const Way& way) { sorted[next[end]++] = way; });
  return sorted;
}

}  // namespace

bool WaysOut::anybody_stranded() const {
  return std::any_of(stranded.begin(), stranded.end(), [](double share) { return share > 0; });
}

WaysOut ways_out(std::span<const ChoiceTable> by_cause, const TravelPlan& travel,
                 std::size_t zones) {
  WaysOut ways;
  ways.arriving_in_all.assign(by_cause.size() * zones, 0.0);
  ways.dying = ways.stranded = ways.arriving_in_all;
  for (std::size_t k = 0; k < by_cause.size(); ++k) {
    ways.arriving.emplace_back(by_cause[k].to.size());
    ways.nights.emplace_back(by_cause[k].to.size());
    for (ZoneIndex from = 0; from < zones; ++from) {
      read_row(by_cause[k], travel, k, zones, from, ways);
    }
  }
  std::vector<std::size_t> first;
  const std::vector<Way> sorted = sort_by_end(by_cause, zones, ways, first);
  ways.arriving_by.resize(by_cause.size());
  ways.first_path.push_back(0);
  for (std::size_t end = 0; end + 1 < first.size(); ++end) {
    if (first[end] == first[end + 1]) continue;
    for (std::size_t n = first[end]; n < first[end + 1]; ++n) {
      if (n == first[end] || sorted[n].from != sorted[n - 1].from) {
        ways.from.push_back(sorted[n].from);
        for (std::vector<double>& shares : ways.arriving_by) shares.push_back(0);
      }
      ways.arriving_by[sorted[n].cause].back() += sorted[n].arriving;
    }
    ways.ends.push_back({static_cast<ZoneIndex>(end % zones), static_cast<int>(end / zones)});
    ways.first_path.push_back(static_cast<std::uint32_t>(ways.from.size()));
  }
  for (std::size_t end = 0; end < ways.ends.size(); ++end) {
    const auto of = [&](std::size_t e) {
      return std::span(ways.from).subspan(ways.first_path[e],
                                          ways.first_path[e + 1] - ways.first_path[e]);
    };
    ways.like_next.push_back(end + 1 < ways.ends.size() &&
                             std::ranges::equal(of(end), of(end + 1)));
  }
  return ways;
}

}  // namespace ravenstein
