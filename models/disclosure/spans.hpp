// SPDX-License-Identifier: Apache-2.0
// Rows of a place are put together until no number that can be worked out from what is shown is of
// few people: people present at the end of a span, arrivals in it, and departures, which are
// arrivals less the change of people present. What lies inside a span is not shown; as any course
// of events with the same span fits, nobody can tell it, whatever else is published.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ravenstein::models {

/// Of one place in one scenario, by row, in persons.
struct PlaceHistory {
  std::vector<double> present;   ///< at the end of the row
  std::vector<double> arrivals;  ///< during it; empty: not known
  double before = 0;             ///< present before the first row, as a stranger knows or assumes
};

struct Spans {
  std::vector<int>
      last;  ///< last row of each span, rising; the last is the last row. Empty: none fit
  bool arrivals = false;  ///< whether arrivals may be shown, and not only people present

  bool fit() const { return !last.empty(); }
};

/// As many spans as possible that show nothing small in any of the scenarios, which share them: for
/// else their difference would tell. Spans end only in rows that `may_end` allows (empty: in all).
/// Arrivals are given up where people present could be shown in more than twice as many spans.
Spans cut_spans(std::span<const PlaceHistory> scenarios, double smallest,
                std::span<const std::uint8_t> may_end = {});

/// First row of the span that ends with `last[number]`.
inline int first_row(const Spans& spans, std::size_t number) {
  return number == 0 ? 0 : spans.last[number - 1] + 1;
}

}  // namespace ravenstein::models
