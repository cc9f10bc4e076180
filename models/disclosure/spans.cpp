// SPDX-License-Identifier: Apache-2.0
#include "models/disclosure/spans.hpp"

#include <algorithm>

#include "models/disclosure/settings.hpp"

namespace ravenstein::models {
namespace {

/// Sums over rows, so that a span is asked in constant time. Index r: before row r.
struct Running {
  std::vector<double> arrived{0};
  std::vector<double> present;  ///< at the end of row r - 1
};

std::vector<Running> running(std::span<const PlaceHistory> scenarios) {
  std::vector<Running> all(scenarios.size());
  for (std::size_t s = 0; s < scenarios.size(); ++s) {
    for (const double persons : scenarios[s].arrivals) {
      all[s].arrived.push_back(all[s].arrived.back() + persons);
    }
    all[s].present.push_back(scenarios[s].before);
    all[s].present.insert(all[s].present.end(), scenarios[s].present.begin(),
                          scenarios[s].present.end());
  }
  return all;
}

/// Whether rows first .. end-1 may be one span.
bool fits(const std::vector<Running>& scenarios, std::size_t first, std::size_t end,
          double smallest, bool arrivals) {
  return std::ranges::all_of(scenarios, [&](const Running& of) {
    const double change = of.present[end] - of.present[first];
    if (!may_be_shown(of.present[end], smallest)) return false;
    if (!arrivals) return may_be_shown(change, smallest);
    const double came = of.arrived[end] - of.arrived[first];
    return may_be_shown(came, smallest) && may_be_shown(came - change, smallest);
  });
}

/// The most spans that cover all rows, by dynamic programming over where the last one begins.
std::vector<int> most_spans(const std::vector<Running>& scenarios, double smallest,
                            std::span<const std::uint8_t> may_end, bool arrivals) {
  const std::size_t rows = scenarios.front().present.size() - 1;
  constexpr int kNone = -1;
  std::vector<int> most(rows + 1, kNone);
  std::vector<std::size_t> begin(rows + 1, 0);
  most[0] = 0;
  for (std::size_t end = 1; end <= rows; ++end) {
    if (!may_end.empty() && may_end[end - 1] == 0 && end != rows) continue;
    for (std::size_t first = end; first-- > 0;) {
      if (most[first] == kNone || most[first] < most[end]) continue;
      if (!fits(scenarios, first, end, smallest, arrivals)) continue;
      most[end] = most[first] + 1;
      begin[end] = first;
    }
  }
  std::vector<int> last;
  if (most[rows] == kNone) return last;
  for (std::size_t end = rows; end > 0; end = begin[end]) last.push_back(static_cast<int>(end) - 1);
  std::ranges::reverse(last);
  return last;
}

}  // namespace

Spans cut_spans(std::span<const PlaceHistory> scenarios, double smallest,
                std::span<const std::uint8_t> may_end) {
  if (scenarios.empty() || scenarios.front().present.empty()) return {};
  const std::vector<Running> sums = running(scenarios);
  const bool known = std::ranges::all_of(
      scenarios, [](const PlaceHistory& of) { return of.arrivals.size() == of.present.size(); });
  const std::vector<int> stocks = most_spans(sums, smallest, may_end, false);
  const std::vector<int> both =
      known ? most_spans(sums, smallest, may_end, true) : std::vector<int>();
  if (!both.empty() && 2 * both.size() >= stocks.size()) return {both, true};
  return {stocks, false};
}

}  // namespace ravenstein::models
