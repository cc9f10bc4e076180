// SPDX-License-Identifier: Apache-2.0
#include "engine/whatif/closure_change.hpp"

#include <limits>

namespace ravenstein {
namespace {

int end_of(const Closure& closure) {
  return closure.end_day.value_or(std::numeric_limits<int>::max());
}

bool same_thing(const Closure& a, const Closure& b) {
  if (a.kind != b.kind) return false;
  if (a.kind == ClosureKind::country) {
    return (a.country_a == b.country_a && a.country_b == b.country_b) ||
           (a.country_a == b.country_b && a.country_b == b.country_a);
  }
  return (a.zone_a == b.zone_a && a.zone_b == b.zone_b) ||
         (a.zone_a == b.zone_b && a.zone_b == b.zone_a);
}

bool overlap(const Closure& a, const Closure& b) {
  return a.start_day < end_of(b) && b.start_day < end_of(a);
}

/// The closure says the same on all days of the change.
bool says_it_already(const Closure& closure, const Closure& change) {
  return closure.permeability == change.permeability && closure.start_day <= change.start_day &&
         end_of(change) <= end_of(closure);
}

}  // namespace

bool change_closures(std::vector<Closure>& closures, const Closure& change) {
  const bool open = change.permeability == 1;
  bool different = !open, said = false, otherwise = false;
  std::vector<Closure> result;
  for (const Closure& closure : closures) {
    if (!same_thing(closure, change) || !overlap(closure, change)) {
      result.push_back(closure);
      continue;
    }
    said = said || says_it_already(closure, change);
    otherwise = otherwise || closure.permeability != change.permeability;
    different = true;
    if (closure.start_day < change.start_day) {
      result.push_back(closure);
      result.back().end_day = change.start_day;
    }
    if (end_of(change) < end_of(closure)) {
      result.push_back(closure);
      result.back().start_day = end_of(change);
    }
  }
  if (said && !otherwise) return false;
  if (!open) result.push_back(change);
  closures = std::move(result);
  return different;
}

}  // namespace ravenstein
